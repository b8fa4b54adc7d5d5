"""Chips that break the protocols or hold flawed contents: each is stopped by the check that is meant to stop it.

In the spirit of BSI TR-03105-5.1: the imagined chip is the lower tester, our reader the system under test.
"""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

import pytest
from card_terminal import mrz_key
from cryptography import x509

from hardware_mocks import issuer, personas, profiles
from hardware_mocks.card import VirtualCard
from hardware_mocks.faults import chip, contents, faulty
from nfc_icao.access.keys import Can
from nfc_icao.errors import AccessDenied, ChipError, MalformedData, SecureMessagingError
from nfc_icao.evidence import ChipReading
from nfc_icao.reading import ReadingPlan, read_chip
from nfc_icao.trust import TrustStore
from nfc_icao.trust.report import Assurance, Result, VerificationReport
from nfc_icao.verifying import verify_chip

TODAY = datetime(2026, 11, 21, 9, tzinfo=UTC)
ADULT = personas.load("adult")


def read(fault: str, *, profile: profiles.Profile | None = None, plan: ReadingPlan | None = None) -> ChipReading:
    card = faulty(VirtualCard(issuer.issue(ADULT, profile)), fault)
    return read_chip(card, [Can(ADULT.can), mrz_key(ADULT)], plan=plan or ReadingPlan(ef_com=True))


def verify(reading: ChipReading) -> VerificationReport:
    return verify_chip(reading, TrustStore.from_certificates([issuer.demo_csca_der()]), at=TODAY)


def results(report: VerificationReport) -> dict[str, Result]:
    return {check.id: check.result for check in report.checks}


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        *((f"pace-wrong-tag:{step}", MalformedData) for step in (1, 2, 3, 4)),
        ("pace-off-curve", MalformedData),
        ("pace-infinity", MalformedData),
        ("pace-same-key", MalformedData),
        ("pace-wrong-token", AccessDenied),
        ("sm-no-mac", SecureMessagingError),
        ("sm-no-status", SecureMessagingError),
        ("sm-wrong-status", SecureMessagingError),
        ("sm-plain", SecureMessagingError),
    ],
)
def test_a_chip_that_breaks_access_or_secure_messaging_is_not_read(fault: str, error: type[ChipError]) -> None:
    card = faulty(VirtualCard.of("adult"), fault)
    with pytest.raises(error):
        read_chip(card, Can(ADULT.can), plan=ReadingPlan(access="pace"))


def test_a_wrong_mac_in_mutual_authentication_is_noticed() -> None:
    with pytest.raises(AccessDenied):
        read("bac-wrong-mac", plan=ReadingPlan(access="bac"))


@pytest.mark.parametrize("fault", ["aa-wrong-signature", "aa-wrong-trailer", "aa-replayed"])
def test_a_wrong_active_authentication_fails_chip_authenticity(fault: str) -> None:
    without_chip_authentication = dataclasses.replace(profiles.load("vietnam-2021"), chip_authentication=())
    report = verify(read(fault, profile=without_chip_authentication))
    assert results(report)["C4"] is Result.FAILED
    assert report.overall is Result.FAILED
    assert report.assurance is Assurance.AUTHENTIC


@pytest.mark.parametrize("fault", ["ca-old-keys", "ca-refused"])
def test_a_chip_authentication_that_changes_no_keys_proves_nothing(fault: str) -> None:
    reading = read(fault, plan=ReadingPlan(active_authentication=False))
    assert reading.chip_authentication is not None
    assert not reading.chip_authentication.completed
    assert verify(reading).assurance is not Assurance.GENUINE_CHIP


@pytest.mark.parametrize(
    ("fault", "check_id", "result"),
    [
        ("hidden-chip-keys", "C4", Result.FAILED),
        ("unsigned-chip-keys", "C12", Result.FAILED),
        ("unsigned-photo", "C12", Result.FAILED),
        ("photo-of-another", "C12", Result.FAILED),
        ("sod-extra-group", "C11", Result.FAILED),
        ("com-lists-less", "C11", Result.FAILED),
        ("com-lists-more", "C11", Result.FAILED),
        ("sod-wrong-digest", "C5", Result.FAILED),
        ("sod-wrong-signature", "C6", Result.FAILED),
        ("sod-md5", "C12", Result.FAILED),
        ("sod-without-certificate", "C7", Result.UNDETERMINED),
    ],
)
def test_flawed_contents_are_found_by_the_check_for_that_flaw(fault: str, check_id: str, result: Result) -> None:
    report = verify(read(fault))
    assert results(report)[check_id] is result
    assert report.overall in {Result.FAILED, Result.UNDETERMINED}


@pytest.mark.parametrize("fault", contents.NAMES)
@pytest.mark.parametrize("persona_id", ["elder", "card2024", "no-dg13", "passport"])
def test_contents_of_every_kind_of_document_can_be_flawed(persona_id: str, fault: str) -> None:
    honest = issuer.issue(personas.load(persona_id))
    flawed = contents.changed(honest, fault)
    assert dict(flawed.files) != dict(honest.files)
    assert set(flawed.data_groups) == set(honest.data_groups)


def test_the_foreign_signer_is_signed_by_our_csca_and_names_another_country() -> None:
    flawed = contents.changed(issuer.issue(ADULT), "signer-of-another-country")
    certificate = x509.load_der_x509_certificate(flawed.signer_der)
    certificate.verify_directly_issued_by(x509.load_der_x509_certificate(issuer.demo_csca_der()))
    countries = [
        name.get_attributes_for_oid(x509.NameOID.COUNTRY_NAME)[0].value
        for name in (certificate.issuer, certificate.subject)
    ]
    assert countries == ["VN", "UT"]


def test_faults_of_all_three_kinds_can_be_combined() -> None:
    card = faulty(VirtualCard.of("adult"), "lift-after:500", "aa-replayed", "sod-wrong-signature")
    report = verify(read_chip(card, Can(ADULT.can)))
    assert results(report)["C6"] is Result.FAILED


def test_every_fault_inside_the_chip_is_described() -> None:
    assert all({**chip.NAMES, **contents.NAMES}.values())
