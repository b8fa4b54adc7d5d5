"""What each desk adds to the form of a visit: the row of its list, what follows from it, what stands against it.

Pure functions of the form. They run after each filling and each correction, so that a number corrected by staff is
looked for anew. A box that says why somebody cannot go on keeps the form from being confirmed; nothing else does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from kiosk.desks import boxes
from kiosk.desks.matching import ListIndex, Match, MatchVerdict, folded_key
from kiosk.desks.names import NameAgreement, compare_names
from kiosk.domain.form import FilledForm
from kiosk.domain.identity import Assurance

CASH, TO_ACCOUNT, OPEN_ACCOUNT = "cash", "account", "open_account"
BY_EYES = "eyes"
_SETTLED = (MatchVerdict.FOUND, MatchVerdict.CHOSEN)


@dataclass(frozen=True)
class Surroundings:
    """What a desk knows beside the form."""

    today: date
    index: ListIndex | None = None
    """None at a desk without a list, or before one is brought in."""
    marked: Collection[str] = field(default=(), repr=False)
    """Rows (`folded_key`) that somebody was already marked on."""


def exam(form: FilledForm, around: Surroundings) -> FilledForm:
    """The candidate's number, room and seat."""
    form, match = _with_match(form, around, boxes.CANDIDATE)
    values: Mapping[str, str] = match.row.values if match is not None and match.row is not None else {}
    for box, column in ((boxes.CANDIDATE, "candidate"), (boxes.ROOM, "room"), (boxes.SEAT, "seat")):
        form = boxes.put(form, box, values.get(column, ""))
    return form


def pay(form: FilledForm, around: Surroundings) -> FilledForm:
    """The payment, and an account that must be the person's own."""
    form, match = _with_match(form, around, boxes.PAY_ROW)
    row = match.row if match is not None else None
    values: Mapping[str, str] = row.values if row is not None else {}
    form = boxes.put(form, boxes.PAY_ROW, row.key if row is not None else "")
    columns = (
        (boxes.BENEFIT, "benefit"),
        (boxes.AMOUNT, "amount"),
        (boxes.ACCOUNT, "account"),
        (boxes.BANK, "bank"),
        (boxes.HOLDER, "holder"),
    )
    for box, column in columns:
        form = boxes.put(form, box, values.get(column, ""))
    form = boxes.put(form, boxes.WAY, TO_ACCOUNT if boxes.value_of(form, boxes.ACCOUNT) else CASH)
    if boxes.value_of(form, boxes.WAY) != TO_ACCOUNT:
        return form
    form = boxes.object_to(
        form, boxes.ACCOUNT, None if boxes.value_of(form, boxes.ACCOUNT) else _said("account_missing")
    )
    return boxes.object_to(form, boxes.HOLDER, holder_problem(form))


def holder_problem(form: FilledForm) -> str | None:
    """The holder must be the person on the card; banks write names in capitals without diacritics, which is no other
    name."""
    agreement = compare_names(boxes.value_of(form, boxes.HOLDER), boxes.value_of(form, boxes.NAME))
    if agreement is NameAgreement.UNKNOWN:
        return _said("holder_missing")
    return _said("holder_differs") if agreement is NameAgreement.DIFFERENT else None


def lodging(form: FilledForm, around: Surroundings) -> FilledForm:
    """Room and days from the booking, if there is one; a guest without a booking is a guest too."""
    person = boxes.person_of(form)
    match = around.index.match(person) if around.index is not None else None
    values: Mapping[str, str] = match.row.values if match is not None and match.row is not None else {}
    form = boxes.put(form, boxes.STAY_FROM, values.get("from", "") or around.today.strftime("%d/%m/%Y"))
    for box, column in ((boxes.STAY_UNTIL, "until"), (boxes.STAY_ROOM, "room")):
        if values.get(column):
            form = boxes.put(form, box, values[column])
    return form


def visitors(form: FilledForm, around: Surroundings) -> FilledForm:
    """How the visitor was proven: by the chip, or by the eyes of whoever says so."""
    found = boxes.proven(form)
    code = found.name.lower() if found >= Assurance.AUTHENTIC else ""
    form = boxes.put(form, boxes.PROOF, code)
    said = boxes.value_of(form, boxes.PROOF)
    stands = said == BY_EYES or (said == code != "")
    return boxes.object_to(form, boxes.PROOF, None if stands else _said("proof_missing"))


STATIONS: Mapping[str, Callable[[FilledForm, Surroundings], FilledForm]] = {
    "exam": exam,
    "pay": pay,
    "lodging": lodging,
    "visitors": visitors,
}
"""By the word in a desk's file."""


def _with_match(form: FilledForm, around: Surroundings, key_box: str) -> tuple[FilledForm, Match | None]:
    """The verdict in its box. `key_box` holds the row that staff named, once they typed into it."""
    if around.index is None:
        return boxes.object_to(form, boxes.VERDICT, _said("no_list")), None
    box = form.field_named(key_box)
    named = box.value if box is not None and box.original is not None else ""
    match = around.index.match(boxes.person_of(form), named)
    form = boxes.put(form, boxes.VERDICT, match.verdict.value)
    form = boxes.put(form, boxes.LIST, around.index.listed.scope)
    problem = None if match.verdict in _SETTLED else _said(match.verdict.value)
    if match.row is not None and around.index.listed.shape.once and folded_key(match.row.key) in around.marked:
        problem = _said("already")
    return boxes.object_to(form, boxes.VERDICT, problem), match


def _said(problem: str) -> str:
    return f"desks.problem.{problem}"
