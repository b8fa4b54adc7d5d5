"""An answer that came later, as a record of its own: what was confirmed stays as it was confirmed."""

from __future__ import annotations

from datetime import date

from kiosk.domain.identity import Assurance, Source
from kiosk.domain.insurance import InsuranceCard, PortalCall
from kiosk.domain.look_up import FollowUp
from kiosk.domain.record import Record, RecordedValue

MOST_SHOWN = 20
"""Attempts written out; how many there were stands beside them."""


def follow_up_record(follow_up: FollowUp, first: Record) -> Record:
    """A record that adds the card, as the check-in table names it (QĐ 4750/QĐ-BYT), to the visit of `first`.

    An answer about somebody else adds no card: `insurance` names the facts that differ, without their values.
    """
    number = first.values.get("MA_LK")
    return Record(
        record_id=follow_up.follow_up_id,
        desk_id=first.desk_id,
        service_id=first.service_id,
        form_id=first.form_id,
        confirmed_at=follow_up.answered_at,
        values=({"MA_LK": number} if number is not None else {}) | _card_values(follow_up.answer.card),
        identification=first.identification,
        insurance={
            "outcome": follow_up.answer.outcome.value,
            "result_code": follow_up.answer.result_code,
            "attempts": str(len(follow_up.asked) + 1),
            "evidence": "; ".join(_line(one) for one in _shown(follow_up.asked)),
            **({"differs": ", ".join(follow_up.differs)} if follow_up.differs else {}),
        },
        follows=follow_up.record_id,
    )


def _card_values(card: InsuranceCard | None) -> dict[str, RecordedValue]:
    if card is None:
        return {}
    values = {
        "MA_THE_BHYT": card.card_number,
        "GT_THE_TU": _written(card.valid_from),
        "GT_THE_DEN": _written(card.valid_to),
        "MA_DKBD": card.facility_code,
        "MA_KHUVUC": card.area_code,
        "NAM_NAM_LIEN_TUC": _written(card.five_years_on),
    }
    return {
        name: RecordedValue(value, Source.PORTAL.value, Assurance.CLAIMED.name.lower())
        for name, value in values.items()
        if value
    }


def _written(day: date | None) -> str | None:
    return None if day is None else f"{day:%Y%m%d}"


def _shown(asked: tuple[PortalCall, ...]) -> tuple[PortalCall, ...]:
    return asked if len(asked) <= MOST_SHOWN else (*asked[: MOST_SHOWN // 2], *asked[-MOST_SHOWN // 2 :])


def _line(one: PortalCall) -> str:
    return f"{one.at:%Y-%m-%dT%H:%M:%SZ} {one.call.value} {one.happened.value} {one.elapsed_s:.1f} s"
