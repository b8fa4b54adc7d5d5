"""The card's side of PACE in a few lines, for every domain, mapping and cipher, with one place for each lie."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.ciphers import Cipher as LibraryCipher
from cryptography.hazmat.primitives.ciphers import algorithms, modes

from nfc_icao.chip.apdu import CommandApdu, ResponseApdu, parse_command
from nfc_icao.crypto.ciphers import Cipher, mac
from nfc_icao.crypto.kdf import derive_key
from nfc_icao.crypto.padding import pad
from nfc_icao.encoding import tlv
from nfc_icao.lds.der import encode_object_identifier
from nfc_icao.transport import ApduLimits

from .plain_groups import plain_group

EXTENDED = ApduLimits(max_command_bytes=4096, max_response_bytes=4096)
Lie = Callable[[int, bytes], bytes | int]
"""Given the step (0 for MSE:Set AT, then 1-4) and the honest answer, another answer or a status word."""

_C0_C1 = {
    16: ("a668892a7c41e3ca739f40b057d85904", "a4e136ac725f738b01c1f60217c188ad"),
    32: (
        "d463d65234124ef7897054986dca0a174e28df758cbaa03f240616414d5a1676",
        "54bd7255f0aaf831bec3423fcf39d69b6cbf066677d0faae5aadd99df8e53517",
    ),
}


def encrypted(cipher: Cipher, key: bytes, data: bytes, vector: bytes | None = None) -> bytes:
    algorithm = algorithms.AES(key) if cipher.is_aes else TripleDES(key + key[:8])
    encryptor = LibraryCipher(algorithm, modes.CBC(vector or bytes(cipher.block_size))).encryptor()
    return encryptor.update(data) + encryptor.finalize()


@dataclass
class PaceCard:
    """A chip that does PACE, and afterwards says 9000 to everything. Private keys are fixed: a test knows them.

    It puts chained commands together by itself: a piece that asks for no answer is not the end of a step.
    """

    oid: str
    parameter_id: int
    secret: bytes = b"123456"
    nonce: bytes = b""
    lie: Lie = field(default=lambda step, honest: honest)
    limits: ApduLimits = EXTENDED
    static_key: int = 0x5EC2E7
    """Of chip authentication mapping."""
    also: tuple[tuple[str, int], ...] = ()
    """Further protocols it takes, each with its domain."""
    commands: list[CommandApdu] = field(default_factory=list)
    step: int = 0
    pending: bytes = b""

    def __post_init__(self) -> None:
        self.offers = ((self.oid, self.parameter_id), *self.also)
        self.begin(self.oid, self.parameter_id)

    def begin(self, oid: str, parameter_id: int) -> None:
        self.oid, self.parameter_id, self.step, self.pending = oid, parameter_id, 0, b""
        mapping_arc, cipher_arc = oid.split(".")[-2:]
        self.mapping = {"1": "GM", "2": "GM", "3": "IM", "4": "IM", "6": "CAM"}[mapping_arc]
        self.cipher = list(Cipher)[int(cipher_arc) - 1]
        self.group = plain_group(parameter_id)
        size = 32 if self.cipher in (Cipher.AES_192, Cipher.AES_256) else 16
        if not self.nonce or self.also:
            self.nonce = bytes(range(1, size + 1))

    @property
    def pk_ic_static(self) -> bytes:
        return bytes(self.group.encode(self.group.power(self.group.generator, self.static_key)))

    def transmit(self, command: bytes) -> bytes:
        assert len(command) <= self.limits.max_command_bytes
        parsed = parse_command(command)
        self.commands.append(parsed)
        if parsed.cla & 0x0C:
            return self.protected_ok()
        if parsed.ins not in (0x22, 0x86):
            return b"\x90\x00" if parsed.ins == 0xA4 else b"\x6a\x88"
        if parsed.ins == 0x22:
            honest = b""
            named = tlv.parse_all(parsed.data)[0].value
            for oid, parameter_id in self.offers:
                if encode_object_identifier(oid) == named:
                    self.begin(oid, parameter_id)
        elif parsed.le is None:
            self.pending += parsed.data
            return b"\x90\x00"
        else:
            self.step += 1
            inner = tlv.parse_all(tlv.parse(self.pending + parsed.data).value)
            self.pending = b""
            made = (self.give_nonce, self.map, self.agree, self.prove)[self.step - 1](inner)
            if made is None:
                return b"\x63\x00"
            honest = tlv.encode(0x7C, made)
        answer = self.lie(self.step, honest)
        return ResponseApdu(b"", answer).encoded() if isinstance(answer, int) else answer + b"\x90\x00"

    def give_nonce(self, inner: tuple[tlv.Tlv, ...]) -> bytes:
        return tlv.encode(0x80, encrypted(self.cipher, derive_key(self.secret, 3, self.cipher), self.nonce))

    def map(self, inner: tuple[tlv.Tlv, ...]) -> bytes:
        group, sk = self.group, 0xC0FFEE
        if self.mapping == "IM":
            self.generator = group.mapped(self.pseudo_random(inner[0].value))
            return tlv.encode(0x82)
        h = group.power(group.decode(inner[0].value), sk)
        self.generator = group.combine(group.power(group.generator, int.from_bytes(self.nonce, "big")), h)
        self.ca_ic = sk * pow(self.static_key, -1, group.order) % group.order
        return tlv.encode(0x82, group.encode(group.power(group.generator, sk)))

    def pseudo_random(self, t: bytes) -> int:
        assert len(t) == self.cipher.key_size
        c0, c1 = (bytes.fromhex(constant) for constant in _C0_C1[len(self.nonce)])
        key = encrypted(self.cipher, t, self.nonce)[: self.cipher.key_size]
        output = b""
        for _ in range(-(-(self.group.p.bit_length() + 64) // (8 * len(c1)))):
            output += encrypted(self.cipher, key, c1)
            key = encrypted(self.cipher, key, c0)[: self.cipher.key_size]
        return int.from_bytes(output, "big") % int(self.group.p)

    def agree(self, inner: tuple[tlv.Tlv, ...]) -> bytes:
        self.pk_ifd = inner[0].value
        sk = 0xBEEF
        self.pk_ic = self.group.encode(self.group.power(self.generator, sk))
        self.shared = self.group.secret(self.group.power(self.group.decode(self.pk_ifd), sk))
        return tlv.encode(0x84, self.pk_ic)

    def prove(self, inner: tuple[tlv.Tlv, ...]) -> bytes | None:
        if inner != (tlv.Tlv(0x85, self.token(self.pk_ic)),):
            return None
        answer = tlv.encode(0x86, self.token(self.pk_ifd))
        return answer + self.chip_authentication_data() if self.mapping == "CAM" else answer

    def protected_ok(self) -> bytes:
        """9000 under secure messaging, for the n-th command after PACE."""
        self.ssc = getattr(self, "ssc", 0) + 2
        message = self.ssc.to_bytes(self.cipher.block_size, "big") + bytes.fromhex("99029000")
        padded = pad(message, 16) if self.cipher.is_aes else message
        checksum = mac(self.cipher, derive_key(self.shared, 2, self.cipher), padded)
        return bytes.fromhex("990290008E08") + checksum + b"\x90\x00"

    def token(self, public_key: bytes) -> bytes:
        oid = tlv.encode(0x06, encode_object_identifier(self.oid))
        plain = tlv.encode(self.group.public_key_tag, public_key)
        return mac(self.cipher, derive_key(self.shared, 2, self.cipher), tlv.encode(0x7F49, oid, plain))

    def chip_authentication_data(self) -> bytes:
        ks_enc = derive_key(self.shared, 1, self.cipher)
        vector = encrypted(self.cipher, ks_enc, b"\xff" * 16)
        plain = self.ca_ic.to_bytes((self.group.order.bit_length() + 7) // 8, "big") + b"\x80"
        return tlv.encode(0x8A, encrypted(self.cipher, ks_enc, plain + bytes(-len(plain) % 16), vector))


@pytest.fixture
def pace_card() -> type[PaceCard]:
    return PaceCard


@pytest.fixture
def chip_encrypt() -> Any:
    """Encryption written apart from `nfc_icao.crypto`: cipher, key, whole blocks, initial vector."""
    return encrypted
