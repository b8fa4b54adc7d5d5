"""Procedures and due dates as JSON: names stable, unknown values null, dates ISO 8601."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from kiosk.procedures import Catalogue, DueDate, DueOnWay, Fee, Finder, Found, Need, Procedure, Term, Way, WorkCalendar

Json = dict[str, Any]


def found_json(found: Found, catalogue: Catalogue) -> Json:
    procedure = found.procedure
    return {
        "code": procedure.code,
        "name": procedure.name,
        "label": dict(procedure.label),
        "levels": [one.value for one in procedure.levels],
        "sector": procedure.sector,
        "essential": [one.number for one in catalogue.services_of(procedure.code)],
        "groups": [code for one in catalogue.groups_of(procedure.code) for code in one.codes[:1]],
        "score": round(found.score, 3),
    }


def procedure_json(procedure: Procedure, catalogue: Catalogue) -> Json:
    return {
        "code": procedure.code,
        "name": procedure.name,
        "label": dict(procedure.label),
        "sector": procedure.sector,
        "levels": [one.value for one in procedure.levels],
        "body": procedure.body,
        "online": procedure.online,
        "decision": procedure.decision,
        "decided_on": _iso(procedure.decided_on),
        "channels": [_way(one) for one in procedure.ways],
        "papers": None if procedure.needs is None else [_need(one) for one in procedure.needs],
        "papers_not_needed": [_need(one) for one in procedure.not_needed],
        "traps": [{"text": dict(one.text), "certainty": one.certainty.value} for one in procedure.traps],
        "events": list(procedure.events),
        "essential": [one.number for one in catalogue.services_of(procedure.code)],
        "groups": [
            {"id": one.group_id, "label": dict(one.label), "codes": list(one.codes), "members": list(one.members)}
            for one in catalogue.groups_of(procedure.code)
        ],
        "portal": catalogue.links.link(procedure),
        "valid_from": _iso(procedure.valid_from),
        "valid_to": _iso(procedure.valid_to),
        "source": procedure.origin.source,
        "read_on": _iso(procedure.origin.read_on),
        "certainty": procedure.origin.certainty.value,
    }


def due_json(procedure: Procedure, dues: tuple[DueOnWay, ...], chosen: DueOnWay | None, calendar: WorkCalendar) -> Json:
    """`due` is the answer of the chosen channel's first term, null where it cannot be counted."""
    answer = None if chosen is None else chosen.answer
    return {
        "code": procedure.code,
        "name": procedure.name,
        "channel": None if chosen is None else chosen.channel.value,
        "counted_from": None if answer is None else answer.counted_from.isoformat(),
        "due": None if answer is None or answer.due is None else answer.due.isoformat(),
        "due_date": None if answer is None or answer.due is None else answer.due.date().isoformat(),
        "all": [{"channel": one.channel.value, **_due(one.answer)} for one in dues],
        "table_ends": _iso(calendar.covers_to),
    }


def events_json(catalogue: Catalogue, finder: Finder) -> list[Json]:
    return [
        {"id": one.event_id, "label": dict(one.label), "codes": [each.code for each in finder.of_event(one.event_id)]}
        for one in catalogue.events
    ]


def _due(answer: DueDate) -> Json:
    return {
        "term": _term(answer.term),
        "counted_from": answer.counted_from.isoformat(),
        "due": None if answer.due is None else answer.due.isoformat(),
        "stopped": answer.stopped,
        "doubtful_days": [{"day": one.day.isoformat(), "name": dict(one.name)} for one in answer.doubtful],
        "due_if_doubtful_days_are_off": None if answer.due_if_off is None else answer.due_if_off.isoformat(),
        "beyond_table": answer.beyond_table,
    }


def _way(way: Way) -> Json:
    return {
        "channel": way.channel.value,
        "terms": [_term(one) for one in way.terms],
        "fees": None if way.fees is None else [_fee(one) for one in way.fees],
        "fee_note": _texts(way.fee_note),
    }


def _term(term: Term) -> Json:
    return {
        "kind": term.kind.value,
        "amount": term.amount,
        "when": _texts(term.when),
        "certainty": term.certainty.value,
    }


def _fee(fee: Fee) -> Json:
    return {
        "vnd": fee.amount_vnd,
        "when": _texts(fee.when),
        "valid_from": _iso(fee.valid_from),
        "valid_to": _iso(fee.valid_to),
        "certainty": fee.certainty.value,
    }


def _need(need: Need) -> Json:
    return {
        "paper": need.paper.paper_id,
        "label": dict(need.paper.label),
        "form": need.paper.form,
        "when": _texts(need.when),
        "certainty": need.certainty.value,
    }


def _texts(texts: Mapping[str, str] | None) -> Json | None:
    return None if texts is None else dict(texts)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
