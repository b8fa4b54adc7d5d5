"""Every persona's card, read and judged by the reader: each shows what it was invented to show."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

import pytest

from hardware_mocks import issuer, personas, profiles
from hardware_mocks.card import VirtualCard
from nfc_icao.access.keys import Can
from nfc_icao.evidence import ChipReading
from nfc_icao.reading import ReadingPlan, read_chip
from nfc_icao.trust import TrustStore
from nfc_icao.trust.report import Assurance, Result, VerificationReport
from nfc_icao.verifying import verify_chip

TODAY = datetime(2026, 11, 21, 9, tzinfo=UTC)
NOT_ASKED_FOR = {issuer.EF_ATR, issuer.EF_DIR, "EF_CardSecurity", "DG5", "DG7", "DG11", "DG12", "DG16"}
GENUINE = ("adult", "card2024", "child", "elder", "long-address", "no-dg13", "passport")


def read(card: VirtualCard) -> ChipReading:
    return read_chip(card, Can(card.document.can), plan=ReadingPlan(ef_com=True))


def verify(reading: ChipReading, *csca: bytes, at: datetime = TODAY) -> VerificationReport:
    return verify_chip(reading, TrustStore.from_certificates(csca or (issuer.demo_csca_der(),)), at=at)


def result_of(report: VerificationReport, check_id: str) -> Result:
    return next(check.result for check in report.checks if check.id == check_id)


@pytest.mark.parametrize("persona_id", personas.ids())
def test_every_file_comes_over_as_it_was_issued(persona_id: str) -> None:
    card = VirtualCard.of(persona_id)
    reading = read(card)
    issued = dict(card.document.files)
    assert set(issued) - set(reading.files) <= NOT_ASKED_FOR
    assert dict(reading.files).items() <= issued.items()


@pytest.mark.parametrize("persona_id", GENUINE)
@pytest.mark.parametrize("year", [2026, 2031])
def test_a_genuine_card_is_green_today_and_in_five_years(persona_id: str, year: int) -> None:
    report = verify(read(VirtualCard.of(persona_id)), at=TODAY.replace(year=year))
    assert report.overall is Result.SUCCESSFUL
    assert report.assurance is Assurance.GENUINE_CHIP


@pytest.mark.parametrize(
    ("persona_id", "check_id", "result", "overall"),
    [
        ("clone", "C4", Result.FAILED, Result.FAILED),
        ("tampered-photo", "C12", Result.FAILED, Result.FAILED),
        ("expired-signer", "C8", Result.FAILED, Result.FAILED),
        ("unknown-issuer", "C7", Result.UNDETERMINED, Result.UNDETERMINED),
    ],
)
def test_a_flawed_card_fails_where_it_is_flawed(
    persona_id: str, check_id: str, result: Result, overall: Result
) -> None:
    report = verify(read(VirtualCard.of(persona_id)))
    assert result_of(report, check_id) is result
    assert report.overall is overall


def test_the_unknown_issuer_is_green_for_whoever_trusts_it() -> None:
    card = VirtualCard.of("unknown-issuer")
    assert verify(read(card), card.document.csca_der).overall is Result.SUCCESSFUL


@pytest.mark.parametrize("kind", issuer.AUTHORITY_KINDS)
def test_every_kind_of_authority_is_understood(kind: str) -> None:
    document = issuer.issue(personas.load("adult"), authority_kind=kind)
    assert verify(read(VirtualCard(document)), document.csca_der).overall is Result.SUCCESSFUL


@pytest.mark.parametrize("domain", ["explicit", "named", "standardized"])
def test_every_way_of_writing_the_curve_in_dg14_is_understood(domain: str) -> None:
    profile = dataclasses.replace(profiles.load("vietnam-2021"), chip_authentication_domain=domain)
    reading = read(VirtualCard(issuer.issue(personas.load("adult"), profile)))
    assert reading.chip_authentication is not None
    assert reading.chip_authentication.completed
