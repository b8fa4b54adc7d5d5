"""Every protocol on every domain with every cipher, the reader before the imagined chip.

The two sides share published numbers and nothing else, so that agreement here means that both follow the standard.
"""

from __future__ import annotations

import dataclasses
import secrets
from datetime import UTC, datetime

import pytest
from asn1crypto import cms
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509 import load_der_x509_certificate

from hardware_mocks import issuer, personas, profiles
from hardware_mocks.card import VirtualCard
from hardware_mocks.curves import standard_curve
from hardware_mocks.domains import CURVE_IDS, CURVES_WITHOUT_INTEGRATED_MAPPING, GROUP_IDS
from hardware_mocks.issuing.chip_keys import AA_ALGORITHMS, RSA_PSS, cam_key
from hardware_mocks.issuing.keys import PUBLISHED_SEED
from hardware_mocks.profiles import CIPHER_NAMES, ChipKeyOffer, PaceOffer, Profile
from nfc_icao.access.keys import Can
from nfc_icao.access.opening import open_chip
from nfc_icao.chip.channel import ChipChannel
from nfc_icao.encoding import tlv
from nfc_icao.evidence import ChipReading
from nfc_icao.lds.security_infos import parse_security_infos
from nfc_icao.reading import ReadingPlan, read_chip
from nfc_icao.trust import TrustStore
from nfc_icao.trust.report import Assurance
from nfc_icao.verifying import verify_chip

PLAIN = Profile("matrix", "", data_groups=(1, 2, 14, 15), pace=(PaceOffer("AES-128", 13),))
ACCESS_ONLY = ReadingPlan(data_groups=(1,), active_authentication=False, chip_authentication=False)
CHIP_ONLY = ReadingPlan(data_groups=(14,), active_authentication=False)
TODAY = datetime(2026, 11, 21, 9, tzinfo=UTC)

PACE_ROWS = [
    PaceOffer(cipher, parameter_id, mapping)
    for mapping in ("GM", "IM", "CAM")
    for parameter_id in (*GROUP_IDS, *CURVE_IDS)
    for cipher in CIPHER_NAMES
    if not (mapping == "CAM" and (parameter_id in GROUP_IDS or cipher == "3DES"))
    and not (mapping == "IM" and parameter_id in CURVES_WITHOUT_INTEGRATED_MAPPING)
]
CA_ROWS = [
    ChipKeyOffer((cipher,), parameter_id, encoding)
    for parameter_id in (*GROUP_IDS, *CURVE_IDS)
    for cipher in CIPHER_NAMES
    for encoding in (("x942", "pkcs3") if parameter_id in GROUP_IDS else ("explicit",))
]


def card_with(**changes: object) -> VirtualCard:
    profile = dataclasses.replace(PLAIN, **changes)  # type: ignore[arg-type]
    return VirtualCard(issuer.issue(personas.load("passport"), profile))


def read(card: VirtualCard, plan: ReadingPlan) -> ChipReading:
    return read_chip(card, Can(card.document.can), plan=plan)


def named(row: object) -> str:
    return "-".join(str(value) for value in dataclasses.astuple(row) if value is not None)  # type: ignore[call-overload]


@pytest.mark.parametrize("offer", PACE_ROWS, ids=named)
def test_pace_opens_the_chip(offer: PaceOffer) -> None:
    reading = read(card_with(pace=(offer,), bac=False), ACCESS_ONLY)
    assert (reading.access.protocol, reading.access.mapping, reading.access.cipher) == (
        "PACE",
        offer.mapping,
        offer.cipher,
    )
    assert "DG1" in reading.files


@pytest.mark.parametrize("offer", CA_ROWS, ids=named)
def test_chip_authentication_completes(offer: ChipKeyOffer) -> None:
    reading = read(card_with(further_chip_keys=(offer,)), CHIP_ONLY)
    assert reading.chip_authentication is not None
    assert reading.chip_authentication.failure is None
    assert reading.chip_authentication.completed


@pytest.mark.parametrize("algorithm", [name for name in AA_ALGORITHMS if name != RSA_PSS])
def test_active_authentication_is_believed(algorithm: str) -> None:
    card = card_with(active_authentication=algorithm)
    assert assurance(card) is Assurance.GENUINE_CHIP


@pytest.mark.parametrize("parameter_id", CURVE_IDS)
@pytest.mark.parametrize("der", [False, True], ids=["plain", "der"])
def test_ecdsa_active_authentication_is_believed_on_every_curve(parameter_id: int, der: bool) -> None:
    card = card_with(
        active_authentication="ecdsa-sha256",
        active_authentication_parameter_id=parameter_id,
        active_authentication_domain="explicit",
        active_authentication_der=der,
    )
    assert assurance(card) is Assurance.GENUINE_CHIP


@pytest.mark.parametrize("persona_id", ["passport", "clone"])
@pytest.mark.parametrize("parameter_id", [8, 13, 18])
def test_chip_authentication_mapping_proves_the_key_of_ef_card_security(persona_id: str, parameter_id: int) -> None:
    """PK_map = CA_IC · PK_IC for the genuine chip, and only for it (Doc 9303-11 §4.4.3.5.3)."""
    profile = dataclasses.replace(PLAIN, pace=(PaceOffer("AES-256", parameter_id, "CAM"),))
    card = VirtualCard(issuer.issue(personas.load(persona_id), profile))
    channel = ChipChannel(card)
    offers = parse_security_infos(card.document.files["EF_CardAccess"])
    proof = open_chip(channel, [Can(card.document.can)], offers, secrets.token_bytes).chip_authentication
    assert proof is not None
    curve = standard_curve(parameter_id)
    published = card.document.files["EF_CardSecurity"]
    claimed = curve.encode(curve.multiply(cam_key(PUBLISHED_SEED, persona_id, parameter_id).private))
    assert claimed in published
    mapped = curve.encode(curve.multiply(int.from_bytes(proof.ca_ic, "big"), curve.decode(claimed)))
    assert (mapped == proof.pk_map_ic) is (persona_id == "passport")


@pytest.mark.parametrize(
    ("persona_id", "expected"), [("passport", Assurance.GENUINE_CHIP), ("clone", Assurance.AUTHENTIC)]
)
def test_the_reader_believes_chip_authentication_mapping_of_the_genuine_chip_alone(
    persona_id: str, expected: Assurance
) -> None:
    profile = dataclasses.replace(PLAIN, data_groups=(1, 2, 14), pace=(PaceOffer("AES-256", 13, "CAM"),))
    assert assurance(VirtualCard(issuer.issue(personas.load(persona_id), profile))) is expected


def test_ef_card_security_is_signed_by_the_document_signer() -> None:
    profile = dataclasses.replace(PLAIN, pace=(PaceOffer("AES-128", 13, "CAM"),))
    document = issuer.issue(personas.load("passport"), profile)
    content = cms.ContentInfo.load(document.files["EF_CardSecurity"])["content"]
    assert content["encap_content_info"]["content_type"].dotted == "0.4.0.127.0.7.3.2.1"
    signed = content["signer_infos"][0]
    attributes = b"\x31" + signed["signed_attrs"].dump()[1:]
    key = load_der_x509_certificate(content["certificates"][0].dump()).public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    key.verify(signed["signature"].native, attributes, ec.ECDSA(hashes.SHA256()))
    listed = content["encap_content_info"]["content"].parsed.dump()
    assert all(info.encoded() in listed for info in tlv.parse(document.files["EF_CardAccess"]).children())


def assurance(card: VirtualCard) -> Assurance:
    reading = read(card, ReadingPlan())
    report = verify_chip(reading, TrustStore.from_certificates([card.document.csca_der]), at=TODAY)
    return report.assurance


def test_several_offers_are_told_apart() -> None:
    offers = (PaceOffer("AES-128", 13), PaceOffer("AES-128", 12), PaceOffer("3DES", 0), PaceOffer("AES-256", 16, "IM"))
    assert read(card_with(pace=offers), ACCESS_ONLY).access.protocol == "PACE"


def test_several_chip_keys_are_told_apart_by_their_id() -> None:
    keys = (ChipKeyOffer(("AES-128",), 13, key_id=1), ChipKeyOffer(("AES-256",), 12, key_id=2))
    reading = read(card_with(further_chip_keys=keys), CHIP_ONLY)
    assert reading.chip_authentication is not None
    assert (reading.chip_authentication.key_id, reading.chip_authentication.completed) == (2, True)


@pytest.mark.parametrize("cipher", ["3DES", "AES-128"])
def test_a_long_terminal_key_reaches_a_chip_of_short_apdus_by_command_chaining(cipher: str) -> None:
    card = card_with(further_chip_keys=(ChipKeyOffer((cipher,), 1),), extended_length=False, max_response_bytes=256)
    reading = read(card, CHIP_ONLY)
    assert reading.chip_authentication is not None
    assert reading.chip_authentication.completed
    assert any(record.header.startswith("1C") for record in card.log)


def test_profiles_state_nothing_the_matrix_does_not_know() -> None:
    for name in profiles.names():
        profile = profiles.load(name)
        assert set(profile.pace) <= set(PACE_ROWS)
