"""Lists prove who signed them, or are refused by name with the reason."""

import hashlib

import pytest
from lds.samples import only_malformed_data_leaves

from nfc_icao.encoding.tlv import encode
from nfc_icao.lds.der import encode_object_identifier
from nfc_icao.trust import DefectKind, TrustStore, TrustStoreError, parse_certificate
from nfc_icao.trust.defect_list_cms import ID_DEFECT_LIST, parse_defect_list

from .imagined_issuer import (
    LIST_SIGNING,
    SIGNER_SIGNING,
    Signing,
    csca,
    key_identifier,
    ldif,
    list_signer,
    master_list,
    signed_data,
    signer,
)

OTHER = csca(Signing("secp256r1"), "CSCA Khác")
STRANGER = Signing("secp384r1", "sha384", number=9)


def store_of(tmp_path, **files: bytes) -> TrustStore:
    for name, content in files.items():
        (tmp_path / name.replace("_", ".")).write_bytes(content)
    return TrustStore.from_directory(tmp_path)


def refusal(tmp_path, **files: bytes) -> str:
    with pytest.raises(TrustStoreError) as caught:
        store_of(tmp_path, **files)
    return str(caught.value)


def test_a_list_that_vouches_for_its_own_signer_is_used_and_says_so(tmp_path):
    content = master_list([csca(), OTHER], enclosed=[list_signer()])
    store = store_of(tmp_path, a_ml=content)
    assert {one.encoded for one in store.certificates} == {csca(), OTHER}
    (used,) = store.lists
    assert (used.name, used.kind, used.entries) == ("a.ml", "master_list", 2)
    assert used.sha256 == hashlib.sha256(content).hexdigest()
    assert used.signer_sha256 == parse_certificate(list_signer()).fingerprint
    assert used.anchored_in_itself


def test_an_installed_authority_vouches_for_a_list_that_lacks_it(tmp_path):
    store = store_of(tmp_path, z_der=csca(), a_ml=master_list([OTHER], enclosed=[list_signer()]))
    assert not store.lists[0].anchored_in_itself
    assert len(store.certificates) == 2


def test_the_authority_that_came_along_vouches_but_is_not_trusted_with_documents(tmp_path):
    store = store_of(tmp_path, a_ml=master_list([OTHER]))
    assert store.lists[0].anchored_in_itself
    assert [one.encoded for one in store.certificates] == [OTHER]


def test_a_changed_byte_anywhere_in_the_certificates_is_noticed(tmp_path):
    content = bytearray(master_list([csca(), OTHER]))
    content[content.index(OTHER) + len(OTHER) - 5] ^= 1
    assert refusal(tmp_path, a_ml=bytes(content)) == (
        "a.ml: this master list is not used: the list was changed after it was signed"
    )


def test_a_wrong_signature_is_noticed(tmp_path):
    content = bytearray(master_list([csca()]))
    content[-1] ^= 1
    assert "its signature is wrong" in refusal(tmp_path, a_ml=bytes(content))


@pytest.mark.parametrize(
    ("enclosed", "reason"),
    [
        ([], "the certificate of its signer is not in it"),
        ([b"\x30\x00"], "the certificate of its signer is not in it"),
        ([signer()], "its signature is wrong"),
        ([list_signer(None)], "not entitled"),
        ([list_signer("2.23.136.1.1.8")], "not entitled"),
        ([list_signer(key_usage={"key_agreement"})], "not entitled"),
        ([list_signer(issuer_signing=STRANGER)], "install that CSCA as well"),
        ([list_signer(issuer_signing=STRANGER, with_key_identifiers=False)], "install that CSCA as well"),
    ],
)
def test_a_signer_who_is_missing_not_entitled_or_nobodys_is_refused(tmp_path, enclosed, reason):
    message = refusal(tmp_path, a_ml=master_list([csca()], enclosed=enclosed))
    assert message.startswith("a.ml: this master list is not used: ")
    assert reason in message


def test_a_document_signer_cannot_plant_anchors(tmp_path):
    content = encode(0x30, encode(0x02, b"\x00"), encode(0x31, OTHER))
    planted = signed_data(content, "2.23.136.1.1.2", SIGNER_SIGNING, [signer()])
    assert "not entitled" in refusal(tmp_path, a_der=csca(), a_ml=planted)


def test_a_list_without_signed_attributes_or_of_another_type_is_refused(tmp_path):
    assert "not over such a list" in refusal(tmp_path, a_ml=master_list([csca()], with_attributes=False))
    assert "not over such a list" in refusal(
        tmp_path, a_ml=master_list([csca()], declared_content_type="2.23.136.1.1.1")
    )


def test_a_list_in_an_export_of_the_directory_is_verified_as_well(tmp_path):
    good, bad = master_list([csca()]), bytearray(master_list([OTHER]))
    bad[-1] ^= 1
    store = store_of(tmp_path, a_ldif=ldif({"pkdMasterListContent": good, "cscaMasterListData": bytes(bad)}))
    assert [one.encoded for one in store.certificates] == [csca()]
    assert len(store.problems) == 1
    assert store.problems[0].startswith("a.ldif, attribute 2: this master list is not used")


# Defect lists as states exchange them.


def oid(dotted: str) -> bytes:
    return encode(0x06, encode_object_identifier(dotted))


def known(arc: str, *parameters: bytes) -> bytes:
    return encode(0x30, oid(f"{ID_DEFECT_LIST}.{arc}"), *parameters)


def defect_list(*defects: bytes, enclosed: list[bytes] | None = None) -> bytes:
    reference = encode(0x80, key_identifier(SIGNER_SIGNING))
    fingerprint = encode(0x04, bytes.fromhex(parse_certificate(signer()).fingerprint))
    entry = encode(0x30, reference, fingerprint, encode(0x31, *defects))
    content = encode(0x30, encode(0x02, b"\x00"), oid("2.16.840.1.101.3.4.2.1"), encode(0x31, entry))
    certificates = [list_signer("0.4.0.127.0.7.9.9")] if enclosed is None else enclosed
    return signed_data(content, ID_DEFECT_LIST, LIST_SIGNING, certificates)


DEFECTS = (
    known("1.1", encode(0x0A, b"\x03")),
    known("2.1", encode(0x31, encode(0x02, b"\x02"), encode(0x02, b"\x0b"))),
    known("1.4"),
    known("4.3"),
)


def test_a_signed_defect_list_is_used_when_an_installed_authority_vouches_for_it(tmp_path):
    store = store_of(tmp_path, a_der=csca(), a_dfl=defect_list(*DEFECTS))
    found = store.find_defects(parse_certificate(signer()))
    assert [defect.kind for defect in found] == [
        DefectKind.SIGNER_REVOKED,
        DefectKind.DATA_GROUPS_MALFORMED,
        DefectKind.ACTIVE_AUTHENTICATION_KEYS_REVOKED,
    ]
    assert (found[0].status, found[1].data_groups) == (3, {2, 11})
    assert store.lists[0].kind == "defect_list"
    assert store.find_defects(parse_certificate(csca())) == ()


def test_a_defect_list_never_vouches_for_itself(tmp_path):
    content = defect_list(*DEFECTS, enclosed=[list_signer("0.4.0.127.0.7.9.9"), csca()])
    assert "install that CSCA as well" in refusal(tmp_path, a_dfl=content)


def test_an_operators_list_is_the_operators_own_word(tmp_path):
    (tmp_path / "known.defects.toml").write_text("format = 1\n", encoding="utf-8")
    store = TrustStore.from_directory(tmp_path)
    assert (store.lists[0].name, store.lists[0].signer_sha256) == ("known.defects.toml", None)
    (tmp_path / "known.defects.toml").write_text("format = 2\n", encoding="utf-8")
    with pytest.raises(TrustStoreError, match=r"known\.defects\.toml"):
        TrustStore.from_directory(tmp_path)


def test_any_bytes_are_a_signed_defect_list_or_malformed():
    only_malformed_data_leaves(parse_defect_list, defect_list(*DEFECTS))
