"""A printed form as data: boxes filled from people by their part, rows of people, rules, and the layout that draws it.

The boxes are those of `FormDefinition`, so that filling, correcting and checking are the same for paper and portal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from kiosk.domain.identity import FactName
from kiosk.domain.roles import Role
from kiosk.forms.definition import FieldDefinition, FormDefinition, Labels, RuleDefinition
from kiosk.forms.errors import DefinitionError
from kiosk.forms.paper_facts import OfficeFact

EACH = "each"
"""In rows of people: the person of the row."""
OFFICE = "office"
GUESSED = "?"
"""At the end of an origin: a guess."""
_OWN_KEYS = frozenset({"fill", "item", "upper", "counted"})


class DerivedFact(StrEnum):
    """What no card says, but follows from what it says. Each asks for a look."""

    FAMILY_NAME = "family_name"
    MIDDLE_NAME = "middle_name"
    GIVEN_NAME = "given_name"
    MIDDLE_AND_GIVEN_NAME = "middle_and_given_name"
    RESIDENCE_TODAY = "residence_today"
    """The address in the units of today; the card's own text is printed beside it."""
    ORIGIN_TODAY = "origin_today"
    """Quê quán in the units of today."""
    DOCUMENT = "document"
    ISSUER = "issuer"
    DOCUMENT_LINE = "document_line"
    """Document, number, issuer and date in one line, as civil-status forms ask for them."""
    RELATION_TO_HEAD = "relation_to_head"
    RELATION_TO_CHILD = "relation_to_child"
    RELATION_TO_DECEASED = "relation_to_deceased"
    RELATION_TO_SUBJECT = "relation_to_subject"


@dataclass(frozen=True)
class PaperOrigin:
    """Whose fact: `head.full_name`, `each.sex`, `office.name`; `father.ethnicity?` for a guess about somebody else."""

    owner: Role | None
    """None for the person of the row, or the office."""
    fact: FactName | DerivedFact | OfficeFact
    suggested: bool = False
    """True for one person's fact as a guess about another: it asks for a look."""


@dataclass(frozen=True)
class PaperField:
    described: FieldDefinition
    fill: tuple[PaperOrigin, ...] = ()
    """Tried in order."""
    item: str = ""
    upper: bool = False
    counted: bool = False


@dataclass(frozen=True)
class PaperTable:
    name: str
    label: Labels
    item: str
    role: Role | None
    """Who stands in its rows; None where every row is typed."""
    most: int
    blank_rows: int
    columns: tuple[PaperField, ...]

    def box(self, row: int, column: PaperField) -> FieldDefinition:
        """A column in one row (from 1), under a name of its own."""
        return replace(column.described, name=box_name(self.name, row, column.described.name))


@dataclass(frozen=True)
class PaperForm:
    form_id: str
    code: str
    version: str
    title: Labels
    layout: str
    layout_known: bool
    roles: tuple[Role, ...]
    fields: tuple[PaperField, ...]
    tables: tuple[PaperTable, ...]
    rules: tuple[RuleDefinition, ...]

    @classmethod
    def from_rows(cls, rows: Mapping[str, Any]) -> PaperForm:
        """Build and check a form from plain data (`config.load_paper_form`).

        Raises:
            DefinitionError: it names the form, the field and the reason.
        """
        form_id = str(rows.get("form_id", "?"))
        base = FormDefinition.from_rows({**rows, "fields": [_plain(one) for one in rows.get("fields", ())]})
        try:
            made = cls(
                form_id=form_id,
                code=str(rows.get("code", "")),
                version=str(rows["version"]),
                title=base.title,
                layout=str(rows["layout"]),
                layout_known=bool(rows.get("layout_known", False)),
                roles=tuple(_role(one, "roles") for one in rows["roles"]),
                fields=_fields(base, rows["fields"], in_rows=False),
                tables=tuple(_table(one) for one in rows.get("tables", ())),
                rules=base.rules,
            )
        except KeyError as error:
            raise DefinitionError(f"form {form_id}: {error.args[0]} is missing") from None
        except DefinitionError as error:
            raise DefinitionError(f"form {form_id}: {error}") from None
        _check_roles(made)
        return made

    def with_rows(self, rows: Mapping[str, int]) -> FormDefinition:
        """Every box of the form with so many rows in each table."""
        boxes = [one.described for one in self.fields]
        for table in self.tables:
            for row in range(1, rows.get(table.name, 0) + 1):
                boxes.extend(table.box(row, column) for column in table.columns)
        return FormDefinition(self.form_id, self.title, tuple(boxes), self.rules)

    @property
    def facts_asked(self) -> frozenset[FactName]:
        """The facts of cards that this form needs: what it does not name need not leave a card."""
        boxes = [*self.fields, *(column for one in self.tables for column in one.columns)]
        return frozenset(origin.fact for box in boxes for origin in box.fill if isinstance(origin.fact, FactName))


def box_name(table: str, row: int, column: str) -> str:
    return f"{table}.{row}.{column}"


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in _OWN_KEYS}


def _fields(base: FormDefinition, rows: Sequence[Mapping[str, Any]], *, in_rows: bool) -> tuple[PaperField, ...]:
    return tuple(
        PaperField(
            described=described,
            fill=tuple(_origin(one, described.name, in_rows=in_rows) for one in row.get("fill", ())),
            item=str(row.get("item", "")),
            upper=bool(row.get("upper", False)),
            counted=bool(row.get("counted", False)),
        )
        for described, row in zip(base.fields, rows, strict=True)
    )


def _table(row: Mapping[str, Any]) -> PaperTable:
    name, columns = str(row["name"]), row["columns"]
    base = FormDefinition.from_rows(
        {"form_id": name, "title": row["label"], "fields": [_plain(one) for one in columns]}
    )
    return PaperTable(
        name=name,
        label=MappingProxyType(dict(row["label"])),
        item=str(row.get("item", "")),
        role=_role(row["role"], name) if row.get("role") else None,
        most=int(row["most"]),
        blank_rows=int(row.get("blank_rows", 0)),
        columns=_fields(base, columns, in_rows=True),
    )


def _origin(text: object, where: str, *, in_rows: bool) -> PaperOrigin:
    plain = str(text).removesuffix(GUESSED)
    owner, _, fact = plain.partition(".")
    suggested = plain != text
    if owner == OFFICE:
        return PaperOrigin(None, _fact(fact, where, (OfficeFact,)))
    if owner == EACH:
        if not in_rows:
            raise DefinitionError(f"field {where}: {text!r} has a meaning only in rows of people")
        return PaperOrigin(None, _fact(fact, where, (FactName, DerivedFact)), suggested)
    role = _role(owner, where)
    if role is Role.MEMBERS:
        raise DefinitionError(f"field {where}: several people are members; a table shows them")
    return PaperOrigin(role, _fact(fact, where, (FactName, DerivedFact)), suggested)


def _fact(
    text: str, where: str, kinds: tuple[type[FactName] | type[DerivedFact] | type[OfficeFact], ...]
) -> FactName | DerivedFact | OfficeFact:
    for kind in kinds:
        for one in kind:
            if one.value == text:
                return one
    allowed = ", ".join(one.value for kind in kinds for one in kind)
    raise DefinitionError(f"field {where}: {text!r} is none of: {allowed}")


def _role(text: object, where: str) -> Role:
    try:
        return Role(str(text))
    except ValueError:
        allowed = ", ".join(Role)
        raise DefinitionError(f"{where}: {text!r} is no role; roles are: {allowed}") from None


def _check_roles(form: PaperForm) -> None:
    """Every role that a box speaks of is one that the form names, so that people know whose cards to bring."""
    spoken = {origin.owner for one in form.fields for origin in one.fill} | {one.role for one in form.tables}
    for role in spoken:
        if role is not None and role not in form.roles:
            raise DefinitionError(f"form {form.form_id}: {role.value} is not among its roles")
    names = [one.described.name for one in form.fields] + [one.name for one in form.tables]
    if len(set(names)) != len(names):
        raise DefinitionError(f"form {form.form_id}: a table has the name of a field")
