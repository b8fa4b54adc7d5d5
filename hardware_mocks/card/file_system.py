"""Files, and which of them is selected (ISO 7816-4 §7.1.1; Doc 9303-10 §3.9, §3.11).

Two places: the master file with EF.CardAccess, EF.ATR/INFO and EF.DIR, free to read, and EF.CardSecurity, which opens
with PACE; and the eMRTD application, closed until access control has succeeded (Doc 9303-11 §4). An elementary file is
known by an identifier and a short identifier.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from hardware_mocks.card import status
from hardware_mocks.card.command import Command
from hardware_mocks.card.status import Answer, RefusedCommand
from hardware_mocks.issuer import EF_ATR, EF_DIR, IssuedDocument
from hardware_mocks.issuing.card_files import EMRTD_AID
from nfc_icao.encoding import tlv
from nfc_icao.evidence import EF_CARD_ACCESS, EF_CARD_SECURITY, EF_COM, EF_SOD

_MASTER_FILE = b"\x3f\x00"
_MASTER_IDS = {
    EF_CARD_ACCESS: (0x011C, 0x1C),
    EF_CARD_SECURITY: (0x011D, 0x1D),
    EF_ATR: (0x2F01, 0x01),
    EF_DIR: (0x2F00, 0x1E),
}
_FREE = (EF_CARD_ACCESS, EF_ATR, EF_DIR)
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
        profile = document.profile
        self._select_mf_status = profile.select_mf_status
        self._select_card_access_status = profile.select_card_access_status
        hidden = set() if profile.card_access_in in {"mf", "both"} else {EF_CARD_ACCESS}
        self._master = _files(_MASTER_IDS, {name: held for name, held in contents.items() if name not in hidden})
        self._application = _files(_APPLICATION_IDS, contents)
        if profile.card_access_in in {"application", "both"}:
            self._application += _files({EF_CARD_ACCESS: _MASTER_IDS[EF_CARD_ACCESS]}, contents)
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
        closed = self.in_application and not access and not (found and found[0].free)
        if closed:  # Doc 9303-11 §4.3.4: before BAC or PACE, whatever the file
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
        warning = self._select_card_access_status if file.name == EF_CARD_ACCESS else status.OK
        if status.is_error(warning):
            self.current = None
            raise RefusedCommand(warning)
        if command.p2 == _RETURN_NOTHING or command.ne is None:
            return Answer(status_word=warning)
        size = len(file.content or b"").to_bytes(3, "big").removeprefix(b"\x00")
        fcp = tlv.encode(0x62, tlv.encode(0x80, size), tlv.encode(0x83, command.data))
        return Answer(fcp if command.p2 == _RETURN_FCP else tlv.encode(0x6F, fcp[2:]), warning)


def _files(ids: dict[str, tuple[int, int]], contents: dict[str, bytes | None]) -> list[ElementaryFile]:
    return [
        ElementaryFile(name, fid, sfi, contents[name], free=name in _FREE)
        for name, (fid, sfi) in ids.items()
        if name in contents
    ]
