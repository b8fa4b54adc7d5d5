"""Where the record is: not saved, on disk, delivered, waiting, refused."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.record import RecordFate
from kiosk.runtime.language import Language
from kiosk.visit.state import Visit, VisitState
from ui.view_models.look import Badge, Glyph, Tone
from ui.view_models.text import plain, written_time

_CONFIRMED = (VisitState.SAVING, VisitState.DELIVERING, VisitState.FINISHED)


@dataclass(frozen=True)
class RecordView:
    headline: Badge
    detail: str
    receipt_label: str
    receipt: str
    """The office's receipt number; empty until there is one."""
    leading: bool
    """True once the person confirmed: what became of the record is now what the desk waits for."""


def record_view(visit: Visit, language: Language) -> RecordView:
    """The record's fate. It says "saved" only when the visit knows that the disk has it."""

    def view(name: str, tone: Tone, glyph: Glyph, detail: str | None = None) -> RecordView:
        headline = Badge(language.say(f"desk.record.{name}"), tone, glyph)
        said = detail if detail is not None else language.say(f"desk.record.{name}_detail")
        return RecordView(headline, said, "", "", visit.state in _CONFIRMED)

    match visit.fate:
        case RecordFate.DELIVERED:
            return _delivered(visit, language)
        case RecordFate.WAITING:
            return view("waiting", Tone.CAUTION, Glyph.CLOCK)
        case RecordFate.REFUSED:
            return view("refused", Tone.PROBLEM, Glyph.CROSS)
        case RecordFate.SAVED:
            return view("saved", Tone.INFO, Glyph.STORE)
        case _ if visit.state is VisitState.SAVING:
            return view("saving", Tone.INFO, Glyph.CLOCK)
        case _:
            return view("unsaved", Tone.NEUTRAL, Glyph.STORE, detail="")


def _delivered(visit: Visit, language: Language) -> RecordView:
    receipt = visit.receipt
    detail = ""
    if receipt is not None:
        key = "desk.record.delivered_again_detail" if receipt.duplicate else "desk.record.delivered_detail"
        detail = language.say(key, office=plain(receipt.destination, 80), time=written_time(receipt.received_at))
    return RecordView(
        headline=Badge(language.say("desk.record.delivered"), Tone.INFO, Glyph.CHECK),
        detail=detail,
        receipt_label=language.say("desk.record.receipt"),
        receipt=plain(receipt.number, 60) if receipt is not None else "",
        leading=True,
    )
