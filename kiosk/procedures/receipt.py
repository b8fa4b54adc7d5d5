"""The slip a person takes home: what was handed in, when to come back, what to bring, whom to call.

It is this program's own paper. The official receipt (form 01 of Circular 03/2025/TT-VPCP) comes from the one-stop
software, and the slip says so. A name stands on it only when one is given; of an identity number the last three digits
at most, because slips are lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from kiosk.domain.dates import VIETNAM_TIME
from kiosk.procedures.definition import Channel, Procedure
from kiosk.procedures.due import DueOnWay
from kiosk.procedures.official_code import OfficialCode
from kiosk.procedures.slip import SlipNumber
from kiosk.procedures.writing import (
    due_notes,
    written_due,
    written_fee,
    written_moment,
    written_need,
    written_term,
    written_trap,
)
from kiosk.runtime.language import Language

RECEIPT_LAYOUT = "receipt"
RECEIPT_ROLL_LAYOUT = "receipt-80mm"
_SHOWN_DIGITS = 3


@dataclass(frozen=True)
class ReceiptOffice:
    """What a receipt says about the place that gives it."""

    name: str
    phone: str = ""
    """Whom to call; empty where the site says nothing."""
    place: str = ""
    """Where to come for the answer."""
    demo: bool = False


@dataclass(frozen=True)
class Receipt:
    slip: SlipNumber
    procedure: Procedure
    received: datetime
    """Aware."""
    dues: tuple[DueOnWay, ...]
    """Of the channel the dossier was handed in by."""
    channel: Channel
    table_ends: date
    office: ReceiptOffice
    link: str
    official: OfficialCode | None = None
    person: str = field(default="", repr=False)
    number: str = field(default="", repr=False)
    given: frozenset[str] = frozenset()
    """Ids of papers that were handed in; the others stay unticked, because many are for special cases."""
    missing: frozenset[str] = frozenset()
    """Ids of papers that are still to be brought."""

    @property
    def dossier(self) -> str:
        """What the slip's code says: the official number once there is one, for the office's scanner looks for that."""
        return self.official.text if self.official else self.slip.text


def receipt_data(receipt: Receipt, language: Language, codes: Mapping[str, bytes]) -> dict[str, object]:
    """What the receipt layouts print. `codes` are pictures (SVG): `dossier` and `link`."""
    procedure, say = receipt.procedure, language.say
    needs = procedure.needs or ()
    return {
        "lang": language.code,
        "demo": say("procedures.receipt.demo") if receipt.office.demo else "",
        "office": receipt.office.name,
        "title": say("procedures.receipt.title"),
        "not_official": say("procedures.receipt.not_official"),
        "rows": _rows(receipt, language),
        "due_title": say("procedures.receipt.due"),
        "dues": _dues(receipt.dues, language),
        "notes": _notes(receipt, language),
        "papers_title": say("procedures.receipt.papers"),
        "papers": [_paper(written_need(one, language), one.paper.paper_id in receipt.given) for one in needs],
        "papers_unknown": say("procedures.receipt.papers_unknown") if procedure.needs is None else "",
        "missing_title": say("procedures.receipt.missing"),
        "missing": [language.choose(one.paper.label) for one in needs if one.paper.paper_id in receipt.missing],
        "not_needed_title": say("procedures.receipt.not_needed"),
        "not_needed": [written_need(one, language) for one in procedure.not_needed],
        "traps_title": say("procedures.receipt.traps"),
        "traps": [written_trap(one, language) for one in procedure.traps],
        "back_title": say("procedures.receipt.back"),
        "back": _to_bring(receipt, language),
        "code": codes["dossier"],
        "code_label": say("procedures.receipt.official" if receipt.official else "procedures.receipt.slip"),
        "code_text": receipt.dossier,
        "link_code": codes["link"],
        "link_code_label": say("procedures.receipt.link_code"),
        "link": receipt.link,
        "data_note": say("procedures.receipt.data_note", read_on=f"{procedure.origin.read_on:%d/%m/%Y}"),
    }


def _rows(receipt: Receipt, language: Language) -> list[list[str]]:
    """Label and value; what was not given is left out rather than printed empty."""
    say, procedure = language.say, receipt.procedure
    way = procedure.way(receipt.channel)
    official = receipt.official.text if receipt.official else say("procedures.receipt.official_later")
    rows = [
        ("slip", receipt.slip.text if receipt.official else ""),
        ("procedure", f"{language.choose(procedure.label)} ({procedure.code})"),
        ("official", official),
        ("person", receipt.person),
        ("number", _last_digits(receipt.number)),
        ("received", written_moment(receipt.received.astimezone(VIETNAM_TIME), language)),
        ("channel", say(f"procedures.channel.{receipt.channel.value}")),
        ("body", procedure.body),
        ("fee", written_fee(way, receipt.received.astimezone(VIETNAM_TIME).date(), language) if way else ""),
    ]
    return [[say(f"procedures.receipt.{key}"), value] for key, value in rows if value]


def _dues(dues: Sequence[DueOnWay], language: Language) -> list[list[str]]:
    return [[written_term(one.answer.term, language), written_due(one.answer, language)] for one in dues]


def _notes(receipt: Receipt, language: Language) -> list[str]:
    found = (note for one in receipt.dues for note in due_notes(one.answer, receipt.table_ends, language))
    return list(dict.fromkeys(found))


def _to_bring(receipt: Receipt, language: Language) -> list[str]:
    say, office = language.say, receipt.office
    lines = [say("procedures.receipt.bring_slip")]
    if office.place:
        lines.append(say("procedures.receipt.come_to", place=office.place))
    lines.append(say("procedures.receipt.call", phone=office.phone or say("procedures.unknown")))
    return lines


def _paper(text: str, given: bool) -> dict[str, object]:
    return {"text": text, "given": given}


def _last_digits(number: str) -> str:
    return "" if len(number) <= _SHOWN_DIGITS else "…" + number[-_SHOWN_DIGITS:]
