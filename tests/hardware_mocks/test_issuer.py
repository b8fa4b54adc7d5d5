"""Issued documents, checked with `cryptography` and asn1crypto alone: nothing of the reader."""

from __future__ import annotations

import hashlib
import re
import time

import pytest
from asn1crypto import cms
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from hardware_mocks import issuer, personas, profiles
from hardware_mocks.errors import UnknownName
from hardware_mocks.issuing import authority
from hardware_mocks.issuing.dg13 import dg13
from nfc_icao.encoding import tlv

# SHA-256 of the demo CSCA: a reader installed last year must trust a card served today.
DEMO_CSCA_SHA256 = "b559118a483a5aa952387c8def7ea267858e4e831e4d8049bb38e2c945f40b51"
CARD_ACCESS_SEEN_ON_CARDS = (
    "3134300d060804007f0007020202020101300f060a04007f000702020302020201013012060a04007f0007020204020202010202010d"
)
TAG_TO_NUMBER = {0x61: 1, 0x75: 2, 0x63: 3, 0x6D: 13, 0x6E: 14, 0x6F: 15}


def issue(persona_id: str, profile: str | None = None) -> issuer.IssuedDocument:
    return issuer.issue(personas.load(persona_id), profile)


def signed_data(document: issuer.IssuedDocument) -> cms.SignedData:
    return cms.ContentInfo.load(tlv.parse(document.files["EF_SOD"]).value)["content"]


def signed_hashes(document: issuer.IssuedDocument) -> dict[int, bytes]:
    content = bytes(signed_data(document)["encap_content_info"]["content"])
    entries = [item.children() for item in tlv.parse(content).children()[2].children()]
    return {number.value[0]: digest.value for number, digest in entries}


@pytest.fixture(params=personas.ids())
def document(request: pytest.FixtureRequest) -> issuer.IssuedDocument:
    return issue(request.param)


def test_ef_sod_hashes_every_data_group_that_ef_com_lists(document: issuer.IssuedDocument) -> None:
    listed = tlv.require(tlv.parse(document.files["EF_COM"]), 0x5C).value
    assert [TAG_TO_NUMBER[tag] for tag in listed] == list(document.profile.data_groups)
    assert set(signed_hashes(document)) == set(document.profile.data_groups)


def test_only_a_tampered_photo_differs_from_what_was_signed(document: issuer.IssuedDocument) -> None:
    contents = {**document.files, **document.refused_files}
    wrong = [
        number
        for number, digest in signed_hashes(document).items()
        if hashlib.sha256(contents[f"DG{number}"]).digest() != digest
    ]
    assert wrong == ([2] if document.persona_id == "tampered-photo" else [])


def test_the_document_signer_signed_ef_sod_and_the_csca_signed_the_signer(document: issuer.IssuedDocument) -> None:
    data = signed_data(document)
    signer_info = data["signer_infos"][0]
    attributes = b"\x31" + signer_info["signed_attrs"].dump()[1:]
    signer = x509.load_der_x509_certificate(data["certificates"][0].dump())
    public_key = signer.public_key()
    assert isinstance(public_key, ec.EllipticCurvePublicKey)
    public_key.verify(signer_info["signature"].native, attributes, ec.ECDSA(hashes.SHA256()))
    digest = {item["type"].native: item["values"][0].native for item in signer_info["signed_attrs"]}["message_digest"]
    assert digest == hashlib.sha256(bytes(data["encap_content_info"]["content"])).digest()
    signer.verify_directly_issued_by(x509.load_der_x509_certificate(document.csca_der))


def test_signed_attributes_are_in_der_order(document: issuer.IssuedDocument) -> None:
    attributes = [item.dump() for item in signed_data(document)["signer_infos"][0]["signed_attrs"]]
    assert attributes == sorted(attributes)


@pytest.mark.parametrize("kind", issuer.AUTHORITY_KINDS)
def test_every_kind_of_authority_issues_a_chain_that_verifies(kind: str) -> None:
    document = issuer.issue(personas.load("adult"), authority_kind=kind)
    csca = authority.authority(kind)
    signer = x509.load_der_x509_certificate(document.signer_der)
    tbs, signature = signer.tbs_certificate_bytes, signer.signature
    public_key = csca.key.private.public_key()  # explicit parameters are refused by `cryptography` itself
    if isinstance(public_key, ec.EllipticCurvePublicKey):
        public_key.verify(signature, tbs, ec.ECDSA(csca.key._hash()))
    elif isinstance(public_key, rsa.RSAPublicKey):
        scheme = padding.PSS(padding.MGF1(hashes.SHA256()), 32) if kind == "rsa-pss" else padding.PKCS1v15()
        public_key.verify(signature, tbs, scheme, hashes.SHA256())
    assert csca.signer(2021).certificate == document.signer_der


def test_the_demo_csca_is_the_same_on_every_machine() -> None:
    assert hashlib.sha256(issuer.demo_csca_der()).hexdigest() == DEMO_CSCA_SHA256


def test_issuing_twice_gives_the_same_bytes() -> None:
    assert issue("adult").files == issue("adult").files


def test_another_seed_gives_another_authority() -> None:
    assert authority.authority(seed="another").certificate != issuer.demo_csca_der()


def test_the_unknown_issuer_is_not_the_demo_csca() -> None:
    assert issue("unknown-issuer").csca_der != issuer.demo_csca_der()


def test_the_expired_signer_was_valid_when_it_signed() -> None:
    persona = personas.load("expired-signer")
    certificate = x509.load_der_x509_certificate(issue("expired-signer").signer_der)
    signed_on = persona.document.date_of_issue
    assert certificate.not_valid_before_utc.date() < signed_on < certificate.not_valid_after_utc.date()
    assert certificate.not_valid_after_utc.year < 2026


def test_a_revocation_list_names_the_signer_and_is_signed_by_the_csca() -> None:
    csca = issuer.demo_authority()
    signer = csca.signer(2021)
    revocations = x509.load_der_x509_crl(csca.revocation_list(signer))
    public_key = x509.load_der_x509_certificate(csca.certificate).public_key()
    assert isinstance(public_key, ec.EllipticCurvePublicKey)
    assert revocations.is_signature_valid(public_key)
    assert [entry.serial_number for entry in revocations] == [signer.serial_number]


@pytest.mark.parametrize("profile", ["vietnam-2021", "vietnam-2024", "no-extended-length"])
def test_the_vietnamese_ef_card_access_is_the_one_seen_on_cards(profile: str) -> None:
    assert issue("adult", profile).files["EF_CardAccess"].hex() == CARD_ACCESS_SEEN_ON_CARDS


def test_a_chip_without_pace_has_no_ef_card_access() -> None:
    assert "EF_CardAccess" not in issue("adult", "bac-only").files


def test_eighty_four_bytes_stand_before_the_image_as_on_the_cards_seen() -> None:
    assert issue("adult").files["DG2"].find(b"\xff\xd8\xff") == 84


def test_a_chip_holds_the_keys_it_publishes_unless_it_is_a_clone(document: issuer.IssuedDocument) -> None:
    is_clone = document.persona_id == "clone"
    assert (tlv.parse(document.files["DG15"]).value == document.active_key.public_key_info) is not is_clone
    assert all((key.public in document.files["DG14"]) is not is_clone for key in document.chip_keys)


@pytest.mark.parametrize(
    ("number", "prefix"),
    [
        (1, "30 11 02 01 01 13 0C"),
        (3, "30 0F 02 01 03 13 0A"),
        (4, "30 08 02 01 04 0C 03"),
        (5, "30 0F 02 01 05 0C 0A"),
        (6, "30 09 02 01 06 0C 04"),
        (7, "30 0B 02 01 07 0C 06"),
        (11, "30 0F 02 01 0B 13 0A"),
        (12, "30 0F 02 01 0C 0C 0A"),
        (15, "30 0E 02 01 0F 13 09"),
        (16, "30 15 02 01 10 13 10"),
    ],
)
def test_dg13_fields_begin_with_the_bytes_seen_on_cards(number: int, prefix: str) -> None:
    fields = dg13_fields("adult")
    assert fields[number - 1].encoded().startswith(bytes.fromhex(prefix))


def dg13_fields(persona_id: str) -> tuple[tlv.Tlv, ...]:
    content = tlv.parse(dg13(personas.load(persona_id)))
    assert content.tag == 0x6D
    return tlv.require(content.children()[0], 0x31).children()


def test_dg13_holds_sixteen_fields_in_the_order_of_their_numbers() -> None:
    assert [field.children()[0].value[0] for field in dg13_fields("adult")] == list(range(1, 17))


def test_father_and_mother_are_two_sequences_side_by_side() -> None:
    assert [part.tag for part in dg13_fields("adult")[12].children()] == [0x02, 0x30, 0x30]


def test_an_unmarried_person_has_an_empty_field_14() -> None:
    assert dg13_fields("card2024")[13].encoded() == bytes.fromhex("300302010E")


def test_a_non_expiring_card_says_so_in_words() -> None:
    assert dg13_fields("elder")[11].children()[1].value.decode() == "Không thời hạn"


def test_a_long_address_takes_a_long_form_length() -> None:
    assert dg13_fields("long-address")[8].encoded()[1] == 0x81


@pytest.mark.parametrize("profile", profiles.names())
@pytest.mark.parametrize("persona_id", ["adult", "card2024"])
def test_any_persona_can_have_a_chip_of_any_profile(persona_id: str, profile: str) -> None:
    document = issue(persona_id, profile)
    assert set(signed_hashes(document)) == set(profiles.load(profile).data_groups)


def test_issuing_is_quick() -> None:
    persona = personas.load("long-address")
    persona.portrait()
    start = time.perf_counter()
    issuer.issue(persona)
    assert time.perf_counter() - start < 0.3


def test_an_unknown_kind_of_authority_is_refused() -> None:
    with pytest.raises(UnknownName, match="there are"):
        issuer.issue(personas.load("adult"), authority_kind="md5")


def test_a_document_shows_no_contents_in_its_repr(document: issuer.IssuedDocument) -> None:
    assert not re.search(r"[0-9]{6}", repr(document))
