"""The portal's answer and what is still owed, as the command line prints them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from kiosk.bootstrap.languages import language
from kiosk.domain.insurance import CoPayment, InsuranceAnswer, InsuranceCard, PastVisit, PortalCall
from kiosk.domain.look_up import FollowUp, PendingLookUp


def answer_as_json(answer: InsuranceAnswer) -> dict[str, Any]:
    """Everything the portal said; what it did not say is null."""
    return {
        "outcome": answer.outcome.value,
        "result_code": answer.result_code,
        "next_steps": [one.value for one in answer.next_steps],
        "citizen": sentences("citizen", answer),
        "staff": sentences("staff", answer),
        "card": answer.card and _card(answer.card),
        "holder": {
            "name": answer.holder_name,
            "date_of_birth": answer.holder_birth,
            "sex": answer.holder_sex,
            "address": answer.holder_address,
        },
        "note": answer.note,
        "history": None if answer.history is None else [_visit(one) for one in answer.history],
        "copayment": answer.copayment and _copayment(answer.copayment),
        "account_restricted": answer.account_restricted,
        "calls": calls_as_json(answer.calls),
        "remembered": answer.remembered,
        "attempts": answer.attempts,
        "elapsed_s": round(answer.elapsed_s, 3),
    }


def with_lines(answer: dict[str, Any]) -> dict[str, Any]:
    """The same for people: visits and calls numbered, each on lines of its own."""
    listed = {
        name: {f"{name} {number}": row for number, row in enumerate(answer[name], 1)} or "–"
        for name in ("history", "calls")
        if answer[name] is not None
    }
    return {**answer, **listed}


def sentences(listener: str, answer: InsuranceAnswer) -> dict[str, str]:
    """What is told to `citizen` or `staff`, by language."""
    told = {}
    for code in ("vi", "en"):
        words = language(code)
        key = f"insurance.{listener}.{answer.words}"
        told[code] = words.say(key if words.knows(key) else f"insurance.{listener}.unknown")
    return told


def calls_as_json(calls: tuple[PortalCall, ...]) -> list[dict[str, Any]]:
    return [
        {
            "call": one.call.value,
            "at": one.at.isoformat(),
            "happened": one.happened.value,
            "elapsed_s": one.elapsed_s,
            "result_code": one.result_code,
            "http_status": one.http_status,
        }
        for one in calls
    ]


def pending_as_json(look_up: PendingLookUp) -> dict[str, Any]:
    """No personal value: the record's number is enough for staff to find the person."""
    return {
        "record_id": look_up.record_id,
        "state": look_up.state.value,
        "attempts": look_up.attempts,
        "next_try": look_up.next_at.isoformat(),
        "answered_at": _iso(look_up.answered_at),
        "outcome": look_up.outcome,
        "result_code": look_up.result_code,
        "evidence": calls_as_json(look_up.asked),
    }


def follow_up_as_json(follow_up: FollowUp) -> dict[str, Any]:
    return {
        "record_id": follow_up.record_id,
        "follow_up_id": follow_up.follow_up_id,
        "outcome": follow_up.answer.outcome.value,
        "result_code": follow_up.answer.result_code,
        "differs": list(follow_up.differs),
    }


def _card(card: InsuranceCard) -> dict[str, Any]:
    return {
        "card_number": card.card_number,
        "valid_from": _iso(card.valid_from),
        "valid_to": _iso(card.valid_to),
        "facility_code": card.facility_code,
        "area_code": card.area_code,
        "five_years_on": _iso(card.five_years_on),
    }


def _visit(visit: PastVisit) -> dict[str, Any]:
    return {
        "facility_code": visit.facility_code,
        "admitted": _iso(visit.admitted),
        "discharged": _iso(visit.discharged),
        "reason_code": visit.reason_code,
        "diagnosis": visit.diagnosis,
    }


def _copayment(paid: CoPayment) -> dict[str, Any]:
    return {"total_vnd": paid.total_vnd, "visits": paid.visits}


def _iso(moment: date | datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
