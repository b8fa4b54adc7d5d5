"""The card's side of PACE in a few lines, for every curve and cipher, with one place for each lie it may tell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from nfc_icao.chip.apdu import CommandApdu, ResponseApdu, parse_command
from nfc_icao.crypto.ciphers import Cipher, encrypt_cbc, mac
from nfc_icao.crypto.curves import DomainParameters, Point
from nfc_icao.crypto.kdf import derive_key
from nfc_icao.encoding import tlv

Lie = Callable[[int, bytes], bytes | int]
"""Given the step (0 for MSE:Set AT, then 1-4) and the honest answer, another answer or a status word."""


@dataclass
class PaceCard:
    """A chip that does PACE and nothing else. Private keys are fixed: it has no secrets from a test."""

    oid: bytes
    cipher: Cipher
    domain: DomainParameters
    secret: bytes
    nonce: bytes = bytes(range(16))
    lie: Lie = field(default=lambda step, honest: honest)
    commands: list[CommandApdu] = field(default_factory=list)
    step: int = 0

    def transmit(self, command: bytes) -> bytes:
        parsed = parse_command(command)
        self.commands.append(parsed)
        if parsed.ins == 0x22:
            self.step = 0
            honest = b""
        else:
            self.step += 1
            inner = tlv.parse_all(tlv.parse(parsed.data).value)
            honest = [b"", self.give_nonce, self.map, self.agree, self.prove][self.step](inner)  # type: ignore[operator]
            if honest is None:
                return b"\x63\x00"
            honest = tlv.encode(0x7C, honest)
        answer = self.lie(self.step, honest)
        return ResponseApdu(b"", answer).encoded() if isinstance(answer, int) else answer + b"\x90\x00"

    def give_nonce(self, inner: tuple[tlv.Tlv, ...]) -> bytes:
        return tlv.encode(0x80, encrypt_cbc(self.cipher, derive_key(self.secret, 3, self.cipher), self.nonce))

    def map(self, inner: tuple[tlv.Tlv, ...]) -> bytes:
        domain, sk = self.domain, 0xC0FFEE
        h = domain.multiply(domain.decode(inner[0].value), sk)
        self.generator = domain.add(domain.multiply(domain.generator, int.from_bytes(self.nonce, "big")), h)
        return tlv.encode(0x82, domain.encode(domain.multiply(domain.generator, sk)))

    def agree(self, inner: tuple[tlv.Tlv, ...]) -> bytes:
        self.pk_ifd = self.domain.decode(inner[0].value)
        self.pk_ic = self.domain.multiply(self.generator, 0xBEEF)
        self.shared = self.domain.shared_secret(0xBEEF, self.pk_ifd)
        return tlv.encode(0x84, self.domain.encode(self.pk_ic))

    def prove(self, inner: tuple[tlv.Tlv, ...]) -> bytes | None:
        if inner != (tlv.Tlv(0x85, self.token(self.pk_ic)),):
            return None
        return tlv.encode(0x86, self.token(self.pk_ifd))

    def token(self, public_key: Point) -> bytes:
        ks_mac = derive_key(self.shared, 2, self.cipher)
        point = tlv.encode(0x86, self.domain.encode(public_key))
        return mac(self.cipher, ks_mac, tlv.encode(0x7F49, tlv.encode(0x06, self.oid), point))


@pytest.fixture
def pace_card() -> type[PaceCard]:
    return PaceCard
