"""C11 and C12: listed, signed, read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from trust.imagined_issuer import security_object

from nfc_icao.encoding.tlv import encode, parse
from nfc_icao.evidence import ChipReading
from nfc_icao.trust import DataGroupStatus, Finding, Obligation, Result
from nfc_icao.verifying import verify_chip

from .imagined_document import NOW, com, data_groups, dg1, dg2, mrz, reading, sod, store


def verdict(read: ChipReading, check_id: str) -> tuple[Result, str]:
    check = verify_chip(read, store(), at=NOW).check(check_id)
    return check.result, check.reason.removeprefix("data_groups.")


def without(*names: str) -> dict[str, None]:
    return dict.fromkeys(names)


def test_lists_that_agree_in_any_order_are_successful():
    assert verdict(reading(files={"EF_COM": com(15, 2, 14, 1)}), "C11") == (Result.SUCCESSFUL, "lists_agree")


@pytest.mark.parametrize("numbers", [(1, 2), (1, 2, 13, 14, 15), (1, 3, 14, 15)])
def test_lists_that_differ_in_either_direction_fail(numbers):
    assert verdict(reading(files={"EF_COM": com(*numbers)}), "C11") == (Result.FAILED, "lists_differ")


@pytest.mark.parametrize(
    ("lds_version", "unicode_version"),
    [(b"0300", b"040000"), (None, b"040000"), (b"0107", b"050000"), (b"0107", None)],
)
def test_versions_that_do_not_exist_leave_the_lists_undetermined(lds_version, unicode_version):
    honest = parse(com(1, 2, 14, 15)).children()
    versions = {0x5F01: lds_version, 0x5F36: unicode_version, 0x5C: honest[-1].value}
    changed = encode(0x60, *(encode(tag, value) for tag, value in versions.items() if value is not None))
    assert verdict(reading(files={"EF_COM": changed}), "C11") == (Result.UNDETERMINED, "versions_unknown")


@pytest.mark.parametrize(("version", "names_one"), [(0, True), (1, False)])
def test_a_hash_list_whose_version_and_lds_version_do_not_fit_leaves_the_lists_undetermined(version, names_one):
    _, algorithm, hashes, info = parse(security_object(data_groups(), version=1)).children()
    parts = [algorithm, hashes, info] if names_one else [algorithm, hashes]
    content = encode(0x30, encode(0x02, bytes([version])), *(part.encoded() for part in parts))
    read = reading(sod=sod(data_groups(), content=content))
    assert verdict(read, "C11") == (Result.UNDETERMINED, "versions_unknown")
    assert verdict(read, "C5")[0] is Result.SUCCESSFUL


def test_a_broken_com_fails_and_a_missing_one_is_undetermined():
    assert verdict(reading(files={"EF_COM": b"junk"}), "C11") == (Result.FAILED, "com_malformed")
    assert verdict(reading(files=without("EF_COM")), "C11") == (Result.UNDETERMINED, "com_not_read")


@pytest.mark.parametrize(
    ("refusals", "obligation"), [({}, Obligation.EVALUATORY), ({"EF_COM": 0x6982}, Obligation.MANDATORY)]
)
def test_a_com_that_nobody_asked_for_counts_for_nothing_and_a_refused_one_counts(refusals, obligation):
    report = verify_chip(reading(files=without("EF_COM"), refusals=refusals), store(), at=NOW)
    check = report.check("C11")
    assert check is not None
    assert check.obligation is obligation
    assert report.overall is (Result.SUCCESSFUL if obligation is Obligation.EVALUATORY else Result.UNDETERMINED)


def test_a_data_group_that_was_never_signed_fails_and_is_not_usable():
    report = verify_chip(reading(files={"DG13": b"\x6d\x00"}), store(), at=NOW)
    assert report.check("C12").reason == "data_groups.not_listed"
    assert report.overall is Result.FAILED
    assert "DG13" not in report.usable_files
    assert "DG1" in report.usable_files


def test_a_group_of_another_card_differs():
    other = dg1(mrz(surname="TRAN"))
    assert verdict(reading(files={"DG1": other}, sod=sod(data_groups())), "C12") == (Result.FAILED, "hash_differs")


def test_a_hash_cut_short_is_no_match():
    groups = {**data_groups()}
    assert verdict(reading(groups, sod=sod(groups, extra_hashes={2: b""})), "C12") == (Result.FAILED, "hash_differs")


def test_a_document_whose_signature_leaves_out_the_portrait_fails():
    groups = {name: data for name, data in data_groups().items() if name != "DG2"}
    assert verdict(reading(groups), "C12") == (Result.FAILED, "mandatory_not_listed")


def test_a_portrait_that_was_not_read_leaves_the_verdict_open():
    groups = data_groups()
    assert verdict(reading(groups, files=without("DG2")), "C12") == (Result.UNDETERMINED, "mandatory_not_read")


@pytest.mark.parametrize("status_word", [0x6982, 0x6A82, 0])
def test_a_listed_group_the_chip_hides_fails(status_word):
    groups = {**data_groups(), "DG13": b"\x6d\x00"}
    hidden = replace(reading(groups, files=without("DG13")), refusals={"DG13": status_word})
    assert verdict(hidden, "C12") == (Result.FAILED, "hidden")


def test_fingerprints_may_stay_closed():
    groups = {**data_groups(), "DG3": b"\x63\x00"}
    closed = replace(reading(groups, files=without("DG3")), refusals={"DG3": 0x6982})
    report = verify_chip(closed, store(), at=NOW)
    assert report.overall is Result.SUCCESSFUL


def test_a_group_nobody_asked_for_is_no_one_s_fault():
    groups = {**data_groups(), "DG13": b"\x6d\x00"}
    assert verdict(reading(groups, files=without("DG13")), "C12") == (Result.SUCCESSFUL, "hashes_identical")


def test_a_signed_portrait_nobody_can_read_is_identical_and_not_conformant():
    found = verify_chip(reading({**data_groups(), "DG2": b"\x75\x00"}), store(), at=NOW)
    assert (found.check("C12").result, found.overall) == (Result.SUCCESSFUL, Result.SUCCESSFUL)
    assert found.data_groups["DG2"] is DataGroupStatus.NON_CONFORMANCE
    assert Finding("data_group_malformed", "C12", "DG2") in found.findings


def test_in_a_strict_inspection_a_portrait_nobody_can_read_fails():
    found = verify_chip(reading({**data_groups(), "DG2": b"\x75\x00"}), store(), at=NOW, strict=True)
    assert (found.check("C12").result, found.check("C12").reason) == (Result.FAILED, "data_groups.malformed")


def test_an_altered_portrait_nobody_can_read_fails_by_its_hash():
    altered = reading(data_groups(), files={"DG2": b"\x75\x00"}, sod=sod(data_groups()))
    assert verdict(altered, "C12") == (Result.FAILED, "hash_differs")


def test_hashes_by_md5_prove_nothing():
    found = verify_chip(reading(sod=sod(data_groups(), hash_digest="md5")), store(), at=NOW)
    assert found.check("C12").reason == "passive_authentication.weak_algorithm"
    assert found.usable_files == frozenset()


def test_bytes_after_a_file_are_part_of_what_was_signed():
    padded = {**data_groups(), "DG2": dg2() + bytes(3)}
    assert verdict(reading(padded), "C12") == (Result.SUCCESSFUL, "hashes_identical")
