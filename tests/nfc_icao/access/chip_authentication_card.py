"""A chip inside a session that does chip authentication, with secure messaging and arithmetic of its own."""

from __future__ import annotations

from asn1crypto import core

from nfc_icao.chip.apdu import CommandApdu, parse_command
from nfc_icao.chip.secure_messaging import SecureMessaging
from nfc_icao.crypto.ciphers import Cipher, decrypt_cbc, encrypt_cbc, encrypt_ecb_block, mac
from nfc_icao.crypto.kdf import derive_key
from nfc_icao.crypto.padding import pad, unpad
from nfc_icao.encoding import tlv
from nfc_icao.lds.der import encode_object_identifier
from nfc_icao.transport import ApduLimits

from .conftest import EXTENDED
from .plain_groups import PlainCurve, PlainField, plain_group

FILE_ID = 0x010E
FILE = bytes.fromhex("6E0E") + bytes(range(14))
_KS = bytes(range(16))


class CardSession:
    """The card's half of secure messaging (Doc 9303-11 §9.8), errors being assertions."""

    def __init__(self, cipher: Cipher, ks_enc: bytes, ks_mac: bytes) -> None:
        self.cipher, self.ks_enc, self.ks_mac, self.ssc = cipher, ks_enc, ks_mac, 0

    def _vector(self) -> bytes | None:
        return encrypt_ecb_block(self.cipher, self.ks_enc, self._counter()) if self.cipher.is_aes else None

    def _counter(self) -> bytes:
        return self.ssc.to_bytes(self.cipher.block_size, "big")

    def _mac(self, covered: bytes) -> bytes:
        message = self._counter() + covered
        return mac(self.cipher, self.ks_mac, pad(message, 16) if self.cipher.is_aes else message)

    def opened(self, command: CommandApdu) -> tuple[bytes, bool]:
        """The data of a protected command, and whether it asks for an answer."""
        self.ssc += 1
        objects = tlv.parse_all(command.data)
        covered = pad(command.header, self.cipher.block_size) + command.data[:-10]
        assert objects[-1] == tlv.Tlv(0x8E, self._mac(covered))
        found = {data_object.tag: data_object.value for data_object in objects}
        data = b""
        if 0x87 in found:
            data = unpad(decrypt_cbc(self.cipher, self.ks_enc, found[0x87][1:], self._vector()))
        return data, 0x97 in found

    def sealed(self, data: bytes, status: int = 0x9000) -> bytes:
        self.ssc += 1
        body = b""
        if data:
            encrypted = encrypt_cbc(self.cipher, self.ks_enc, pad(data, self.cipher.block_size), self._vector())
            body = tlv.encode(0x87, b"\x01", encrypted)
        body += tlv.encode(0x99, status.to_bytes(2, "big"))
        return body + tlv.encode(0x8E, self._mac(body)) + status.to_bytes(2, "big")


class ChipAuthenticationCard:
    """Does chip authentication with one key, and gives one file."""

    def __init__(
        self, parameter_id: int, cipher: Cipher, oid: str, *, key_id: int | None = None, limits: ApduLimits = EXTENDED
    ) -> None:
        self.group = plain_group(parameter_id)
        self.cipher, self.oid, self.key_id, self.limits = cipher, oid, key_id, limits
        self.private_key = 0xC4A7F00D5EC2E7
        self.session = CardSession(Cipher.AES_128, _KS, _KS)
        self.templates = 0
        self.pending = b""
        self.commands: list[CommandApdu] = []

    def reader_session(self) -> SecureMessaging:
        return SecureMessaging(Cipher.AES_128, _KS, _KS, bytes(16))

    def spki(self, *, x942: bool = True) -> bytes:
        """The public key as DG14 has it: explicit curve parameters; X9.42 or PKCS #3 for a prime field."""
        public = self.group.encode(self.group.power(self.group.generator, self.private_key))
        if isinstance(self.group, PlainCurve):
            return tlv.encode(0x30, _explicit_curve(self.group), tlv.encode(0x03, b"\x00", public))
        key = core.Integer(int.from_bytes(public, "big")).dump()
        return tlv.encode(0x30, _prime_field(self.group, x942=x942), tlv.encode(0x03, b"\x00", key))

    def transmit(self, command: bytes) -> bytes:
        assert len(command) <= self.limits.max_command_bytes
        parsed = parse_command(command)
        self.commands.append(parsed)
        session = self.session
        data, wants_answer = session.opened(parsed)
        if parsed.cla & 0x10:
            self.pending += data
            return session.sealed(b"")
        data, self.pending = self.pending + data, b""
        if (parsed.ins, parsed.p1) == (0x22, 0x41):
            return self._set_template(session, parsed.p2, data)
        if parsed.ins == 0x86:
            assert wants_answer
            assert self.templates
            return self._agree(session, tlv.require(tlv.parse(data), 0x80).value, tlv.encode(0x7C))
        return session.sealed(FILE[:8] if parsed.ins == 0xB0 else b"")

    def _set_template(self, session: CardSession, p2: int, data: bytes) -> bytes:
        found = {data_object.tag: data_object.value for data_object in tlv.parse_all(data)}
        reference = found.get(0x84)
        if reference != (None if self.key_id is None else bytes([self.key_id])):
            return session.sealed(b"", 0x6A88)
        if p2 == 0xA6:
            assert self.cipher is Cipher.TDES
            return self._agree(session, found[0x91], b"")
        assert found[0x80] == encode_object_identifier(self.oid)
        self.templates += 1
        return session.sealed(b"")

    def _agree(self, session: CardSession, public_key: bytes, answer: bytes) -> bytes:
        secret = self.group.secret(self.group.power(self.group.decode(public_key), self.private_key))
        self.session = CardSession(self.cipher, derive_key(secret, 1, self.cipher), derive_key(secret, 2, self.cipher))
        return session.sealed(answer)


def _explicit_curve(curve: PlainCurve) -> bytes:
    size = (curve.p.bit_length() + 7) // 8
    coefficients = [tlv.encode(0x04, value.to_bytes(size, "big")) for value in (curve.a, curve.b)]
    field = tlv.encode(0x30, core.ObjectIdentifier("1.2.840.10045.1.1").dump(), core.Integer(curve.p).dump())
    parameters = tlv.encode(
        0x30,
        core.Integer(1).dump(),
        field,
        tlv.encode(0x30, *coefficients),
        tlv.encode(0x04, curve.encode(curve.generator)),
        core.Integer(curve.order).dump(),
    )
    return tlv.encode(0x30, core.ObjectIdentifier("1.2.840.10045.2.1").dump(), parameters)


def _prime_field(field: PlainField, *, x942: bool) -> bytes:
    oid = "1.2.840.10046.2.1" if x942 else "1.2.840.113549.1.3.1"
    numbers = (field.p, field.generator, field.order) if x942 else (field.p, field.generator)
    parameters = tlv.encode(0x30, *(core.Integer(number).dump() for number in numbers))
    return tlv.encode(0x30, core.ObjectIdentifier(oid).dump(), parameters)
