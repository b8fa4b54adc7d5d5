"""C1, C13 and C14: check digits, country, calendar."""

from __future__ import annotations

import pytest
from trust.imagined_issuer import csca, signer

from nfc_icao.evidence import ChipReading
from nfc_icao.trust import Result
from nfc_icao.verifying import verify_chip

from .imagined_document import NOW, data_groups, dg1, mrz, reading, sod, store


def with_mrz(text: str) -> ChipReading:
    return reading({**data_groups(), "DG1": dg1(text)})


def verdict(read: ChipReading, check_id: str, **options: object) -> tuple[Result, str]:
    check = verify_chip(read, store(), **{"at": NOW, **options}).check(check_id)
    return check.result, check.reason


def test_right_check_digits_are_consistent():
    assert verdict(reading(), "C1") == (Result.SUCCESSFUL, "mrz.consistent")


def test_a_signed_zone_with_a_wrong_digit_fails():
    text = mrz()
    wrong = text[:14] + str((int(text[14]) + 1) % 10) + text[15:]
    assert verdict(with_mrz(wrong), "C1") == (Result.FAILED, "mrz.check_digit_wrong")


def test_a_broken_zone_fails_and_a_missing_one_is_undetermined():
    assert verdict(reading(files={"DG1": b"\x61\x00"}), "C1") == (Result.FAILED, "mrz.malformed")
    assert verdict(reading(files={"DG1": None}), "C1") == (Result.UNDETERMINED, "mrz.not_read")
    assert verdict(reading(files={"DG1": None}), "C13") == (Result.UNDETERMINED, "mrz.not_read")
    assert verdict(reading(files={"DG1": None}), "C14") == (Result.UNDETERMINED, "mrz.not_read")


def test_vnm_and_vn_are_one_state():
    assert verdict(reading(), "C13") == (Result.SUCCESSFUL, "issuing_state.matches")


def test_the_signer_of_another_state_fails_the_whole():
    groups = {**data_groups(), "DG1": dg1(mrz(issuing_state="FRA"))}
    report = verify_chip(reading(groups), store(), at=NOW)
    assert report.check("C13").reason == "issuing_state.differs"
    assert report.overall is Result.FAILED


def test_a_state_in_no_table_is_not_guessed_at():
    assert verdict(with_mrz(mrz(issuing_state="UTO")), "C13") == (Result.UNDETERMINED, "issuing_state.unknown")


def test_three_letters_in_a_certificate_are_understood():
    groups = {**data_groups(), "DG1": dg1(mrz(issuing_state="UTO"))}
    german = {**data_groups(), "DG1": dg1(mrz(issuing_state="D"))}
    for content, country, expected in ((german, "DE", Result.SUCCESSFUL), (groups, "UTO", Result.UNDETERMINED)):
        trusted = store(csca(country=country))
        read = reading(content, sod=sod(content, certificates=[signer(country=country)], country=country))
        assert verify_chip(read, trusted, at=NOW).check("C13").result is expected


@pytest.mark.parametrize(
    ("expiry", "expected"),
    [
        ("261121", (Result.SUCCESSFUL, "document.in_force")),
        ("261120", (Result.FAILED, "document.expired")),
        ("990101", (Result.SUCCESSFUL, "document.in_force")),
        ("991231", (Result.SUCCESSFUL, "document.non_expiring")),
        ("260230", (Result.UNDETERMINED, "document.expiry_unreadable")),
        ("<<<<<<", (Result.UNDETERMINED, "document.expiry_unreadable")),
    ],
)
def test_expiry_is_read_as_a_year_of_this_century(expiry, expected):
    assert verdict(with_mrz(mrz(date_of_expiry=expiry)), "C14") == expected


def test_only_vietnam_means_never_by_991231():
    assert verdict(with_mrz(mrz(issuing_state="FRA", date_of_expiry="991231")), "C14")[1] == "document.in_force"


def test_an_untrusted_clock_cannot_tell_an_expired_document():
    assert verdict(reading(), "C14", clock_trusted=False) == (Result.UNDETERMINED, "document.clock_untrusted")
