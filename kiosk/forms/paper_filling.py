"""A printed form meets the people at the desk: every box with its source, and a list of what to look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from kiosk.domain.form import FieldKind, FilledField, FilledForm
from kiosk.domain.identity import Assurance, Identity, Source
from kiosk.domain.roles import Cast, Role
from kiosk.forms.casting import card_doubts, casting_doubts
from kiosk.forms.definition import FieldDefinition, FormDefinition
from kiosk.forms.errors import TooManyPeople
from kiosk.forms.filling import correct
from kiosk.forms.origins import NOTHING, Known
from kiosk.forms.paper_definition import PaperField, PaperForm, PaperOrigin, box_name
from kiosk.forms.paper_facts import AddressSuggester, CardTextOnly, OfficeFact, OfficeFacts, PaperFacts
from kiosk.forms.role_values import Offered, People, Review
from kiosk.forms.rules import checked
from kiosk.forms.written_dates import write_date


@dataclass(frozen=True)
class FilledPaper:
    """A printed form with its values."""

    paper: PaperForm
    definition: FormDefinition
    """Every box, tables included."""
    form: FilledForm
    rows: Mapping[str, int]
    """Table → rows."""
    reviews: tuple[Review, ...] = ()

    def review_of(self, name: str) -> Review | None:
        return next((one for one in self.reviews if one.name == name), None)


@dataclass
class _Boxes:
    """Boxes on their way into a form."""

    people: People
    office: OfficeFacts
    fields: list[FilledField] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)

    def add(self, box: FieldDefinition, origins: Sequence[PaperOrigin], each: Identity | None = None) -> None:
        offered = self._offered(box, origins, each)
        if offered.review is not None:
            self.reviews.append(replace(offered.review, name=box.name))
        self.fields.append(_filled(box, offered.known))

    def _offered(self, box: FieldDefinition, origins: Sequence[PaperOrigin], each: Identity | None) -> Offered:
        """The first origin that has a value, else the form's default. What one person does not say is never taken from
        another, unless the form calls it a guess."""
        settled: PaperOrigin | None = None
        for origin in origins:
            if isinstance(origin.fact, OfficeFact):
                offered = Offered(_by_office(self.office, origin.fact))
            else:
                person = each if origin.owner is None else self.people.one(origin.owner)
                about_another = settled is not None and origin.owner is not settled.owner and not origin.suggested
                if person is None or about_another:
                    continue
                settled = settled or (None if origin.suggested else origin)
                offered = self.people.offer(person, origin.fact)
            if offered.known.text:
                return _as_guess(offered) if origin.suggested else offered
        return Offered(Known(box.default, Source.DESK, Assurance.CLAIMED) if box.default else NOTHING)


def fill_paper(
    paper: PaperForm,
    cast: Cast,
    office: OfficeFacts,
    facts: PaperFacts,
    *,
    addresses: AddressSuggester | None = None,
    rows: Mapping[str, int] = MappingProxyType({}),
) -> FilledPaper:
    """Fill a form with everything the cards at the desk say. `rows` opens rows that no card fills, by table.

    Raises:
        TooManyPeople: more people play a part than the form has room for. None is left out silently.
    """
    _check_cast(paper, cast)
    boxes = _Boxes(People(facts, addresses or CardTextOnly(), cast), office)
    for one in paper.fields:
        boxes.add(one.described, one.fill)
    opened = {}
    for table in paper.tables:
        people = cast.get(table.role, ()) if table.role is not None else ()
        opened[table.name] = min(max(len(people), rows.get(table.name, 0)), table.most)
        for row in range(1, opened[table.name] + 1):
            person = people[row - 1] if row <= len(people) else None
            for column in table.columns:
                boxes.add(table.box(row, column), column.fill, person)
    boxes.reviews.extend(_of_casting(paper, cast, office.today))
    definition = paper.with_rows(opened)
    form = checked(definition, FilledForm(paper.form_id, paper.title, tuple(boxes.fields)))
    return FilledPaper(paper, definition, form, MappingProxyType(opened), tuple(boxes.reviews))


def correct_paper(filled: FilledPaper, name: str, value: str) -> FilledPaper:
    """Put a person's value into a box: it is a claim by staff, and what was to be looked at has been. A choice is named
    by its code or by what people read.

    Raises:
        CorrectionRefused: there is no such box.
    """
    described = filled.definition.field_named(name)
    if described is not None and described.kind is FieldKind.CHOICE:
        value = _code_of(described, value)
    form = correct(filled.definition, filled.form, name, value)
    return replace(filled, form=form, reviews=tuple(one for one in filled.reviews if one.name != name))


def with_answers(filled: FilledPaper, answers: Mapping[str, str]) -> FilledPaper:
    """Every answer put into its box. Raises `CorrectionRefused` for one that has none."""
    for name, value in answers.items():
        filled = correct_paper(filled, name, value)
    return filled


def rows_in(paper: PaperForm, answers: Mapping[str, str]) -> Mapping[str, int]:
    """How many rows of each table the answers speak of: `giay_to.3.ten` needs three."""
    found: dict[str, int] = {}
    for name in answers:
        table, _, rest = name.partition(".")
        row = rest.partition(".")[0]
        if row.isascii() and row.isdigit() and len(row) < 4 and table in [one.name for one in paper.tables]:
            found[table] = max(found.get(table, 0), int(row))
    return found


def counted_boxes(paper: PaperForm, rows: Mapping[str, int]) -> tuple[str, ...]:
    """The names of the boxes that the count of what cards fill looks at."""

    def of(fields: Sequence[PaperField]) -> list[PaperField]:
        return [one for one in fields if one.counted]

    names = [one.described.name for one in of(paper.fields)]
    for table in paper.tables:
        for row in range(1, rows.get(table.name, 0) + 1):
            names.extend(table.box(row, column).name for column in of(table.columns))
    return tuple(names)


def _of_casting(paper: PaperForm, cast: Cast, today: date) -> Iterator[Review]:
    """A look at the name of whoever does not suit the part, or whose card asks for one."""
    doubts = [*((role, 0, key) for role, key in casting_doubts(cast).items()), *card_doubts(cast, today)]
    for role, place, key in doubts:
        where = _name_box(paper, role, place)
        if where is not None:
            yield Review(where, key)


def _name_box(paper: PaperForm, role: Role, place: int) -> str | None:
    """The first box of whoever stands at this place of the part: in their row, else on the form itself."""
    for table in paper.tables:
        if table.role is role:
            return box_name(table.name, place + 1, table.columns[0].described.name)
    return next((one.described.name for one in paper.fields for origin in one.fill if origin.owner is role), None)


def _check_cast(paper: PaperForm, cast: Cast) -> None:
    room = {one.role: one.most for one in paper.tables if one.role is not None}
    for role, people in cast.items():
        most = room.get(role, 1)
        if role in paper.roles and len(people) > most:
            raise TooManyPeople(role.value, most)


def _as_guess(offered: Offered) -> Offered:
    known = replace(offered.known, assurance=Assurance.CLAIMED)
    return Offered(known, offered.review or Review("", "form.review.suggested"))


def _by_office(office: OfficeFacts, fact: OfficeFact) -> Known:
    text = {
        OfficeFact.NAME: office.name,
        OfficeFact.PLACE: office.place,
        OfficeFact.TODAY: write_date(office.today),
    }[fact]
    return Known(text, Source.DESK, Assurance.CLAIMED) if text else NOTHING


def _code_of(described: FieldDefinition, value: str) -> str:
    wanted = value.strip().casefold()
    for code, labels in described.choices:
        if wanted in [code.casefold(), *(label.casefold() for label in labels.values())]:
            return code
    return value


def _filled(box: FieldDefinition, known: Known) -> FilledField:
    return FilledField(
        name=box.name,
        label=box.label,
        kind=box.kind,
        value=known.text,
        source=known.source,
        assurance=known.assurance,
        required=box.required,
        editable=box.editable,
        choices=box.choices,
    )
