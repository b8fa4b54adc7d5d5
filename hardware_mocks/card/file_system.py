"""Files, and which of them is selected (ISO 7816-4 §7.1.1; Doc 9303-10 §3.9, §3.11).

Two places: the master file with EF.CardAccess and EF.ATR/INFO, free to read, and the eMRTD application, closed until
access control has succeeded (Doc 9303-11 §4). An elementary file is known by an identifier and a short identifier.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from hardware_mocks.card import status
from hardware_mocks.card.command import Command
from hardware_mocks.card.status import Answer, RefusedCommand
from hardware_mocks.issuer import EF_ATR, IssuedDocument
from nfc_icao.encoding import tlv
from nfc_icao.evidence import EF_CARD_ACCESS, EF_COM, EF_SOD

EMRTD_AID = bytes.fromhex("A0000002471001")
_MASTER_FILE = b"\x3f\x00"
_MASTER_IDS = {EF_CARD_ACCESS: (0x011C, 0x1C), EF_ATR: (0x2F01, 0x01)}
_APPLICATION_IDS = {EF_COM: (0x011E, 0x1E), EF_SOD: (0x011D, 0x1D)} | {
    f"DG{number}": (0x0100 + number, number) for number in range(1, 17)
}

FILE_IDS = MappingProxyType(_MASTER_IDS | _APPLICATION_IDS)
"""File identifier and short identifier of every file a chip can have, by name."""

_SELECT_BY_ID, _SELECT_EF, _SELECT_BY_AID = 0x00, 0x02, 0x04
_RETURN_FCI, _RETURN_FCP, _RETURN_NOTHING = 0x00, 0x04, 0x0C


@dataclass(frozen=True, repr=False)
class ElementaryFile:
    """One file. `content` is None when no reader of ours ever gets it (DG3 wants terminal authentication)."""

    name: str
    fid: int
    sfi: int
    content: bytes | None
    free: bool
    """Readable before access control."""


class FileSystem:
    """The files of one chip and the current selection."""

    def __init__(self, document: IssuedDocument) -> None:
        contents: dict[str, bytes | None] = {**document.files, **dict.fromkeys(document.refused_files)}
        self._select_mf_status = document.profile.select_mf_status
        self._master = [
            ElementaryFile(name, fid, sfi, contents[name], free=True)
            for name, (fid, sfi) in _MASTER_IDS.items()
            if name in contents
        ]
        self._application = [
            ElementaryFile(name, fid, sfi, contents[name], free=False)
            for name, (fid, sfi) in _APPLICATION_IDS.items()
            if name in contents
        ]
        self.reset()

    def reset(self) -> None:
        """As after power on: the master file is current."""
        self.in_application = False
        self.current: ElementaryFile | None = None

    def select(self, command: Command, *, access: bool) -> Answer:
        """SELECT (ISO 7816-4 §11.2.2).

        Raises:
            RefusedCommand: with the status word of what is wrong.
        """
        if command.p2 not in {_RETURN_FCI, _RETURN_FCP, _RETURN_NOTHING}:
            raise RefusedCommand(status.INCORRECT_P1_P2)
        if command.p1 == _SELECT_BY_AID:
            return self._select_application(command)
        if command.p1 == _SELECT_BY_ID and command.data in {b"", _MASTER_FILE}:
            return self._select_master()
        if command.p1 in {_SELECT_BY_ID, _SELECT_EF}:
            return self._select_file(command, access=access)
        raise RefusedCommand(status.INCORRECT_P1_P2)

    def by_sfi(self, sfi: int, *, access: bool) -> ElementaryFile:
        """Select by short identifier, as READ BINARY does (ISO 7816-4 §11.3.2)."""
        return self._make_current([file for file in self._here() if file.sfi == sfi], access=access)

    def by_fid(self, fid: int, *, access: bool) -> ElementaryFile:
        """Select by file identifier under the current DF."""
        return self._make_current([file for file in self._here() if file.fid == fid], access=access)

    def _here(self) -> list[ElementaryFile]:
        return self._application if self.in_application else self._master

    def _make_current(self, found: list[ElementaryFile], *, access: bool) -> ElementaryFile:
        if self.in_application and not access:  # Doc 9303-11 §4.3.4: before BAC or PACE, whatever the file
            raise RefusedCommand(status.SECURITY_NOT_SATISFIED)
        if not found:
            raise RefusedCommand(status.FILE_NOT_FOUND)
        self.current = found[0]
        return found[0]

    def _select_application(self, command: Command) -> Answer:
        if command.data != EMRTD_AID:
            raise RefusedCommand(status.FILE_NOT_FOUND)
        self.in_application, self.current = True, None
        if command.p2 == _RETURN_NOTHING or command.ne is None:
            return Answer()
        return Answer(tlv.encode(0x6F, tlv.encode(0x84, EMRTD_AID)))

    def _select_master(self) -> Answer:
        if self._select_mf_status != status.OK:
            raise RefusedCommand(self._select_mf_status)
        self.reset()
        return Answer()

    def _select_file(self, command: Command, *, access: bool) -> Answer:
        if len(command.data) != 2:
            raise RefusedCommand(status.INCORRECT_DATA)
        file = self.by_fid(int.from_bytes(command.data, "big"), access=access)
        if command.p2 == _RETURN_NOTHING or command.ne is None:
            return Answer()
        size = len(file.content or b"").to_bytes(2, "big")
        fcp = tlv.encode(0x62, tlv.encode(0x80, size), tlv.encode(0x83, command.data))
        return Answer(fcp if command.p2 == _RETURN_FCP else tlv.encode(0x6F, fcp[2:]))
