"""Small sheets: title, what is known, a table, steps, a code to scan. Each is made of final texts for one layout.

A sheet leaves in a person's own hand for an office of their choice, so numbers stand on it whole. None of them is a
paper of an authority, and each says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from kiosk.desks.comparing import SaidRow, written
from kiosk.desks.milestones import CardCheck, CardStatus
from kiosk.domain.dates import VIETNAM_TIME
from kiosk.domain.identity import Assurance, Fact, FactName, Identity, Source
from kiosk.runtime.language import Language

SHEET_LAYOUT = "desk-slip"


@dataclass(frozen=True)
class Step:
    text: str
    detail: str = ""
    kind: str = "step"
    """`have` gets a box to tick, `step` a number, `warn` a frame."""


@dataclass(frozen=True)
class Sheet:
    title: str
    subtitle: str = ""
    facts: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """Label and value; an empty value is printed as unknown, one of dots is for a pen."""
    heading: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = field(default=(), repr=False)
    paragraphs: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    link: str = ""
    """What the code to scan leads to; printed beside it too."""
    signatures: tuple[str, ...] = ()
    small: str = ""
    """What it is and is not, and where that is written."""


@dataclass(frozen=True)
class Checklist:
    """A sheet that is data (`config/desk_sheets`)."""

    sheet_id: str
    title: Mapping[str, str]
    intro: Mapping[str, str]
    steps: tuple[tuple[str, Mapping[str, str], Mapping[str, str]], ...]
    """Kind, text, detail."""
    ask: tuple[Mapping[str, str], ...]
    """Lines to be filled with a pen: what no card says."""
    names_person: bool
    procedure: str
    link: str
    small: Mapping[str, str]


def sheet_data(
    sheet: Sheet, language: Language, *, office: str, at: datetime, demo: bool, code: bytes = b""
) -> dict[str, object]:
    """What the layout `desk-slip` prints. `code` is the picture of the code to scan (SVG)."""
    local = at.astimezone(VIETNAM_TIME)
    time, day = local.strftime("%H:%M"), local.strftime("%d/%m/%Y")
    return {
        "lang": language.code,
        "title": sheet.title,
        "subtitle": sheet.subtitle,
        "office": office,
        "demo": language.say("desks.report.demo") if demo else "",
        "facts": [list(one) for one in sheet.facts],
        "heading": list(sheet.heading),
        "rows": [list(one) for one in sheet.rows],
        "paragraphs": list(sheet.paragraphs),
        "steps": [[one.kind, one.text, one.detail] for one in sheet.steps],
        "link": sheet.link,
        "code": code,
        "signatures": [language.say(f"desks.report.signature.{one}") for one in sheet.signatures],
        "sign": language.say("desks.report.sign_here"),
        "small": sheet.small,
        "printed": language.say("desks.report.printed", time=time, date=day),
    }


def relation_sheet(identity: Identity, language: Language) -> Sheet:
    """The old number beside the new one, as the card itself has them (NĐ 70/2024/NĐ-CP, art. 12: the code on the card
    is scanned; a letter of confirmation is not asked for). Without an old number: where to ask for it."""
    say = _sheet_words(language, "relation")
    old = identity.text(FactName.OLD_ID_NUMBER) or ""
    key = _where_read(identity.get(FactName.OLD_ID_NUMBER) if old else None)
    return Sheet(
        title=say("title"),
        facts=(*_person(identity, language), (say("old"), old or say("none")), (say("read_from"), say(f"from.{key}"))),
        paragraphs=(say(f"text.{key}"), say("rule")),
        small=say("small"),
        signatures=("reader",),
    )


def card_sheet(
    identity: Identity, check: CardCheck, names: Mapping[str, str], language: Language, issued: date | None
) -> Sheet:
    """How long the card is good for, and what to ask for. `names` are the procedures' names by code."""
    say = _sheet_words(language, "card")
    ends = check.ends_on.strftime("%d/%m/%Y") if check.ends_on is not None else ""
    ending = say("for_life") if check.status is CardStatus.FOR_LIFE else ends
    facts = [*_person(identity, language), (say("issued"), issued.strftime("%d/%m/%Y") if issued is not None else "")]
    if check.status is not CardStatus.NO_CARD:
        facts.append((say("ends"), ending))
    paragraphs = [language.say(f"desks.sheet.card.status.{check.status.value}", date=ends, age=check.milestone or "")]
    doubts = (("not_exact", not check.exact), ("differs", check.printed_differs))
    paragraphs.extend(say(key) for key, there in doubts if there)
    steps = tuple(Step(names.get(code, code), code, "have") for code in check.procedures)
    return Sheet(say("title"), facts=tuple(facts), paragraphs=tuple(paragraphs), steps=steps, small=say("small"))


def disagreement_sheet(identity: Identity, rows: Sequence[SaidRow], language: Language) -> Sheet:
    """What is not said alike, for the officer who corrects it."""
    say = _sheet_words(language, "differs")
    columns = tuple(say(f"column.{one}") for one in ("field", "printed", "chip", "said", "quality"))
    return Sheet(
        title=say("title"),
        subtitle=say("subtitle"),
        facts=_person(identity, language),
        heading=columns,
        rows=tuple(
            (
                language.say(f"desk.fact.{one.name.value}"),
                one.printed or "–",
                one.chip or "–",
                one.said or "–",
                language.say(f"desks.sheet.differs.quality.{one.quality.value}"),
            )
            for one in rows
        ),
        paragraphs=(say("ask") if rows else say("nothing"),),
        signatures=("declarer", "reader"),
        small=say("small"),
    )


def checklist_sheet(checklist: Checklist, identity: Identity | None, language: Language) -> Sheet:
    """A checklist or guide, with the person's own data on top where it helps."""
    person = _person(identity, language) if identity is not None and checklist.names_person else ()
    asked = tuple((language.choose(one), "." * 40) for one in checklist.ask)
    steps = tuple(Step(language.choose(text), language.choose(detail), kind) for kind, text, detail in checklist.steps)
    return Sheet(
        title=language.choose(checklist.title),
        subtitle=language.say("desks.sheet.procedure", code=checklist.procedure) if checklist.procedure else "",
        facts=(*person, *asked),
        paragraphs=(language.choose(checklist.intro),),
        steps=steps,
        link=checklist.link,
        small=language.choose(checklist.small),
    )


def _where_read(old: Fact | None) -> str:
    """A chip whose signature was judged, a chip alone, a code, or nowhere."""
    if old is None:
        return "nothing"
    if old.source not in (Source.DG13, Source.DG1):
        return "code"
    return "chip" if old.assurance >= Assurance.AUTHENTIC else "read"


def _person(identity: Identity, language: Language) -> tuple[tuple[str, str], ...]:
    names = (FactName.FULL_NAME, FactName.DATE_OF_BIRTH, FactName.PERSONAL_NUMBER)
    found = ((name, identity.get(name)) for name in names)
    return tuple(
        (language.say(f"desk.fact.{name.value}"), "" if fact is None else written(fact.value)) for name, fact in found
    )


def _sheet_words(language: Language, sheet: str) -> Callable[[str], str]:
    return lambda key: language.say(f"desks.sheet.{sheet}.{key}")
