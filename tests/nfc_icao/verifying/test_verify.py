"""Whole verdicts: what a good document proves, and what each kind of forgery does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trust.imagined_issuer import csca, signer

from nfc_icao.evidence import ActiveAuthenticationEvidence
from nfc_icao.trust import Assurance, Check, Obligation, Result, TrustStore, parse_certificate
from nfc_icao.verifying import Reason, verify_chip, with_check
from nfc_icao.verifying.inspection import CHECK_NAMES

from .imagined_document import NOW, data_groups, dg1, dg2, mrz, reading, sod, store


def test_a_genuine_document_of_a_trusted_issuer_is_successful_and_its_chip_genuine():
    report = verify_chip(reading(), store(), at=NOW)
    assert report.overall is Result.SUCCESSFUL, [
        check for check in report.checks if check.result is not Result.SUCCESSFUL
    ]
    assert report.assurance is Assurance.GENUINE_CHIP
    assert report.usable_files == {"DG1", "DG2", "DG14", "DG15"}


def test_every_check_of_the_standard_is_there_once_and_in_order():
    report = verify_chip(reading(), store(), at=NOW)
    assert [check.id for check in report.checks] == [f"C{number}" for number in range(1, 20)]
    assert [check.name for check in report.checks] == list(CHECK_NAMES.values())
    assert {check.reason for check in report.checks} <= set(Reason)


def test_without_a_trust_anchor_the_whole_is_undetermined_and_the_data_only_read():
    report = verify_chip(reading(), TrustStore(), at=NOW)
    assert report.check("C7").result is Result.UNDETERMINED
    assert report.check("C7").reason == "passive_authentication.no_trust_anchor"
    assert report.check("C4").result is Result.UNDETERMINED
    assert (report.overall, report.assurance) == (Result.UNDETERMINED, Assurance.READ)


def test_a_changed_portrait_fails_and_is_not_usable():
    genuine = data_groups()
    report = verify_chip(reading({**genuine, "DG2": dg2() + b"\x00"}, sod=sod(genuine)), store(), at=NOW)
    assert report.check("C12").result is Result.FAILED
    assert "DG2" not in report.usable_files
    assert (report.overall, report.assurance) == (Result.FAILED, Assurance.CLAIMED)


def test_an_expired_document_is_still_genuine_and_says_so_beside():
    groups = {**data_groups(), "DG1": dg1(mrz(date_of_expiry="250101"))}
    report = verify_chip(reading(groups), store(), at=NOW)
    assert report.overall is Result.SUCCESSFUL
    assert report.check("C14").result is Result.FAILED
    assert report.check("C14").obligation is Obligation.EVALUATORY


def test_an_untrusted_clock_leaves_validity_open_even_when_a_time_is_given():
    report = verify_chip(reading(), store(), at=NOW, clock_trusted=False)
    assert report.check("C8").reason == "passive_authentication.clock_untrusted"
    assert (report.overall, report.assurance) == (Result.UNDETERMINED, Assurance.READ)


def test_a_time_without_a_zone_is_taken_as_utc():
    assert verify_chip(reading(), store(), at=datetime(2026, 11, 21)).overall is Result.SUCCESSFUL


def test_with_no_time_given_a_trusted_clock_is_asked():
    assert verify_chip(reading(), store()).check("C8").result is not Result.UNDETERMINED


def test_a_harmless_departure_from_the_standard_counts_only_in_a_strict_inspection():
    groups = {**data_groups(), "DG2": dg2(gender=0x7F)}
    relaxed = verify_chip(reading(groups), store(), at=NOW)
    assert (relaxed.overall, relaxed.data_groups["DG2"]) == (Result.SUCCESSFUL, "non_conformance")
    strict = verify_chip(reading(groups), store(), at=NOW, strict=True)
    assert strict.check("C12").reason == "data_groups.non_conformant"
    assert strict.overall is Result.FAILED


def test_a_signer_outside_its_profile_counts_only_in_a_strict_inspection():
    odd_signer = reading(sod=sod(data_groups(), certificates=[signer(with_key_identifiers=False)]))
    assert verify_chip(odd_signer, store(), at=NOW).overall is Result.SUCCESSFUL
    strict = verify_chip(odd_signer, store(), at=NOW, strict=True)
    assert strict.check("C7").reason == "passive_authentication.signer_non_conformant"


def test_a_report_names_what_it_was_judged_by():
    report = verify_chip(reading(), store(), at=NOW)
    assert report.signer == parse_certificate(signer()).fingerprint
    assert report.issuer == parse_certificate(csca()).fingerprint
    assert report.judged_at == NOW
    assert report.data_groups == dict.fromkeys(("DG1", "DG2", "DG14", "DG15"), "identical")
    assert verify_chip(reading(), store(), at=NOW, clock_trusted=False).judged_at is None


def test_an_empty_reading_proves_nothing_and_raises_nothing():
    empty = replace(reading(), files={}, active_authentication=None, chip_authentication=None)
    report = verify_chip(empty, store(), at=NOW)
    assert (report.overall, report.assurance, report.usable_files) == (
        Result.UNDETERMINED,
        Assurance.READ,
        frozenset(),
    )


@pytest.mark.parametrize("content", [b"", b"\x77\x00", bytes(40), b"\x77\x84\xff\xff\xff\xff"])
def test_a_security_object_that_is_there_but_broken_fails(content):
    report = verify_chip(reading(files={"EF_SOD": content}), store(), at=NOW)
    assert report.check("C6").reason == "passive_authentication.sod_malformed"
    assert report.overall is Result.FAILED


def test_a_security_object_the_chip_hides_fails():
    hidden = replace(reading(files={"EF_SOD": None}), refusals={"EF_SOD": 0x6982})
    assert verify_chip(hidden, store(), at=NOW).check("C6").reason == "passive_authentication.sod_hidden"


def test_printed_data_that_disagree_turn_a_good_report_red():
    report = verify_chip(reading(), store(), at=NOW)
    disagreeing = Check("C15", CHECK_NAMES["C15"], Result.FAILED, "printed_data.differs")
    changed = with_check(report, disagreeing)
    assert changed.overall is Result.FAILED
    assert changed.check("C15") == disagreeing
    assert [check.id for check in changed.checks] == [check.id for check in report.checks]
    assert changed.usable_files == report.usable_files


def test_printed_data_that_agree_leave_a_good_report_good():
    report = verify_chip(reading(), store(), at=NOW)
    agreeing = Check("C15", CHECK_NAMES["C15"], Result.SUCCESSFUL, "printed_data.agrees")
    assert with_check(report, agreeing).overall is Result.SUCCESSFUL
    assert with_check(report, agreeing).assurance is Assurance.GENUINE_CHIP


def test_no_flipped_byte_of_the_security_object_is_ever_successful():
    genuine = reading()
    trusted = store()
    original = genuine.files["EF_SOD"]
    for position in range(0, len(original), 3):
        flipped = bytearray(original)
        flipped[position] ^= 0xFF
        report = verify_chip(replace(genuine, files={**genuine.files, "EF_SOD": bytes(flipped)}), trusted, at=NOW)
        assert report.overall is not Result.SUCCESSFUL, position


@settings(max_examples=150, deadline=None, database=None)
@given(st.data())
def test_nothing_a_card_says_makes_verifying_raise(data):
    genuine, trusted = reading(), store()
    replaced = data.draw(st.dictionaries(st.sampled_from(sorted(genuine.files)), st.binary(max_size=80)))
    hidden = data.draw(st.dictionaries(st.sampled_from(["EF_SOD", "DG13", "DG14", "DG15"]), st.integers(0, 0xFFFF)))
    hostile = replace(
        genuine,
        files={**genuine.files, **replaced},
        refusals=hidden,
        active_authentication=ActiveAuthenticationEvidence(
            data.draw(st.binary(max_size=9)), data.draw(st.binary()), 0x9000
        ),
    )
    report = verify_chip(hostile, trusted, at=NOW)
    assert {check.result for check in report.checks} <= set(Result)
    if set(replaced) & {"EF_SOD", "DG1", "DG2", "DG14", "DG15"}:
        assert report.overall is not Result.SUCCESSFUL


@pytest.mark.parametrize("name", ["DG1", "DG2", "DG14", "DG15"])
def test_no_flipped_byte_of_a_data_group_is_ever_successful(name):
    genuine = reading()
    trusted = store()
    for position in range(0, len(genuine.files[name]), 17):
        flipped = bytearray(genuine.files[name])
        flipped[position] ^= 0x01
        report = verify_chip(replace(genuine, files={**genuine.files, name: bytes(flipped)}), trusted, at=NOW)
        assert report.overall is Result.FAILED, position
        assert name not in report.usable_files
