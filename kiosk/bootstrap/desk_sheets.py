"""Small sheets from data and identities, set on paper."""

from __future__ import annotations

from datetime import date, datetime
from types import MappingProxyType

from config.desk_sheets_data import load_sheet_file, milestones
from kiosk.desks.milestones import MilestoneRules, Way
from kiosk.desks.sheets import SHEET_LAYOUT, Checklist, Sheet, sheet_data
from kiosk.domain.dates import PartialDate
from kiosk.domain.identity import Fact, FactName, Identity
from kiosk.papers import render
from kiosk.papers.qr import qr_picture
from kiosk.runtime.language import Language

NO_DETAIL = MappingProxyType({"vi": "", "en": ""})


def milestone_rules() -> MilestoneRules:
    """Raises `config.ConfigError`, `ShapeBroken`."""
    written = milestones()
    procedures = {Way(way): codes for way, codes in written.procedures.items()}
    return MilestoneRules(written.ages, written.before_years, written.remind_days, MappingProxyType(procedures))


def procedure_names(language: Language) -> dict[str, str]:
    """The names of the procedures that a card check may advise, by code."""
    return {code: language.choose(name.model_dump()) for code, name in milestones().names.items()}


def checklist(sheet_id: str) -> Checklist:
    """A sheet that is data. Raises `config.ConfigError`."""
    written = load_sheet_file(sheet_id)
    return Checklist(
        sheet_id=written.sheet_id,
        title=written.title.model_dump(),
        intro=written.intro.model_dump(),
        steps=tuple(
            (one.kind, one.text.model_dump(), one.detail.model_dump() if one.detail is not None else NO_DETAIL)
            for one in written.steps
        ),
        ask=tuple(one.model_dump() for one in written.ask),
        names_person=written.names_person,
        procedure=written.procedure,
        link=written.link,
        small=written.small.model_dump(),
    )


def day_of(identity: Identity, name: FactName) -> date | None:
    """A whole date that an identity states."""
    fact: Fact | None = identity.get(name)
    return fact.value.whole if fact is not None and isinstance(fact.value, PartialDate) else None


def sheet_pdf(sheet: Sheet, language: Language, *, office: str, at: datetime, demo: bool) -> bytes:
    """The sheet as PDF/A. Raises `PaperError`."""
    code = qr_picture(sheet.link) if sheet.link else b""
    data = sheet_data(sheet, language, office=office, at=at, demo=demo, code=code)
    return render(SHEET_LAYOUT, data, written_at=at)
