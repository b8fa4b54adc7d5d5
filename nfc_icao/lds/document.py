"""All files of a reading, taken apart together: what could be read, and which files could not.

One broken file does not spoil the others; it is named with its reason, and verifying weighs it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

from nfc_icao.encoding.mrz import Mrz
from nfc_icao.errors import MalformedData
from nfc_icao.lds.com import Com, parse_com
from nfc_icao.lds.dg1 import parse_dg1
from nfc_icao.lds.dg2 import Portrait, parse_dg2
from nfc_icao.lds.dg14 import parse_dg14
from nfc_icao.lds.dg15 import parse_dg15
from nfc_icao.lds.files import DATA_GROUPS, EF_CARD_ACCESS, EF_COM, EF_SOD
from nfc_icao.lds.security_infos import SecurityInfos, parse_security_infos
from nfc_icao.lds.sod import SecurityObject, parse_sod

Parsed = TypeVar("Parsed")


@dataclass(frozen=True)
class Lds:
    """The logical data structure of one document. None means: not in the reading, or broken (see `problems`).

    Nothing in it is proven. `VerificationReport.usable_files` says which files may be believed.
    """

    com: Com | None
    sod: SecurityObject | None
    mrz: Mrz | None
    """DG1."""
    portrait: Portrait | None
    """DG2."""
    dg13: bytes | None
    """The whole file; its content is national (`nfc_icao.national`)."""
    security_infos: SecurityInfos | None
    """DG14."""
    active_authentication_key: bytes | None
    """DG15: DER SubjectPublicKeyInfo."""
    card_access: SecurityInfos | None
    """EF.CardAccess, unsigned."""
    problems: Mapping[str, str]
    """File name → why it is malformed, in words without values."""

    def __repr__(self) -> str:  # contents are personal
        return f"Lds(problems={sorted(self.problems)})"


def parse_lds(files: Mapping[str, bytes]) -> Lds:
    """Take apart every file we know in `files` (names as in `nfc_icao.lds.files`); never raises on their content."""
    problems: dict[str, str] = {}

    def read(name: str, parse: Callable[[bytes], Parsed]) -> Parsed | None:
        if name not in files:
            return None
        try:
            return parse(files[name])
        except MalformedData as error:
            problems[name] = str(error)
            return None

    return Lds(
        com=read(EF_COM.name, parse_com),
        sod=read(EF_SOD.name, parse_sod),
        mrz=read(DATA_GROUPS[1].name, parse_dg1),
        portrait=read(DATA_GROUPS[2].name, parse_dg2),
        dg13=files.get(DATA_GROUPS[13].name),
        security_infos=read(DATA_GROUPS[14].name, parse_dg14),
        active_authentication_key=read(DATA_GROUPS[15].name, parse_dg15),
        card_access=read(EF_CARD_ACCESS.name, parse_security_infos),
        problems=MappingProxyType(problems),
    )
