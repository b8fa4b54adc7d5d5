"""Command chaining (ISO 7816-4 §5.3.3): one long data field in several short commands.

GENERAL AUTHENTICATE is chained already, step by step (Doc 9303-11 §4.4.4.2), and a step can be cut into pieces too; so
there its own length says when a step is complete, not the class byte.
"""

from __future__ import annotations

from dataclasses import replace

from hardware_mocks.card import status
from hardware_mocks.card.command import Command
from hardware_mocks.card.status import RefusedCommand
from nfc_icao.encoding import tlv
from nfc_icao.errors import MalformedData

_INS_GENERAL_AUTHENTICATE = 0x86
_MAX_BYTES = 4096


class CommandChain:
    """The pieces that came so far."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self._header: bytes | None = None
        self._data = b""

    def add(self, asked: Command) -> Command | None:
        """The whole command once its last piece is here; None before.

        Raises:
            RefusedCommand: 6700, more than any command of an eMRTD has; 6883, another command came in between.
        """
        header = asked.header[1:]
        if self._header not in {None, header}:
            self.clear()
            raise RefusedCommand(status.LAST_OF_CHAIN_EXPECTED)
        data = self._data + asked.data
        if len(data) > _MAX_BYTES:
            self.clear()
            raise RefusedCommand(status.WRONG_LENGTH)
        complete = _is_whole(data) if asked.ins == _INS_GENERAL_AUTHENTICATE else not asked.is_chained
        if complete or not asked.is_chained:
            self.clear()
            return replace(asked, data=data)
        self._header, self._data = header, data
        return None


def _is_whole(template: bytes) -> bool:
    """Whether dynamic authentication data are there to their announced end; broken ones are judged by the protocol."""
    try:
        return tlv.parse_header(template).total_length <= len(template)
    except MalformedData:
        return not template.startswith(b"\x7c") or len(template) > 4
