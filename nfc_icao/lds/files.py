"""Where each file of an eMRTD lies and how it begins (Doc 9303-10 §3, tables 32 and 38).

The names are those under which a file stands in a stored reading. One short identifier, 1D, and one file identifier,
011D, serve two files: EF.SOD inside the application, EF.CardSecurity in the master file. So a row says where it
lives.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

EMRTD_APPLICATION = bytes.fromhex("A0000002471001")
"""AID of the LDS1 eMRTD application (Doc 9303-10 §3.11.1)."""


@dataclass(frozen=True)
class ElementaryFile:
    """One row of the table."""

    name: str
    """As in a reading: `EF_COM`, `DG1` …"""
    file_id: int
    """Two bytes, for SELECT with P1 02."""
    short_id: int
    """Five bits, for READ BINARY with P1 bit 8 set."""
    tag: int | None
    """The first data object of the file; None where the file is a plain sequence of them (EF.ATR/INFO)."""
    in_application: bool
    """True inside the eMRTD application, False in the master file."""

    @property
    def file_id_bytes(self) -> bytes:
        return self.file_id.to_bytes(2, "big")


EF_ATR_INFO = ElementaryFile("EF_ATR_INFO", 0x2F01, 0x01, None, in_application=False)
EF_DIR = ElementaryFile("EF_DIR", 0x2F00, 0x1E, 0x61, in_application=False)
EF_CARD_ACCESS = ElementaryFile("EF_CardAccess", 0x011C, 0x1C, 0x31, in_application=False)
EF_CARD_SECURITY = ElementaryFile("EF_CardSecurity", 0x011D, 0x1D, 0x30, in_application=False)
EF_COM = ElementaryFile("EF_COM", 0x011E, 0x1E, 0x60, in_application=True)
EF_SOD = ElementaryFile("EF_SOD", 0x011D, 0x1D, 0x77, in_application=True)

DATA_GROUP_TAGS = MappingProxyType(
    {
        1: 0x61, 2: 0x75, 3: 0x63, 4: 0x76, 5: 0x65, 6: 0x66, 7: 0x67, 8: 0x68,
        9: 0x69, 10: 0x6A, 11: 0x6B, 12: 0x6C, 13: 0x6D, 14: 0x6E, 15: 0x6F, 16: 0x70,
    }
)  # fmt: skip
"""Data group number → tag. DG2 and DG4 break the row: 62 and 64 were taken (Doc 9303-10 table 38)."""

DATA_GROUPS = MappingProxyType(
    {
        number: ElementaryFile(f"DG{number}", 0x0100 | number, number, tag, in_application=True)
        for number, tag in DATA_GROUP_TAGS.items()
    }
)
"""Data group number → file."""

CLOSED_DATA_GROUPS = (3, 4)
"""Fingerprints and irises: a chip gives them only after terminal authentication (Doc 9303-11 §7). They are known, never
asked for, and a chip that refuses them is in order."""

FILES = MappingProxyType(
    {
        file.name: file
        for file in (EF_ATR_INFO, EF_DIR, EF_CARD_ACCESS, EF_CARD_SECURITY, EF_COM, EF_SOD, *DATA_GROUPS.values())
    }
)
"""Name → file, all of them."""


def data_group_of_tag(tag: int) -> int | None:
    """The number of the data group that begins with `tag`, as EF.COM's tag list writes it; None for any other tag."""
    return next((number for number, known in DATA_GROUP_TAGS.items() if known == tag), None)
