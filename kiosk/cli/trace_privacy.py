"""What of a command and its answer may stand in a trace that others will see.

Kept: everything under secure messaging, which is ciphertext under keys nobody has any more; the messages of PACE and
chip authentication, which are ephemeral and tell nothing about the password (Doc 9303-11 §4.4); the selection of
files; the public files outside the eMRTD application (EF.CardAccess, EF.ATR/INFO, EF.DIR). Cut: every other data
field, because what is not known to be harmless is personal. That includes the cryptograms of BAC: with them the MRZ can
be guessed offline, and the whole session read. Of what is cut, headers, lengths and status words stay.
"""

from __future__ import annotations

from typing import Any

from nfc_icao.encoding import tlv
from nfc_icao.errors import MalformedData

_INS_MANAGE_SECURITY_ENVIRONMENT = 0x22
_INS_GENERAL_AUTHENTICATE = 0x86
_INS_SELECT = 0xA4
_INS_READ_BINARY = (0xB0, 0xB1)
_SELECT_BY_NAME = 0x04
_SELECT_MASTER_FILE = b"\x00\x0c"  # P1-P2 of the only such SELECT a terminal sends here
_OK = b"\x90\x00"
_HARMLESS = (_INS_MANAGE_SECURITY_ENVIRONMENT, _INS_GENERAL_AUTHENTICATE, _INS_SELECT)

_SECURE_MESSAGING_BITS = 0x0C  # ISO 7816-4 §5.1.1: both set, command header authenticated
_DO_MAC = 0x8E
_HEADER_BYTES = 4
_STATUS_BYTES = 2


class TraceCutter:
    """Cuts one conversation; it follows along to know whether an application is selected."""

    def __init__(self) -> None:
        self._in_application = False

    def line(self, command: bytes, response: bytes) -> dict[str, Any]:
        """`command` and `response` in hexadecimal, and under `cut` how many bytes are missing from each."""
        keeps_command, keeps_response = self._kept(command, response)
        cut = {}
        if not keeps_command and len(command) > _HEADER_BYTES:
            cut["command"] = len(command) - _HEADER_BYTES
            command = command[:_HEADER_BYTES]
        if not keeps_response and len(response) > _STATUS_BYTES:
            cut["response"] = len(response) - _STATUS_BYTES
            response = response[-_STATUS_BYTES:]
        shown: dict[str, Any] = {"command": command.hex(), "response": response.hex()}
        return {**shown, "cut": cut} if cut else shown

    def _kept(self, command: bytes, response: bytes) -> tuple[bool, bool]:
        if len(command) < _HEADER_BYTES:
            return False, False
        cla, ins = command[:2]
        if cla & _SECURE_MESSAGING_BITS == _SECURE_MESSAGING_BITS:
            return _is_protected(command[_HEADER_BYTES:]), _is_protected_answer(response)
        if ins == _INS_SELECT:
            self._follow(command, response)
        if ins in _INS_READ_BINARY:
            return True, not self._in_application
        return ins in _HARMLESS, ins in _HARMLESS

    def _follow(self, command: bytes, response: bytes) -> None:
        """In doubt the application stays selected: then too much is cut, never too little."""
        if command[2] == _SELECT_BY_NAME:
            self._in_application = True
        elif command[2:4] == _SELECT_MASTER_FILE and response == _OK:
            self._in_application = False


def _is_protected(body: bytes) -> bool:
    """Whether a command body (Lc, data, Le) is made of the data objects of secure messaging."""
    width = 3 if body[:1] == b"\x00" and len(body) > 3 else 1
    data = body[width : width + int.from_bytes(body[:width], "big")]
    return _ends_in_mac(data)


def _is_protected_answer(response: bytes) -> bool:
    return _ends_in_mac(response[:-_STATUS_BYTES])


def _ends_in_mac(data: bytes) -> bool:
    try:
        objects = tlv.parse_all(data)
    except MalformedData:
        return False
    return bool(objects) and objects[-1].tag == _DO_MAC
