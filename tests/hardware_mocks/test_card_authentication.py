"""Active and chip authentication by the imagined chip, checked with `cryptography` alone where that is possible."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest
from card_terminal import Terminal
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import load_der_public_key

from hardware_mocks.card import VirtualCard
from nfc_icao.access.keys import Can
from nfc_icao.encoding import tlv
from nfc_icao.reading import ReadingPlan, read_chip

BeforeCard = Callable[..., Terminal]
CHALLENGE = bytes.fromhex("0102030405060708")
MSE_CA_AES = bytes.fromhex("800A04007F00070202030202")
CA_ONLY = ReadingPlan(data_groups=(14,), active_authentication=False)


def published_key(opened: Terminal) -> object:
    return load_der_public_key(tlv.parse(opened.card.document.files["DG15"]).value)


@pytest.mark.parametrize(("persona_id", "hash_name", "trailer"), [("adult", "sha256", "34cc"), ("elder", "sha1", "bc")])
def test_rsa_active_authentication_is_iso_9796_2_scheme_1(
    terminal: BeforeCard, persona_id: str, hash_name: str, trailer: str
) -> None:
    opened = terminal(persona_id)
    opened.open_with_bac()
    signature = opened.secured(0x88, 0x0000, CHALLENGE, le=256).data
    key = published_key(opened)
    assert isinstance(key, rsa.RSAPublicKey)
    numbers = key.public_numbers()
    opened_message = pow(int.from_bytes(signature, "big"), numbers.e, numbers.n).to_bytes(len(signature), "big")
    size = hashlib.new(hash_name).digest_size
    end = len(opened_message) - len(trailer) // 2
    m1, digest = opened_message[1 : end - size], opened_message[end - size : end]
    assert opened_message[0] == 0x6A
    assert opened_message[end:].hex() == trailer
    assert hashlib.new(hash_name, m1 + CHALLENGE).digest() == digest


def test_ecdsa_active_authentication_is_a_plain_signature(terminal: BeforeCard) -> None:
    opened = terminal("card2024")
    opened.open_with_bac()
    signature = opened.secured(0x88, 0x0000, CHALLENGE, le=256).data
    key = published_key(opened)
    assert isinstance(key, ec.EllipticCurvePublicKey)
    assert len(signature) == 64
    der = encode_dss_signature(int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big"))
    key.verify(der, CHALLENGE, ec.ECDSA(hashes.SHA256()))


def test_active_authentication_wants_eight_bytes_and_the_right_parameters(terminal: BeforeCard) -> None:
    opened = terminal()
    opened.open_with_bac()
    assert opened.secured(0x88, 0x0000, CHALLENGE[:7], le=256).sw == 0x6700
    assert opened.secured(0x88, 0x0001, CHALLENGE, le=256).sw == 0x6A86


@pytest.mark.parametrize("persona_id", ["adult", "passport"])
def test_chip_authentication_changes_the_session(persona_id: str) -> None:
    card = VirtualCard.of(persona_id)
    reading = read_chip(card, Can(card.document.can), plan=CA_ONLY)
    assert reading.chip_authentication is not None
    assert reading.chip_authentication.completed


def test_a_clone_answers_and_then_speaks_under_keys_nobody_expects() -> None:
    card = VirtualCard.of("clone")
    reading = read_chip(card, Can(card.document.can), plan=CA_ONLY)
    assert reading.chip_authentication is not None
    assert not reading.chip_authentication.completed


@pytest.mark.parametrize(
    ("ins", "p1_p2", "data", "answer"),
    [
        (0x86, 0x0000, "7C028000", 0x6985),  # no MSE:SET AT before
        (0x22, 0x41A4, "800A04007F00070202030204", 0x6A80),  # AES-256 is not offered
        (0x22, 0x41A4, "800A04007F00070202030202840101", 0x6A88),  # this chip's key has no identifier
        (0x22, 0x41A6, "910104", 0x6A80),  # 3DES is not offered
        (0x22, 0x41A8, "80", 0x6A86),
        (0x86, 0x0001, "7C028000", 0x6A86),
    ],
)
def test_malformed_chip_authentication_is_refused_and_the_session_goes_on(
    terminal: BeforeCard, ins: int, p1_p2: int, data: str, answer: int
) -> None:
    opened = terminal()
    opened.open_with_bac()
    assert opened.secured(ins, p1_p2, bytes.fromhex(data)).sw == answer
    assert opened.select(0x011E).is_ok


@pytest.mark.parametrize("point", [b"", b"\x04" + bytes(64), b"\x02" + bytes(32), b"\x04" + b"\xff" * 64])
def test_a_point_off_the_curve_is_refused_and_the_session_goes_on(terminal: BeforeCard, point: bytes) -> None:
    opened = terminal()
    opened.open_with_bac()
    assert opened.secured(0x22, 0x41A4, MSE_CA_AES).is_ok
    assert opened.secured(0x86, 0x0000, tlv.encode(0x7C, tlv.encode(0x80, point))).sw == 0x6A80
    assert opened.select(0x011E).is_ok


@pytest.mark.parametrize("point", [b"", b"\x04" + bytes(64)])
def test_the_3des_way_refuses_points_off_the_curve_too(terminal: BeforeCard, point: bytes) -> None:
    opened = terminal("passport")
    opened.open_with_bac()
    assert opened.secured(0x22, 0x41A6, tlv.encode(0x91, point)).sw == 0x6A80
    assert opened.secured(0x22, 0x41A6, tlv.encode(0x91, point) + b"\x84\x01\x01").sw == 0x6A88
    assert opened.select(0x011E).is_ok
