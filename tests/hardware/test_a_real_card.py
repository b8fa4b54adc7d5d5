"""One real card on one real reader: `pytest -m hardware --reader NAME --card-qr TEXT`. Nothing that is read is
printed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from drivers.nfc import CardArrived, PcscReader
from kiosk.bootstrap.keys import keys_from_claim
from kiosk.identification import cross_check, identity_from_code, parse_code
from nfc_icao import Result, TrustStore, parse_lds, read_chip, verify_chip
from nfc_icao.national.vietnam import KNOWN_CARD_ACCESS

pytestmark = pytest.mark.hardware


def test_a_card_on_the_reader_is_read_and_agrees_with_its_code(request: pytest.FixtureRequest) -> None:
    reader = PcscReader()
    name = reader.find(request.config.getoption("--reader"))
    claim = identity_from_code(parse_code(request.config.getoption("--card-qr")), datetime.now(UTC).date())
    assert any(isinstance(event, CardArrived) and event.reader == name for event in reader.watch(lambda: False))
    with reader.connect(name) as transport:
        reading = read_chip(transport, keys_from_claim(claim), fallback_card_access=KNOWN_CARD_ACCESS)
    report = verify_chip(reading, TrustStore.from_certificates(()))
    assert report.overall is Result.UNDETERMINED  # No anchor is given here, so nothing may be more.
    assert report.check("C12") is not None
    assert cross_check(claim, parse_lds(reading.files)).result is Result.SUCCESSFUL
