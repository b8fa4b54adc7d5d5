"""From what a printed code claims to the keys that may open the chip."""

from __future__ import annotations

from datetime import date

from kiosk.domain.dates import PartialDate
from kiosk.domain.identity import FactName, Identity
from nfc_icao.access.keys import AccessKey
from nfc_icao.national.vietnam import access_keys_from_qr


def keys_from_claim(claim: Identity) -> tuple[AccessKey, ...]:
    """Every key that the claims allow to derive, the likeliest first; empty without a personal number."""
    number = claim.text(FactName.PERSONAL_NUMBER)
    if number is None:
        return ()
    return access_keys_from_qr(number, _whole(claim, FactName.DATE_OF_BIRTH), _whole(claim, FactName.DATE_OF_ISSUE))


def _whole(claim: Identity, name: FactName) -> date | None:
    fact = claim.get(name)
    return fact.value.whole if fact is not None and isinstance(fact.value, PartialDate) else None
