"""C4: a copy of all files is not the chip."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from nfc_icao.evidence import ChipReading
from nfc_icao.trust import Assurance, Result, TrustStore, VerificationReport
from nfc_icao.verifying import verify_chip

from .imagined_document import (
    CLONE,
    NOW,
    active,
    chip,
    data_groups,
    dg14,
    dg15,
    plain_ecdsa,
    reading,
    sod,
    store,
)


def report(read: ChipReading, trust: TrustStore | None = None) -> VerificationReport:
    return verify_chip(read, trust if trust is not None else store(), at=NOW)


def verdict(read: ChipReading, trust: TrustStore | None = None) -> tuple[Result, str]:
    check = report(read, trust).check("C4")
    return check.result, check.reason.removeprefix("chip_authenticity.")


def only(*proofs: str, **changes: Any) -> ChipReading:
    """A reading in which only these of `active` and `chip` were tried."""
    left_out = {f"{name}_authentication": None for name in ("active", "chip") if name not in proofs}
    return replace(reading(), **{**left_out, **changes})


@pytest.mark.parametrize("proof", ["active", "chip"])
def test_one_proof_is_enough(proof):
    found = report(only(proof))
    assert found.check("C4").result is Result.SUCCESSFUL
    assert found.assurance is Assurance.GENUINE_CHIP


def test_a_clone_with_its_own_key_gives_a_wrong_answer():
    clone = only("active", active_authentication=active(plain_ecdsa(CLONE)))
    found = report(clone)
    assert found.check("C4").reason == "chip_authenticity.wrong_answer"
    assert (found.overall, found.assurance) == (Result.FAILED, Assurance.AUTHENTIC)


def test_a_clone_that_brings_its_own_key_file_is_caught_by_the_hash():
    forged = only("active", active_authentication=active(plain_ecdsa(CLONE)))
    forged = replace(forged, files={**forged.files, "DG15": dg15(CLONE)})
    assert verdict(forged) == (Result.UNDETERMINED, "data_not_proven")
    assert report(forged).overall is Result.FAILED


@pytest.mark.parametrize("name", ["DG14", "DG15"])
@pytest.mark.parametrize("status_word", [0x6A82, 0x6982, 0])
def test_a_key_that_is_signed_and_hidden_fails(name, status_word):
    genuine = reading()
    files = {file: data for file, data in genuine.files.items() if file != name}
    hidden = replace(genuine, files=files, refusals={name: status_word})
    assert verdict(hidden) == (Result.FAILED, "key_hidden")
    assert report(hidden).overall is Result.FAILED


def test_a_document_that_offers_no_key_is_never_green():
    groups = {name: data for name, data in data_groups().items() if name in ("DG1", "DG2")}
    plain = replace(reading(groups), active_authentication=None, chip_authentication=None)
    found = report(plain)
    assert found.check("C4").reason == "chip_authenticity.not_offered"
    assert (found.overall, found.assurance) == (Result.UNDETERMINED, Assurance.AUTHENTIC)


def test_a_key_that_was_never_signed_is_not_asked():
    groups = {name: data for name, data in data_groups().items() if name in ("DG1", "DG2")}
    injected = reading(groups, files={"DG15": dg15()})
    assert verdict(injected) == (Result.NOT_SUPPORTED, "not_offered")
    assert report(injected).overall is Result.FAILED


def test_keys_nobody_tried_leave_the_chip_undetermined():
    assert verdict(only()) == (Result.UNDETERMINED, "not_tried")


def test_a_chip_that_refuses_to_answer_fails():
    assert verdict(only("active", active_authentication=active(b"", 0x6982))) == (Result.FAILED, "refused")


def test_a_right_answer_proves_nothing_under_an_unknown_issuer():
    assert verdict(reading(), TrustStore()) == (Result.UNDETERMINED, "data_not_proven")


def test_a_wrong_answer_fails_even_under_an_unknown_issuer():
    clone = only("active", active_authentication=active(plain_ecdsa(CLONE)))
    assert verdict(clone, TrustStore()) == (Result.FAILED, "wrong_answer")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"witnessed": False}, (Result.UNDETERMINED, "not_witnessed")),
        ({"completed": False, "failure": "no answer"}, (Result.FAILED, "wrong_answer")),
        ({"public_key_info": CLONE.spki()}, (Result.FAILED, "foreign_key")),
        ({"public_key_info": b""}, (Result.FAILED, "foreign_key")),
    ],
)
def test_chip_authentication_counts_only_as_witnessed_with_the_signed_key(changes, expected):
    assert verdict(only("chip", chip_authentication=chip(**changes))) == expected


def test_active_authentication_makes_up_for_a_chip_authentication_nobody_witnessed():
    assert verdict(replace(reading(), chip_authentication=chip(witnessed=False))) == (Result.SUCCESSFUL, "genuine")


WRONG_CHIP_AUTHENTICATION = chip(completed=False, failure="no answer")


@pytest.mark.parametrize(
    ("changes", "reason", "finding"),
    [
        ({"chip_authentication": WRONG_CHIP_AUTHENTICATION}, "wrong_answer", "chip_authentication_failed"),
        ({"chip_authentication": chip(public_key_info=b"")}, "foreign_key", "chip_authentication_failed"),
        ({"active_authentication": active(plain_ecdsa(CLONE))}, "wrong_answer", "active_authentication_failed"),
    ],
    ids=["wrong-ca", "foreign-ca", "wrong-aa"],
)
def test_a_proof_that_fails_is_not_outweighed_by_one_that_succeeds(changes, reason, finding):
    found = report(replace(reading(), **changes))
    assert (found.check("C4").result, found.check("C4").reason) == (Result.FAILED, f"chip_authenticity.{reason}")
    assert (found.overall, found.assurance) == (Result.FAILED, Assurance.AUTHENTIC)
    assert [one.key for one in found.findings] == [finding]


REFUSED_CHIP_AUTHENTICATION = chip(completed=False, failure="INS 22 answered 6A80", refused=True)


@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        ({"chip_authentication": REFUSED_CHIP_AUTHENTICATION}, "chip_authentication_failed"),
        ({"active_authentication": active(b"", 0x6982)}, "active_authentication_failed"),
    ],
)
def test_a_proof_that_is_refused_beside_one_that_succeeds_goes_to_a_person(changes, finding):
    found = report(replace(reading(), **changes))
    assert (found.check("C4").result, found.check("C4").reason) == (Result.UNDETERMINED, "chip_authenticity.refused")
    assert (found.overall, found.assurance) == (Result.UNDETERMINED, Assurance.AUTHENTIC)
    assert [one.key for one in found.findings] == [finding]


def test_a_proof_that_is_refused_alone_fails_and_a_wrong_answer_outweighs_a_refusal():
    assert verdict(only("chip", chip_authentication=REFUSED_CHIP_AUTHENTICATION)) == (Result.FAILED, "refused")
    wrong = active(plain_ecdsa(CLONE))
    both = replace(reading(), active_authentication=wrong, chip_authentication=REFUSED_CHIP_AUTHENTICATION)
    assert verdict(both) == (Result.FAILED, "wrong_answer")


def test_where_both_proofs_fail_both_are_named():
    both = {"active_authentication": active(b"", 0x6982), "chip_authentication": WRONG_CHIP_AUTHENTICATION}
    found = report(replace(reading(), **both))
    assert [one.key for one in found.findings] == ["active_authentication_failed", "chip_authentication_failed"]


def test_a_key_file_that_is_signed_and_broken_fails():
    groups = {**data_groups(), "DG15": b"\x6f\x00"}
    broken = replace(reading(groups), chip_authentication=None)
    assert verdict(broken) == (Result.FAILED, "key_malformed")


def test_a_key_of_an_unknown_kind_fails():
    spki = bytes.fromhex("300a300506032b656e030100")
    groups = {**data_groups(), "DG15": b"\x6f" + bytes([len(spki)]) + spki}
    assert verdict(replace(reading(groups), chip_authentication=None)) == (Result.FAILED, "key_malformed")


def test_a_hash_nobody_knows_is_unsupported():
    unknown_hash = bytes.fromhex("30120606678108010105020101060504007f0001")
    groups = {**data_groups(), "DG14": dg14(unknown_hash)}
    read = replace(reading(groups), chip_authentication=None)
    assert verdict(read) == (Result.UNDETERMINED, "unsupported_algorithm")


def test_infos_without_a_key_offer_no_chip_authentication():
    infos = bytes.fromhex("6e0d310b300906042a030405020101")
    groups = {**data_groups(), "DG14": infos}
    assert verdict(reading(groups)) == (Result.SUCCESSFUL, "genuine")


def test_without_a_security_object_nothing_is_known_of_the_chip():
    assert verdict(reading(files={"EF_SOD": None})) == (Result.UNDETERMINED, "not_tried")


def test_the_security_object_decides_which_keys_count():
    groups = data_groups()
    unsigned = {name: data for name, data in groups.items() if name != "DG15"}
    read = replace(reading(groups, sod=sod(unsigned)), chip_authentication=None)
    assert verdict(read) == (Result.UNDETERMINED, "not_tried")
