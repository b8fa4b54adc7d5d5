"""Secure messaging (Doc 9303-11 §9.8): every command and every answer under a MAC, data encrypted.

One object is one session. An answer without DO8E and DO99, with a wrong MAC, or with a data object twice ends the
session, and it refuses to be used again. There is no resynchronising of the send sequence counter: a chip that lost it
is opened anew. The standard fixes the order of the data objects and lets in no others (§9.8.4); some chips take
liberties with both under a right MAC, which covers whatever they send. They are read, unless `strict`: what is not
covered, because it comes after the MAC, is never let in.
"""

from __future__ import annotations

from hmac import compare_digest

from nfc_icao.chip.apdu import CommandApdu, ResponseApdu
from nfc_icao.chip.status_words import is_error
from nfc_icao.crypto.ciphers import MAC_LENGTH, Cipher, decrypt_cbc, encrypt_cbc, encrypt_ecb_block, mac
from nfc_icao.crypto.padding import pad, unpad
from nfc_icao.encoding import tlv
from nfc_icao.errors import MalformedData, SecureMessagingError

DO_CRYPTOGRAM = 0x87
DO_CRYPTOGRAM_ODD_INS = 0x85
DO_LE = 0x97
DO_STATUS = 0x99
DO_MAC = 0x8E

CLA_SECURE_MESSAGING = 0x0C
_PADDING_INDICATOR = b"\x01"


class SessionLostError(SecureMessagingError):
    """The session is over in a way that honest chips and readers bring about: another may be had from the same chip."""


class CutAnswerError(SessionLostError):
    """The answer to a protected extended command came in part or not at all, and no long one ever came whole: some
    readers carry no more."""


class PlainAnswerError(SessionLostError):
    """The chip answered a protected command without protection: it has ended the session (Doc 9303-11 §9.8.5).

    `status_word` is what it said. It is not authentic.
    """

    @property
    def is_refusal(self) -> bool:
        """It refused the command. Anything else, like 9000 without data objects, is a broken session and no answer."""
        return is_error(self.status_word)

    def __init__(self, instruction: int, status_word: int) -> None:
        self.instruction = instruction
        self.status_word = status_word
        super().__init__(f"INS {instruction:02X} answered {status_word:04X} outside secure messaging")


SHORT_ANSWER_BYTES = 256
"""Data field of the longest answer to a short command."""


def maximum_read(cipher: Cipher | None, answer_bytes: int) -> int:
    """The most bytes a READ BINARY can bring in an answer with `answer_bytes` of data field.

    All of it in plain. Under secure messaging, what DO99 (4) and DO8E (10) leave: the header of DO87 (2 to 4 bytes) and
    its padding indicator (1), then whole blocks with at least one byte of padding.
    """
    if cipher is None:
        return answer_bytes
    room = answer_bytes - (2 + 2) - (2 + MAC_LENGTH)
    for length_bytes in (1, 2, 3):
        blocks = (room - 1 - length_bytes - 1) // cipher.block_size * cipher.block_size
        if blocks > 0 and len(tlv.encode_length(blocks + 1)) <= length_bytes:
            return blocks - 1
    return 0


def maximum_short_read(cipher: Cipher | None) -> int:
    """The same for a short answer: 256 bytes in plain, 231 with 3DES, 223 with AES."""
    return maximum_read(cipher, SHORT_ANSWER_BYTES)


class SecureMessaging:
    """A session: two keys and the send sequence counter `ssc`, one block long, as it stands before the next command."""

    def __init__(self, cipher: Cipher, ks_enc: bytes, ks_mac: bytes, ssc: bytes) -> None:
        if len(ssc) != cipher.block_size:
            raise ValueError(f"SSC of {cipher.label} has {cipher.block_size} bytes")
        self.cipher = cipher
        self._ks_enc = ks_enc
        self._ks_mac = ks_mac
        self._ssc = int.from_bytes(ssc, "big")
        self._instruction = 0
        self._broken = False

    def __repr__(self) -> str:
        return f"SecureMessaging({self.cipher.label})"

    @property
    def ssc(self) -> bytes:
        return self._ssc.to_bytes(self.cipher.block_size, "big")

    def protect(self, command: CommandApdu) -> CommandApdu:
        """The protected form of `command` (Doc 9303-11 §9.8.4)."""
        if self._broken:
            raise SecureMessagingError("the session is over")
        self._count()
        self._instruction = command.ins
        cla = command.cla | CLA_SECURE_MESSAGING
        objects = self._cryptogram(command) + self._expected_length(command)
        header = bytes([cla, command.ins, command.p1, command.p2])
        authenticated = pad(header, self.cipher.block_size) + objects
        body = objects + tlv.encode(DO_MAC, self._mac(authenticated))
        wants_extended = len(body) > 255 or command.is_extended
        return CommandApdu(cla, command.ins, command.p1, command.p2, body, 65536 if wants_extended else 256)

    def unprotect(self, response: ResponseApdu, *, strict: bool = False) -> ResponseApdu:
        """The answer inside a protected response, after its MAC was found right (Doc 9303-11 §9.8.4).

        Raises:
            PlainAnswerError: it carries no data objects at all, only a status word.
            SecureMessagingError: DO99 or DO8E is missing, or the MAC is wrong; if `strict`, also when the data objects
                are others than the standard's or stand in another order. The session is over.
        """
        try:
            return self._unprotect(response, strict=strict)
        except MalformedData as error:
            self._broken = True
            raise SecureMessagingError(f"protected answer malformed: {error}") from error
        except SecureMessagingError:
            self._broken = True
            raise

    def _unprotect(self, response: ResponseApdu, *, strict: bool) -> ResponseApdu:
        self._count()
        if not response.data:
            raise PlainAnswerError(self._instruction, response.sw)
        cryptogram, status, received_mac, authenticated = _split_answer(response.data, strict=strict)
        if not compare_digest(received_mac, self._mac(authenticated)):
            raise SecureMessagingError("wrong MAC in a protected answer")
        status_word = int.from_bytes(status.value, "big")
        if len(status.value) != 2 or status_word != response.sw:
            raise SecureMessagingError("status word outside secure messaging differs from DO99")
        return ResponseApdu(self._decrypt(cryptogram) if cryptogram else b"", status_word)

    def _count(self) -> None:
        self._ssc = (self._ssc + 1) % 256**self.cipher.block_size

    def _initial_vector(self) -> bytes | None:
        # Doc 9303-11 §9.8.7.1: E(KS_enc, SSC) for AES; zero for 3DES (§9.8.6.1).
        return encrypt_ecb_block(self.cipher, self._ks_enc, self.ssc) if self.cipher.is_aes else None

    def _cryptogram(self, command: CommandApdu) -> bytes:
        if not command.data:
            return b""
        padded = pad(command.data, self.cipher.block_size)
        encrypted = encrypt_cbc(self.cipher, self._ks_enc, padded, self._initial_vector())
        if command.ins & 1:  # An odd INS has BER-TLV data: DO85, no padding indicator.
            return tlv.encode(DO_CRYPTOGRAM_ODD_INS, encrypted)
        return tlv.encode(DO_CRYPTOGRAM, _PADDING_INDICATOR, encrypted)

    def _expected_length(self, command: CommandApdu) -> bytes:
        if command.le is None:
            return b""
        width = 2 if command.is_extended else 1
        return tlv.encode(DO_LE, (command.le % 256**width).to_bytes(width, "big"))

    def _decrypt(self, cryptogram: tlv.Tlv) -> bytes:
        encrypted = cryptogram.value
        if cryptogram.tag == DO_CRYPTOGRAM:
            if encrypted[:1] != _PADDING_INDICATOR:
                raise SecureMessagingError("DO87 without padding indicator 01")
            encrypted = encrypted[1:]
        if not encrypted:
            raise SecureMessagingError("empty cryptogram")
        return unpad(decrypt_cbc(self.cipher, self._ks_enc, encrypted, self._initial_vector()))

    def _mac(self, authenticated: bytes) -> bytes:
        message = self.ssc + authenticated
        # Doc 9303-11 §9.8.7.2: the input is padded before CMAC; the retail MAC pads by itself.
        return mac(self.cipher, self._ks_mac, pad(message, self.cipher.block_size) if self.cipher.is_aes else message)


def _split_answer(data: bytes, *, strict: bool) -> tuple[tlv.Tlv | None, tlv.Tlv, bytes, bytes]:
    """DO87 or DO85 if present, DO99, the MAC, and the bytes it covers, as they were sent (Doc 9303-11 §9.8.4)."""
    objects = tlv.parse_all(data)
    tags = [data_object.tag for data_object in objects]
    if DO_MAC not in tags:
        raise SecureMessagingError("DO8E missing in a protected answer")
    if DO_STATUS not in tags:
        raise SecureMessagingError("DO99 missing in a protected answer")
    cryptograms = [one for one in objects if one.tag in (DO_CRYPTOGRAM, DO_CRYPTOGRAM_ODD_INS)]
    if tags[-1] != DO_MAC or len(cryptograms) > 1 or len(set(tags)) != len(tags):
        raise SecureMessagingError("data objects twice, or after the MAC, in a protected answer")
    if strict and tags != [*(one.tag for one in cryptograms), DO_STATUS, DO_MAC]:
        raise SecureMessagingError("unexpected data objects in a protected answer")
    received_mac = objects[-1].value
    if len(received_mac) != MAC_LENGTH:
        raise SecureMessagingError(f"MAC of {len(received_mac)} bytes")
    covered = 0
    for _ in objects[:-1]:
        covered += tlv.parse_header(data[covered:]).total_length
    return next(iter(cryptograms), None), objects[tags.index(DO_STATUS)], received_mac, data[:covered]
