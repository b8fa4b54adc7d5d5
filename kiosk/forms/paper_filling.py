"""A printed form meets the people at the desk: every box with its source, and a list of what to look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from kiosk.domain.form import FieldKind, FilledField, FilledForm
from kiosk.domain.identity import Assurance, Identity, Source
from kiosk.domain.roles import Cast, Role
from kiosk.forms.definition import FieldDefinition, FormDefinition
from kiosk.forms.errors import TooManyPeople
from kiosk.forms.filling import correct
from kiosk.forms.origins import NOTHING, Known
from kiosk.forms.paper_definition import PaperField, PaperForm, PaperOrigin
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

    def add(self, box: FieldDefinition, origins: Sequence[PaperOrigin], cast: Cast, each: Identity | None) -> None:
        offered = self._offered(box, origins, cast, each)
        if offered.review is not None:
            self.reviews.append(replace(offered.review, name=box.name))
        self.fields.append(_filled(box, offered.known))

    def _offered(
        self, box: FieldDefinition, origins: Sequence[PaperOrigin], cast: Cast, each: Identity | None
    ) -> Offered:
        """The first origin that has a value, else the form's default."""
        for origin in origins:
            if isinstance(origin.fact, OfficeFact):
                offered = Offered(_by_office(self.office, origin.fact))
            else:
                person = each if origin.owner is None else _one(cast, origin.owner)
                offered = Offered(NOTHING) if person is None else self.people.offer(person, origin.fact)
            if offered.known.text:
                return offered
        return Offered(Known(box.default, Source.DESK, Assurance.CLAIMED) if box.default else NOTHING)


def fill_paper(
    paper: PaperForm,
    cast: Cast,
    office: OfficeFacts,
    facts: PaperFacts,
    addresses: AddressSuggester | None = None,
) -> FilledPaper:
    """Fill a form with everything the cards at the desk say.

    Raises:
        TooManyPeople: more people play a part than the form has room for. None is left out silently.
    """
    _check_cast(paper, cast)
    boxes = _Boxes(People(facts, addresses or CardTextOnly(), _one(cast, Role.HEAD)), office)
    for one in paper.fields:
        boxes.add(one.described, one.fill, cast, None)
    rows = {}
    for table in paper.tables:
        people = cast.get(table.role, ())
        rows[table.name] = len(people)
        for row, person in enumerate(people, 1):
            for column in table.columns:
                boxes.add(table.box(row, column), column.fill, cast, person)
    definition = paper.with_rows(rows)
    form = checked(definition, FilledForm(paper.form_id, paper.title, tuple(boxes.fields)))
    return FilledPaper(paper, definition, form, MappingProxyType(rows), tuple(boxes.reviews))


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


def counted_boxes(paper: PaperForm, rows: Mapping[str, int]) -> tuple[str, ...]:
    """The names of the boxes that the count of what cards fill looks at."""

    def of(fields: Sequence[PaperField]) -> list[PaperField]:
        return [one for one in fields if one.counted]

    names = [one.described.name for one in of(paper.fields)]
    for table in paper.tables:
        for row in range(1, rows.get(table.name, 0) + 1):
            names.extend(table.box(row, column).name for column in of(table.columns))
    return tuple(names)


def _check_cast(paper: PaperForm, cast: Cast) -> None:
    room = {one.role: one.most for one in paper.tables}
    for role, people in cast.items():
        most = room.get(role, 1)
        if role in paper.roles and len(people) > most:
            raise TooManyPeople(role.value, most)


def _one(cast: Cast, role: Role) -> Identity | None:
    return next(iter(cast.get(role, ())), None)


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
