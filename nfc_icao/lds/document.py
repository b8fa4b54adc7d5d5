"""All files of a reading, taken apart together: what could be read, and which files could not.

One broken file does not spoil the others; it is named with its reason, and verifying weighs it. DG3 and DG4 stay closed
to us, DG6 and DG8 to DG10 are reserved or nobody's: those are held against their hashes and not taken apart.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

from nfc_icao.encoding.mrz import Mrz
from nfc_icao.errors import MalformedData
from nfc_icao.lds.atr_info import AtrInfo, atr_info_remarks, parse_atr_info
from nfc_icao.lds.card_security import CardSecurity, parse_card_security
from nfc_icao.lds.com import Com, parse_com
from nfc_icao.lds.dg1 import parse_dg1
from nfc_icao.lds.dg2 import Portrait, parse_portraits, portrait_remarks
from nfc_icao.lds.dg11 import PersonalDetails, parse_dg11
from nfc_icao.lds.dg12 import DocumentDetails, parse_dg12
from nfc_icao.lds.dg14 import chip_key_remarks, parse_dg14
from nfc_icao.lds.dg15 import parse_dg15
from nfc_icao.lds.dg16 import PersonToNotify, parse_dg16
from nfc_icao.lds.displayed_images import parse_dg5, parse_dg7
from nfc_icao.lds.files import DATA_GROUPS, EF_ATR_INFO, EF_CARD_ACCESS, EF_CARD_SECURITY, EF_COM, EF_SOD
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
    portraits: tuple[Portrait, ...]
    """DG2; one, nearly always. Empty when not in the reading, or broken."""
    displayed_portraits: tuple[Portrait, ...]
    """DG5: as printed on the document."""
    displayed_signatures: tuple[Portrait, ...]
    """DG7."""
    personal_details: PersonalDetails | None
    """DG11."""
    document_details: DocumentDetails | None
    """DG12."""
    dg13: bytes | None
    """The whole file; its content is national (`nfc_icao.national`)."""
    security_infos: SecurityInfos | None
    """DG14."""
    active_authentication_key: bytes | None
    """DG15: DER SubjectPublicKeyInfo."""
    persons_to_notify: tuple[PersonToNotify, ...]
    """DG16."""
    card_access: SecurityInfos | None
    """EF.CardAccess, unsigned."""
    card_security: CardSecurity | None
    """EF.CardSecurity, signed."""
    atr_info: AtrInfo | None
    """EF.ATR/INFO, unsigned."""
    problems: Mapping[str, str]
    """File name → why it is malformed, in words without values."""
    remarks: Mapping[str, tuple[str, ...]]
    """File name → where it departs from the standard without harm. Counts only where an inspection is strict."""

    @property
    def portrait(self) -> Portrait | None:
        """The first picture of DG2."""
        return self.portraits[0] if self.portraits else None

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

    portrait, chip_keys = DATA_GROUPS[2].name, DATA_GROUPS[14].name
    portraits = read(portrait, parse_portraits) or ()
    security_infos = read(chip_keys, parse_dg14)
    atr_info = read(EF_ATR_INFO.name, parse_atr_info)
    remarks = {
        portrait: portrait_remarks(files[portrait]) if portraits else (),
        chip_keys: chip_key_remarks(security_infos) if security_infos else (),
        EF_ATR_INFO.name: atr_info_remarks(atr_info) if EF_ATR_INFO.name in files else (),
    }
    return Lds(
        com=read(EF_COM.name, parse_com),
        sod=read(EF_SOD.name, parse_sod),
        mrz=read(DATA_GROUPS[1].name, parse_dg1),
        portraits=portraits,
        displayed_portraits=read(DATA_GROUPS[5].name, parse_dg5) or (),
        displayed_signatures=read(DATA_GROUPS[7].name, parse_dg7) or (),
        personal_details=read(DATA_GROUPS[11].name, parse_dg11),
        document_details=read(DATA_GROUPS[12].name, parse_dg12),
        dg13=files.get(DATA_GROUPS[13].name),
        security_infos=security_infos,
        active_authentication_key=read(DATA_GROUPS[15].name, parse_dg15),
        persons_to_notify=read(DATA_GROUPS[16].name, parse_dg16) or (),
        card_access=read(EF_CARD_ACCESS.name, parse_security_infos),
        card_security=read(EF_CARD_SECURITY.name, parse_card_security),
        atr_info=atr_info,
        problems=MappingProxyType(problems),
        remarks=MappingProxyType({name: found for name, found in remarks.items() if found}),
    )
