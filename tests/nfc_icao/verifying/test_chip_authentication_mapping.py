"""PACE with chip authentication mapping: the worked example of the standard, and every way to pretend."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from trust.imagined_issuer import CSCA_SIGNING, Signing, csca, signer

from nfc_icao.encoding.tlv import parse
from nfc_icao.evidence import ChipReading, PaceChipAuthenticationEvidence
from nfc_icao.lds.security_infos import parse_security_infos
from nfc_icao.trust import Assurance, Result, TrustStore
from nfc_icao.verifying import verify_chip
from nfc_icao.verifying.chip_authentication_mapping import is_genuine_mapping, signed_keys

from .imagined_document import KNOWN_CARD_ACCESS, NOW, card_security, chip, data_groups, dg1, reading, sod, store

# Doc 9303-11 Appendix I.1.
CA_IC = bytes.fromhex("85DC3FA93D0952BFA82F5FD189EE75BD82F11D1F0B8ED4BF5319AC9B53C426B3")
PK_MAP_IC = bytes.fromhex(
    "04A234236AA9B9621E8EFB73B5245C0E09D2576E5277183C1208BDD55280CAE8B3"
    "04F365713A356E65A451E165ECC9AC0AC46E3771342C8FE5AEDD092685338E23"
)
KEY_INFO = bytes.fromhex(
    "3062060904007F0007020201023052300C060704007F0007010202010D0342000418"
    "72709494399E7470A6431BE25E83EEE24FEA568C2ED28DB48E05DB3A610DC884D256"
    "A40E35EFCB59BF6753D3A489D28C7A4D973C2DA138A6E7A4A08F68E16F02010D"
)
EVIDENCE = PaceChipAuthenticationEvidence(13, CA_IC, PK_MAP_IC)
PACE_INFO = KNOWN_CARD_ACCESS[-20:]


def mapped(content: bytes | None = None, evidence: PaceChipAuthenticationEvidence = EVIDENCE) -> ChipReading:
    """A reading opened with PACE-CAM, in which nothing else was tried."""
    content = card_security(PACE_INFO, KEY_INFO) if content is None else content
    return replace(
        reading(files={"EF_CardSecurity": content or None}),
        pace_chip_authentication=evidence,
        active_authentication=None,
        chip_authentication=None,
    )


def verdict(read: ChipReading, trust: TrustStore | None = None) -> tuple[Result, str]:
    check = verify_chip(read, trust or store(), at=NOW).check("C4")
    return check.result, check.reason.removeprefix("chip_authenticity.")


def test_the_example_of_the_standard_holds_and_a_changed_one_does_not():
    (key,) = signed_keys(parse_security_infos(b"\x31" + bytes([len(KEY_INFO)]) + KEY_INFO), 13)
    assert is_genuine_mapping(key, EVIDENCE)
    for changed in (
        replace(EVIDENCE, ca_ic=bytes([CA_IC[0] ^ 1]) + CA_IC[1:]),
        replace(EVIDENCE, ca_ic=b""),
        replace(EVIDENCE, ca_ic=bytes(32)),
        replace(EVIDENCE, ca_ic=b"\xff" * 32),
        replace(EVIDENCE, pk_map_ic=PK_MAP_IC[:-1] + b"\x00"),
        replace(EVIDENCE, pk_map_ic=b""),
    ):
        assert not is_genuine_mapping(key, changed)


def test_keys_on_another_curve_are_not_the_one():
    infos = parse_security_infos(b"\x31" + bytes([len(KEY_INFO)]) + KEY_INFO)
    assert signed_keys(infos, 12) == ()


def test_a_chip_that_holds_the_signed_key_is_genuine():
    report = verify_chip(mapped(), store(), at=NOW)
    assert report.check("C4").reason == "chip_authenticity.genuine"
    assert (report.overall, report.assurance) == (Result.SUCCESSFUL, Assurance.GENUINE_CHIP)


def test_a_wrong_mapping_fails_even_when_another_proof_succeeds():
    wrong = replace(EVIDENCE, ca_ic=bytes([CA_IC[0] ^ 1]) + CA_IC[1:])
    assert verdict(mapped(evidence=wrong)) == (Result.FAILED, "wrong_mapping")
    assert verdict(replace(mapped(evidence=wrong), chip_authentication=chip())) == (Result.FAILED, "wrong_mapping")


def test_without_an_anchor_nothing_is_proven_by_a_key():
    assert verdict(mapped(), TrustStore())[0] is Result.UNDETERMINED
    stranger = Signing("secp384r1", "sha384", number=9)
    unknown = card_security(PACE_INFO, KEY_INFO, certificates=[signer(issuer_signing=stranger)])
    assert verdict(mapped(unknown)) == (Result.UNDETERMINED, "card_security_not_proven")


def test_a_file_that_nobody_signed_fails():
    forged = bytearray(card_security(PACE_INFO, KEY_INFO))
    forged[-1] ^= 1
    assert verdict(mapped(bytes(forged))) == (Result.FAILED, "card_security_wrong")


def test_a_file_whose_signer_has_expired_is_not_forged_but_proves_nothing():
    past = (datetime(2015, 1, 1, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=UTC))
    expired = card_security(PACE_INFO, KEY_INFO, certificates=[signer(valid=past)])
    assert verdict(mapped(expired)) == (Result.UNDETERMINED, "card_security_not_proven")


def test_a_forged_file_fails_even_when_pace_did_not_need_it():
    forged = bytearray(card_security(PACE_INFO, KEY_INFO))
    forged[-1] ^= 1
    unneeded = replace(mapped(bytes(forged)), pace_chip_authentication=None, chip_authentication=chip())
    assert verdict(unneeded) == (Result.FAILED, "card_security_wrong")


def test_a_file_without_the_key_or_with_a_broken_one_fails():
    assert verdict(mapped(card_security(PACE_INFO))) == (Result.FAILED, "card_security_malformed")
    off_curve = KEY_INFO.replace(bytes.fromhex("04187270"), bytes.fromhex("04187271"))
    assert verdict(mapped(card_security(PACE_INFO, off_curve))) == (Result.FAILED, "key_malformed")
    assert verdict(mapped(b"\x30\x00")) == (Result.FAILED, "card_security_malformed")


def test_a_file_that_was_not_read_decides_nothing_and_one_that_was_refused_fails():
    missing = mapped(b"")
    assert verdict(missing) == (Result.UNDETERMINED, "card_security_missing")
    assert verdict(replace(missing, refusals={"EF_CardSecurity": 0x6982})) == (Result.FAILED, "card_security_missing")
    assert verdict(replace(missing, chip_authentication=chip())) == (Result.SUCCESSFUL, "genuine")


def test_a_stored_mapping_convinces_nobody_else():
    assert verdict(mapped(evidence=replace(EVIDENCE, witnessed=False))) == (Result.UNDETERMINED, "not_witnessed")


def test_a_key_of_another_state_fails():
    foreign = csca(CSCA_SIGNING, country="UT")
    content = card_security(PACE_INFO, KEY_INFO, certificates=[signer(country="UT")], country="UT")
    assert verdict(mapped(content), store(csca(), foreign)) == (Result.FAILED, "foreign_key")


def test_data_that_are_not_proven_leave_the_chip_open():
    altered = replace(mapped(), files={**mapped().files, "EF_SOD": sod({**data_groups(), "DG1": dg1() + b"\0"})})
    assert verdict(altered) == (Result.UNDETERMINED, "data_not_proven")


def test_the_key_of_the_example_is_whole():
    assert parse(KEY_INFO).tag == 0x30


def test_the_vector_is_the_published_one():
    published = Path(__file__).parents[2] / "vectors" / "pace_cam.json"
    assert CA_IC.hex().upper() in json.dumps(json.loads(published.read_text(encoding="utf-8"))).upper()


@pytest.mark.parametrize("parameter_id", [-1, 0, 12, 99])
def test_a_curve_that_is_not_the_keys_fails(parameter_id):
    assert verdict(mapped(evidence=replace(EVIDENCE, parameter_id=parameter_id)))[0] is Result.FAILED
