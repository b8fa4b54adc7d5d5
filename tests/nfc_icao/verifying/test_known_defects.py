"""C19, and what a known defect does to other checks: it excuses a failure, and never makes a success."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from trust.imagined_issuer import csca, signer

from nfc_icao.trust import Assurance, DefectKind, Obligation, Result, TrustStore, VerificationReport
from nfc_icao.trust.certificates import parse_certificate
from nfc_icao.trust.defects import Defect, DefectList, SignerReference
from nfc_icao.verifying import verify_chip

from .imagined_document import NOW, com, data_groups, dg2, reading, sod, store

SIGNER = SignerReference(sha256=bytes.fromhex(parse_certificate(signer()).fingerprint))


def knowing(*defects: Defect, valid_until: datetime | None = None, trust: TrustStore | None = None) -> TrustStore:
    return replace(trust or store(), defect_lists=(DefectList("test", None, valid_until, defects),))


def of_signer(kind: DefectKind, **values: object) -> TrustStore:
    return knowing(Defect(SIGNER, kind, **values))


def check(report: VerificationReport, check_id: str) -> tuple[Result, str]:
    found = report.check(check_id)
    return found.result, found.reason


def test_without_a_list_the_check_is_logged_and_not_counted():
    found = verify_chip(reading(), store(), at=NOW).check("C19")
    assert (found.result, found.obligation) == (Result.NOT_SUPPORTED, Obligation.EVALUATORY)


def test_a_list_that_does_not_name_the_signer_leaves_a_good_card_good():
    other = Defect(SignerReference(sha256=bytes(32)), DefectKind.SIGNER_REVOKED, 3)
    report = verify_chip(reading(), knowing(other), at=NOW)
    assert check(report, "C19") == (Result.SUCCESSFUL, "defects.none_known")
    assert (report.overall, report.assurance) == (Result.SUCCESSFUL, Assurance.GENUINE_CHIP)


def test_a_list_that_is_out_of_date_knows_of_no_defect_any_more():
    stale = knowing(valid_until=datetime(2026, 1, 1, tzinfo=UTC))
    report = verify_chip(reading(), stale, at=NOW)
    assert check(report, "C19") == (Result.UNDETERMINED, "defects.list_stale")
    assert (report.overall, report.assurance) == (Result.UNDETERMINED, Assurance.READ)
    untimed = verify_chip(reading(), stale, at=NOW, clock_trusted=False)
    assert check(untimed, "C19") == (Result.UNDETERMINED, "passive_authentication.clock_untrusted")


@pytest.mark.parametrize("status", [0, 2, 3, 4])
def test_a_signer_revoked_for_good_is_not_trusted(status):
    report = verify_chip(reading(), of_signer(DefectKind.SIGNER_REVOKED, status=status), at=NOW)
    assert check(report, "C9") == check(report, "C19") == (Result.FAILED, "passive_authentication.signer_revoked")
    assert report.check("C9").obligation is Obligation.MANDATORY
    assert check(report, "C10")[0] is Result.FAILED
    assert (report.overall, report.assurance) == (Result.FAILED, Assurance.CLAIMED)


@pytest.mark.parametrize("status", [1, 5, 32, 77])
def test_a_signer_on_hold_or_marked_for_an_own_reason_decides_nothing(status):
    report = verify_chip(reading(), of_signer(DefectKind.SIGNER_REVOKED, status=status), at=NOW)
    assert check(report, "C9") == check(report, "C19") == (Result.UNDETERMINED, "defects.signer_on_hold")
    assert (report.overall, report.assurance) == (Result.UNDETERMINED, Assurance.READ)


def test_a_security_object_known_to_be_wrong_is_undetermined_instead_of_failed():
    broken = sod(data_groups(), content=b"\x30\x03\x02\x01\x00")
    tampered = bytearray(sod(data_groups()))
    tampered[-1] ^= 1
    trust = of_signer(DefectKind.SECURITY_OBJECT_INVALID)
    report = verify_chip(reading(sod=bytes(tampered)), trust, at=NOW)
    assert check(report, "C6") == (Result.UNDETERMINED, "defects.known")
    assert report.overall is Result.UNDETERMINED
    assert verify_chip(reading(sod=bytes(tampered)), store(), at=NOW).overall is Result.FAILED
    assert verify_chip(reading(sod=broken), trust, at=NOW).overall is Result.FAILED


def test_a_data_group_known_to_be_malformed_is_undetermined_where_a_strict_inspection_fails_it():
    groups = {**data_groups(), "DG2": dg2(b"no picture")}
    trust = of_signer(DefectKind.DATA_GROUPS_MALFORMED, data_groups=frozenset({2}))
    strictly = verify_chip(reading(groups), store(), at=NOW, strict=True)
    assert check(strictly, "C12") == (Result.FAILED, "data_groups.malformed")
    report = verify_chip(reading(groups), trust, at=NOW, strict=True)
    assert check(report, "C12") == (Result.UNDETERMINED, "defects.known")
    assert report.data_groups["DG2"] == "non_conformance"


def test_an_altered_data_group_is_no_production_error():
    genuine = data_groups()
    altered = reading({**genuine, "DG2": dg2() + b"\0"}, sod=sod(genuine))
    trust = of_signer(DefectKind.DATA_GROUPS_MALFORMED)
    assert verify_chip(altered, trust, at=NOW).overall is Result.FAILED


def test_lists_known_to_differ_are_undetermined_instead_of_failed():
    read = reading(files={"EF_COM": com(1, 2)})
    assert check(verify_chip(read, store(), at=NOW), "C11")[0] is Result.FAILED
    trust = of_signer(DefectKind.LISTS_DIFFER)
    assert check(verify_chip(read, trust, at=NOW), "C11") == (Result.UNDETERMINED, "defects.known")


@pytest.mark.parametrize(
    ("kind", "left_out"),
    [
        (DefectKind.ACTIVE_AUTHENTICATION_KEYS_REVOKED, "chip_authentication"),
        (DefectKind.CHIP_AUTHENTICATION_KEYS_REVOKED, "active_authentication"),
    ],
)
def test_a_compromised_key_proves_nothing_however_well_it_answers(kind, left_out):
    report = verify_chip(replace(reading(), **{left_out: None}), of_signer(kind), at=NOW)
    assert check(report, "C4") == (Result.FAILED, "chip_authenticity.keys_revoked")
    assert check(report, "C19") == (Result.FAILED, "defects.keys_revoked")


def test_a_compromised_key_leaves_another_proof_standing_and_still_turns_the_whole_red():
    report = verify_chip(reading(), of_signer(DefectKind.ACTIVE_AUTHENTICATION_KEYS_REVOKED), at=NOW)
    assert check(report, "C4") == (Result.SUCCESSFUL, "chip_authenticity.genuine")
    assert report.overall is Result.FAILED


def test_a_replaced_signer_goes_to_a_person():
    report = verify_chip(reading(), of_signer(DefectKind.SIGNER_REPLACED), at=NOW)
    assert check(report, "C19") == (Result.UNDETERMINED, "defects.known")


def test_without_a_signer_nothing_is_known_of_it():
    report = verify_chip(reading(files={"EF_SOD": None}), knowing(trust=store(csca())), at=NOW)
    assert check(report, "C19") == (Result.UNDETERMINED, "passive_authentication.signer_unknown")
