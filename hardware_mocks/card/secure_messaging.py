"""Secure messaging from the chip's side (Doc 9303-11 §9.8): unwrap a command, wrap an answer, count both.

Any error ends the session: the caller drops it and answers 6987 or 6988 in plain (§9.8.3).
"""

from __future__ import annotations

import hmac

from hardware_mocks.card import status
from hardware_mocks.card.command import EXTENDED_MAX_NE, SHORT_MAX_NE, Command
from hardware_mocks.card.primitives import COUNTER_ENC, COUNTER_MAC, CipherSuite, unpad
from hardware_mocks.card.status import Answer, RefusedCommand
from nfc_icao.encoding import tlv
from nfc_icao.errors import MalformedData

_DO_CRYPTOGRAM_PLAIN_INS = 0x87
_DO_CRYPTOGRAM_ODD_INS = 0x85
_DO_LE = 0x97
_DO_STATUS = 0x99
_DO_MAC = 0x8E
_PADDING_INDICATOR = 0x01


class SecureChannel:
    """Session keys and the send sequence counter."""

    def __init__(self, suite: CipherSuite, ks_enc: bytes, ks_mac: bytes, ssc: bytes) -> None:
        self.suite = suite
        self._ks_enc = ks_enc
        self._ks_mac = ks_mac
        self._ssc = int.from_bytes(ssc, "big")

    @classmethod
    def from_secret(cls, suite: CipherSuite, secret: bytes, ssc: bytes | None = None) -> SecureChannel:
        """Keys from a shared secret; the counter starts at zero unless BAC gives it (Doc 9303-11 §9.8.7.3)."""
        ks_enc, ks_mac = suite.derive(secret, COUNTER_ENC), suite.derive(secret, COUNTER_MAC)
        return cls(suite, ks_enc, ks_mac, bytes(suite.block_bytes) if ssc is None else ssc)

    def unwrap(self, command: Command) -> Command:
        """The plain command inside a protected one.

        Raises:
            RefusedCommand: 6987 when an expected data object is missing, 6988 when one is incorrect.
        """
        self._ssc += 1
        objects = _data_objects(command.data)
        self._check_mac(command, objects)
        data = self._decrypted(objects)
        return Command(
            cla=command.cla & 0xF3,
            ins=command.ins,
            p1=command.p1,
            p2=command.p2,
            data=data,
            ne=_expected_length(objects.get(_DO_LE)),
            extended=command.extended,
        )

    def wrap(self, answer: Answer, *, odd_instruction: bool) -> bytes:
        """The protected response APDU (Doc 9303-11 §9.8.5)."""
        return self.seal(self.protected_objects(answer, odd_instruction=odd_instruction), answer.status_word)

    def protected_objects(self, answer: Answer, *, odd_instruction: bool) -> bytes:
        """Count the answer, and give what its MAC will cover: the cryptogram, if there is data, and DO99."""
        self._ssc += 1
        body = b""
        if answer.data:
            cryptogram = self.encrypt_padded(self.suite.pad(answer.data))
            if odd_instruction:  # ISO 7816-4 §10.2: the data field holds data objects, so no padding indicator
                body = tlv.encode(_DO_CRYPTOGRAM_ODD_INS, cryptogram)
            else:
                body = tlv.encode(_DO_CRYPTOGRAM_PLAIN_INS, bytes([_PADDING_INDICATOR]), cryptogram)
        return body + tlv.encode(_DO_STATUS, answer.status_word.to_bytes(2, "big"))

    def seal(self, objects: bytes, status_word: int) -> bytes:
        """The response APDU over data objects of the answer counted last."""
        return objects + tlv.encode(_DO_MAC, self._mac(objects)) + status_word.to_bytes(2, "big")

    def count(self, step: int) -> None:
        """Move the send sequence counter, to speak out of turn."""
        self._ssc += step

    def capacity(self, response_bytes: int, *, odd_instruction: bool = False) -> int:
        """How many plain bytes fit into a protected response data field of `response_bytes`."""
        room = response_bytes - 4 - 10  # DO99 and DO8E
        for length_bytes in (1, 2, 3):
            cryptogram = room - 1 - length_bytes - (0 if odd_instruction else 1)
            cryptogram -= cryptogram % self.suite.block_bytes
            value_bytes = cryptogram + (0 if odd_instruction else 1)
            if cryptogram > 0 and len(tlv.encode_length(value_bytes)) <= length_bytes:
                return cryptogram - 1  # at least one byte of padding
        return 0

    def _check_mac(self, command: Command, objects: dict[int, bytes]) -> None:
        mac = objects.get(_DO_MAC)
        if mac is None:
            raise RefusedCommand(status.SM_OBJECTS_MISSING)
        covered = b"".join(tlv.encode(tag, value) for tag, value in objects.items() if tag != _DO_MAC)
        message = self.suite.pad(command.header) + covered
        expected = [self._mac(message)]
        if not covered:  # Readers differ whether a header alone, padded already, is padded once more.
            expected.append(self._mac(message, padded=True))
        if not any(hmac.compare_digest(mac, right) for right in expected):
            raise RefusedCommand(status.SM_OBJECTS_INCORRECT)

    def _decrypted(self, objects: dict[int, bytes]) -> bytes:
        if _DO_CRYPTOGRAM_PLAIN_INS in objects:
            value = objects[_DO_CRYPTOGRAM_PLAIN_INS]
            if value[:1] != bytes([_PADDING_INDICATOR]):
                raise RefusedCommand(status.SM_OBJECTS_INCORRECT)
            cryptogram = value[1:]
        elif _DO_CRYPTOGRAM_ODD_INS in objects:
            cryptogram = objects[_DO_CRYPTOGRAM_ODD_INS]
        else:
            return b""
        if not cryptogram or len(cryptogram) % self.suite.block_bytes:
            raise RefusedCommand(status.SM_OBJECTS_INCORRECT)
        data = unpad(self.suite.decrypt(self._ks_enc, self._iv(), cryptogram))
        if data is None:
            raise RefusedCommand(status.SM_OBJECTS_INCORRECT)
        return data

    def encrypt_padded(self, padded: bytes) -> bytes:
        """A cryptogram over whole blocks, under the present counter."""
        return self.suite.encrypt(self._ks_enc, self._iv(), padded)

    def _iv(self) -> bytes:
        """Zero for 3DES; the encrypted counter for AES (Doc 9303-11 §9.8.6.1, §9.8.7.1)."""
        if not self.suite.is_aes:
            return bytes(8)
        return self.suite.encrypt_block(self._ks_enc, self._counter())

    def _counter(self) -> bytes:
        size = self.suite.block_bytes
        return (self._ssc % (1 << 8 * size)).to_bytes(size, "big")

    def _mac(self, message: bytes, *, padded: bool = False) -> bytes:
        """The MAC over counter and message, which is padded unless it is already."""
        data = self._counter() + message
        return self.suite.mac_of_padded(self._ks_mac, data if padded else self.suite.pad(data))


def _data_objects(data: bytes) -> dict[int, bytes]:
    known = {_DO_CRYPTOGRAM_PLAIN_INS, _DO_CRYPTOGRAM_ODD_INS, _DO_LE, _DO_MAC}
    try:
        found = [(item.tag, item.value) for item in tlv.parse_all(data)]
    except MalformedData:
        raise RefusedCommand(status.SM_OBJECTS_INCORRECT) from None
    tags = [tag for tag, _ in found]
    if len(set(tags)) != len(tags) or not set(tags) <= known:
        raise RefusedCommand(status.SM_OBJECTS_INCORRECT)
    return dict(found)


def _expected_length(do_le: bytes | None) -> int | None:
    if do_le is None:
        return None
    if len(do_le) == 1:
        return do_le[0] or SHORT_MAX_NE
    if len(do_le) == 2:
        return int.from_bytes(do_le, "big") or EXTENDED_MAX_NE
    raise RefusedCommand(status.SM_OBJECTS_INCORRECT)
