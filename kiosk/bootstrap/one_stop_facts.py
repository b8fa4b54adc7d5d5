"""A procedure as the one-stop page reads it: terms, fees, papers and due times in finished sentences."""

from __future__ import annotations

from datetime import datetime

from kiosk.bootstrap.one_stop_case import CounterCase
from kiosk.bootstrap.procedures import catalogue
from kiosk.domain.dates import vietnamese_date
from kiosk.procedures import (
    Certainty,
    DueOnWay,
    Procedure,
    Way,
    WorkCalendar,
    due_dates,
    written_due,
    written_fee,
    written_term,
)
from kiosk.procedures.writing import due_notes, written_need, written_trap
from kiosk.runtime.language import Language
from ui.one_stop_data import FoundProcedure, NamedChoice, ProcedureFacts, WayFacts


def found_procedure(procedure: Procedure, language: Language) -> FoundProcedure:
    levels = ", ".join(language.say(f"procedures.level.{one.value}") for one in procedure.levels)
    return FoundProcedure(procedure.code, language.choose(procedure.label), levels)


def procedure_facts(case: CounterCase, now: datetime, calendar: WorkCalendar, language: Language) -> ProcedureFacts:
    """Everything for the card of a procedure. Raises `ProcedureError`."""
    procedure, known = case.procedure, catalogue()
    dues = due_dates(procedure, now, calendar)
    notes = dict.fromkeys(note for one in dues for note in due_notes(one.answer, calendar.covers_to, language))
    needs = procedure.needs
    return ProcedureFacts(
        code=procedure.code,
        label=language.choose(procedure.label),
        name=procedure.name,
        body=procedure.body,
        needs=None
        if needs is None
        else tuple(NamedChoice(one.paper.paper_id, written_need(one, language)) for one in needs),
        not_needed=tuple(written_need(one, language) for one in procedure.not_needed),
        traps=tuple(written_trap(one, language) for one in procedure.traps),
        ways=tuple(_way(one, dues, now, language) for one in procedure.ways),
        link=known.links.link(procedure),
        groups=tuple(
            language.choose(one.label) for one in known.groups_of(procedure.code) if procedure.code not in one.codes
        ),
        source=procedure.origin.source,
        read_on=f"{procedure.origin.read_on:%d/%m/%Y}",
        certain=procedure.origin.certainty is Certainty.VERIFIED,
        forms=tuple(language.choose(one.title) for one in case.forms),
        due_notes=tuple(notes),
    )


def _way(way: Way, dues: tuple[DueOnWay, ...], now: datetime, language: Language) -> WayFacts:
    return WayFacts(
        channel=way.channel.value,
        terms=tuple(written_term(one, language) for one in way.terms),
        fee=written_fee(way, vietnamese_date(now), language),
        dues=tuple(written_due(one.answer, language) for one in dues if one.channel is way.channel),
    )
