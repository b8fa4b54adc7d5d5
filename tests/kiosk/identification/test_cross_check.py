"""C15: the code against the chip. All people are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from imagined_chips import claim_of, lds_of

from hardware_mocks import personas
from kiosk.domain.identity import Identity
from kiosk.domain.verdict import Outcome
from kiosk.identification import cross_check, verdict_of
from nfc_icao import TrustStore, verify_chip, with_check
from nfc_icao.evidence import AccessSummary, ChipReading, Traffic
from nfc_icao.lds import parse_lds
from nfc_icao.trust.report import Obligation, Result

PRINTED = [one for one in personas.ids() if personas.load(one).qr_text()]


@pytest.mark.parametrize("persona_id", PRINTED)
def test_a_code_and_the_chip_it_belongs_to_agree(persona_id: str) -> None:
    check = cross_check(claim_of(persona_id), lds_of(persona_id))
    assert (check.id, check.result, check.reason) == ("C15", Result.SUCCESSFUL, "cross_check.agrees")
    assert check.obligation is Obligation.OPTIONAL


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"number": "001083099999"}, "cross_check.personal_number"),
        ({"birth": "16031983"}, "cross_check.date_of_birth"),
        ({"birth": "15041983"}, "cross_check.date_of_birth"),
        ({"sex": "Nữ"}, "cross_check.sex"),
        ({"name": "Nguyễn Văn Bình"}, "cross_check.full_name"),
    ],
)
@pytest.mark.parametrize("dg13", [True, False])
def test_each_difference_fails_the_check_and_names_its_field(changed: dict[str, str], reason: str, dg13: bool) -> None:
    lds = lds_of("adult") if dg13 else replace(lds_of("adult"), dg13=None)
    check = cross_check(claim_of("adult", **changed), lds)
    assert (check.result, check.reason) == (Result.FAILED, reason)


@pytest.mark.parametrize("other", [one for one in PRINTED if one != "adult"])
def test_anybody_elses_code_fails_the_check(other: str) -> None:
    assert cross_check(claim_of(other), lds_of("adult")).result is Result.FAILED


def test_nothing_to_compare_is_undetermined_and_never_successful() -> None:
    check = cross_check(Identity(), lds_of("adult"))
    assert (check.result, check.reason) == (Result.UNDETERMINED, "cross_check.nothing_to_compare")
    empty = parse_lds({})
    assert cross_check(claim_of("adult"), empty).result is Result.UNDETERMINED


def test_a_malformed_dg13_does_not_hide_what_dg1_says() -> None:
    broken = replace(lds_of("adult"), dg13=b"\x00")
    assert cross_check(claim_of("adult", sex="Nữ"), broken).reason == "cross_check.sex"


def test_a_failed_cross_check_makes_the_whole_verdict_failed() -> None:
    access = AccessSummary("PACE", "GM", "AES-128", "brainpoolP256r1", "CAN", 0)
    reading = ChipReading(access, {}, Traffic(0, 0, 0, 0.0))
    at = datetime(2026, 11, 21, tzinfo=UTC)
    report = verify_chip(reading, TrustStore.from_certificates(()), at=at)
    failed = with_check(report, cross_check(claim_of("adult", sex="Nữ"), lds_of("adult")))
    verdict = verdict_of(failed, access)
    line = next(one for one in verdict.lines if one.check_id == "C15")
    assert (line.outcome, line.reason, line.counts) == (Outcome.FAILED, "cross_check.sex", True)
    assert verdict.overall is Outcome.FAILED
    assert (verdict.access_protocol, verdict.access_password) == ("PACE", "CAN")
    assert not next(one for one in verdict.lines if one.check_id == "C18").counts
