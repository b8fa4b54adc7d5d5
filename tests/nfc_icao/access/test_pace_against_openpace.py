"""PACE against OpenPACE, which was written by others and is used in the field: a mistake of ours would show.

OpenPACE plays the chip here, called as a library; install it with `apt-get install libeac3`. It does generic mapping
over curves and prime fields. Its integrated mapping is that of an early draft, so that one is not compared here.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from ctypes import POINTER, Structure, c_char_p, c_int, c_size_t, c_ulong, c_void_p
from typing import Any

import pytest

from nfc_icao.access.keys import AccessKey, Can, MrzKey
from nfc_icao.access.pace import open_with_pace
from nfc_icao.access.pace_protocols import preferred_protocols
from nfc_icao.access.refusal import KeyRefusedError
from nfc_icao.chip.apdu import CommandApdu, ResponseApdu, parse_command
from nfc_icao.chip.channel import ChipChannel
from nfc_icao.chip.secure_messaging import SecureMessaging
from nfc_icao.crypto.padding import pad
from nfc_icao.crypto.randomness import system_randomness
from nfc_icao.encoding import tlv
from nfc_icao.encoding.mrz import build_td1
from nfc_icao.lds.der import encode_object_identifier
from nfc_icao.lds.security_infos import parse_security_infos
from nfc_icao.transport import ApduLimits

from .coverage_rows import OPENPACE_ROWS, Row

PACE_MRZ, PACE_CAN = 1, 2
EAC_ID_PACE = 0
ECDH_GM = "0.4.0.127.0.7.2.2.4.2."
CAN = Can("123456")
MRZ = MrzKey("T22000129", "640812", "101031")
WHOLE_MRZ = build_td1(
    document_code="I", issuing_state="D", document_number="T22000129", date_of_birth="640812", sex="F",
    date_of_expiry="101031", nationality="D", surname="MUSTERMANN", given_names="ERIKA",
)  # fmt: skip
"""OpenPACE picks the MRZ information out of the whole zone by itself."""


class Buffer(Structure):
    """BUF_MEM of OpenSSL."""

    _fields_ = (("length", c_size_t), ("data", c_void_p), ("max", c_size_t), ("flags", c_ulong))

    @classmethod
    def of(cls, content: bytes) -> Any:
        kept = ctypes.create_string_buffer(content, len(content))
        buffer = cls(len(content), ctypes.cast(kept, c_void_p), len(content), 0)
        buffer.kept = kept
        return ctypes.byref(buffer)


_BUFFER = POINTER(Buffer)
_SIGNATURES: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "EAC_init": (None, ()),
    "EAC_CTX_new": (c_void_p, ()),
    "EAC_CTX_clear_free": (None, (c_void_p,)),
    "EAC_CTX_init_ef_cardaccess": (c_int, (c_char_p, c_size_t, c_void_p)),
    "EAC_CTX_set_encryption_ctx": (c_int, (c_void_p, c_int)),
    "EAC_increment_ssc": (c_int, (c_void_p,)),
    "EAC_encrypt": (_BUFFER, (c_void_p, _BUFFER)),
    "EAC_authenticate": (_BUFFER, (c_void_p, _BUFFER)),
    "PACE_SEC_new": (c_void_p, (c_char_p, c_size_t, c_int)),
    "PACE_SEC_clear_free": (None, (c_void_p,)),
    "PACE_STEP1_enc_nonce": (_BUFFER, (c_void_p, c_void_p)),
    "PACE_STEP3A_generate_mapping_data": (_BUFFER, (c_void_p,)),
    "PACE_STEP3A_map_generator": (c_int, (c_void_p, _BUFFER)),
    "PACE_STEP3B_generate_ephemeral_key": (_BUFFER, (c_void_p,)),
    "PACE_STEP3B_compute_shared_secret": (c_int, (c_void_p, _BUFFER)),
    "PACE_STEP3C_derive_keys": (c_int, (c_void_p,)),
    "PACE_STEP3D_compute_authentication_token": (_BUFFER, (c_void_p, _BUFFER)),
    "PACE_STEP3D_verify_authentication_token": (c_int, (c_void_p, _BUFFER)),
}


@pytest.fixture(scope="module")
def openpace() -> Any:
    try:
        library = ctypes.CDLL("libeac.so.3")
    except OSError:
        pytest.skip("OpenPACE is not installed (apt-get install libeac3)")
    for name, (result, arguments) in _SIGNATURES.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    library.EAC_init()
    return library


class OpenPaceCard:
    """A chip whose PACE is OpenPACE's. The nonce, the keys and the tokens are computed over there."""

    limits = ApduLimits(max_command_bytes=4096, max_response_bytes=4096)

    def __init__(self, library: Any, card_access: bytes, password: bytes, kind: int) -> None:
        self.library = library
        self.context = library.EAC_CTX_new()
        assert library.EAC_CTX_init_ef_cardaccess(card_access, len(card_access), self.context)
        self.secret = library.PACE_SEC_new(password, len(password), kind)
        assert self.secret
        self.steps: Iterator[Any] = iter(())

    def close(self) -> None:
        self.library.PACE_SEC_clear_free(self.secret)
        self.library.EAC_CTX_clear_free(self.context)

    def transmit(self, command: bytes) -> bytes:
        parsed = parse_command(command)
        if parsed.ins == 0x22:
            self.steps = iter((self._nonce, self._map, self._agree, self._prove))
            return b"\x90\x00"
        inner = tlv.parse_all(tlv.parse(parsed.data).value)
        answer = next(self.steps)(inner[0].value if inner else b"")
        return b"\x63\x00" if answer is None else tlv.encode(0x7C, answer) + b"\x90\x00"

    def _nonce(self, _: bytes) -> bytes:
        return tlv.encode(0x80, _content(self.library.PACE_STEP1_enc_nonce(self.context, self.secret)))

    def _map(self, theirs: bytes) -> bytes:
        ours = _content(self.library.PACE_STEP3A_generate_mapping_data(self.context))
        assert self.library.PACE_STEP3A_map_generator(self.context, Buffer.of(theirs))
        return tlv.encode(0x82, ours)

    def _agree(self, theirs: bytes) -> bytes:
        ours = _content(self.library.PACE_STEP3B_generate_ephemeral_key(self.context))
        assert self.library.PACE_STEP3B_compute_shared_secret(self.context, Buffer.of(theirs))
        assert self.library.PACE_STEP3C_derive_keys(self.context)
        token = self.library.PACE_STEP3D_compute_authentication_token(self.context, Buffer.of(theirs))
        self.token = _content(token)
        return tlv.encode(0x84, ours)

    def _prove(self, theirs: bytes) -> bytes | None:
        if self.library.PACE_STEP3D_verify_authentication_token(self.context, Buffer.of(theirs)) != 1:
            return None
        return tlv.encode(0x86, self.token)

    def start_secure_messaging(self) -> None:
        assert self.library.EAC_CTX_set_encryption_ctx(self.context, EAC_ID_PACE)

    def count(self) -> None:
        assert self.library.EAC_increment_ssc(self.context)

    def encrypt(self, padded: bytes) -> bytes:
        return _content(self.library.EAC_encrypt(self.context, Buffer.of(padded)))

    def mac(self, padded: bytes) -> bytes:
        return _content(self.library.EAC_authenticate(self.context, Buffer.of(padded)))


def _content(buffer: Any) -> bytes:
    assert buffer, "OpenPACE could not do this step"
    return ctypes.string_at(buffer.contents.data, buffer.contents.length)


def card_access(oid: str, parameter_id: int) -> bytes:
    protocol = tlv.encode(0x06, encode_object_identifier(oid))
    info = tlv.encode(0x30, protocol, tlv.encode(0x02, b"\x02"), tlv.encode(0x02, bytes([parameter_id])))
    return tlv.encode(0x31, info)


@pytest.fixture
def cards(openpace: Any) -> Iterator[Any]:
    made: list[OpenPaceCard] = []

    def make(offer: bytes, key: AccessKey) -> OpenPaceCard:
        is_can = isinstance(key, Can)
        password = (key.digits if isinstance(key, Can) else WHOLE_MRZ).encode()
        made.append(OpenPaceCard(openpace, offer, password, PACE_CAN if is_can else PACE_MRZ))
        return made[-1]

    yield make
    for card in made:
        card.close()


def opened(card: OpenPaceCard, offer: bytes, key: AccessKey) -> SecureMessaging:
    (protocol,) = preferred_protocols(parse_security_infos(offer).pace)
    return open_with_pace(ChipChannel(card), protocol, key, system_randomness).session


@pytest.mark.parametrize("row", OPENPACE_ROWS, ids=str)
def test_both_agree(cards: Any, row: Row) -> None:
    offer = card_access(row.oid, row.domain)
    key = {"CAN": CAN, "MRZ": MRZ}[row.password or ""]

    assert opened(cards(offer, key), offer, key).cipher.label == row.cipher


def test_a_wrong_password_is_refused(cards: Any) -> None:
    offer = card_access(ECDH_GM + "2", 13)

    with pytest.raises(KeyRefusedError):
        opened(cards(offer, CAN), offer, Can("654321"))


@pytest.mark.parametrize("cipher_arc", [2, 3, 4], ids=["AES-128", "AES-192", "AES-256"])
def test_secure_messaging_is_the_same_on_both_sides(cards: Any, cipher_arc: int) -> None:
    offer = card_access(f"{ECDH_GM}{cipher_arc}", 15)
    card = cards(offer, CAN)
    session = opened(card, offer, CAN)
    card.start_secure_messaging()

    protected = session.protect(CommandApdu(0x00, 0xA4, 0x02, 0x0C, b"\x01\x1e"))
    card.count()
    cryptogram = tlv.encode(0x87, b"\x01", card.encrypt(pad(b"\x01\x1e", 16)))
    checksum = card.mac(pad(pad(bytes.fromhex("0CA4020C"), 16) + cryptogram, 16))
    assert protected.data == cryptogram + tlv.encode(0x8E, checksum)

    card.count()
    body = tlv.encode(0x87, b"\x01", card.encrypt(pad(b"answer", 16))) + bytes.fromhex("99029000")
    answer = session.unprotect(ResponseApdu(body + tlv.encode(0x8E, card.mac(pad(body, 16))), 0x9000))
    assert answer.data == b"answer"
