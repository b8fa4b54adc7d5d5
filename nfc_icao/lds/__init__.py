"""The logical data structure of an eMRTD: files become facts that nobody has proven yet (Doc 9303-10).

Enters: raw file bytes by name. Leaves: `Lds`, with each broken file named; single parsers raise `MalformedData` only.
Words: EF.COM, EF.SOD, data group, SecurityInfos, security object, portrait.
Not known: keys, commands, trust anchors, verdicts, what a country writes into its own data group.
"""

from nfc_icao.lds.atr_info import AtrInfo, parse_atr_info
from nfc_icao.lds.card_security import CardSecurity
from nfc_icao.lds.com import Com
from nfc_icao.lds.dg2 import Portrait
from nfc_icao.lds.dg11 import PersonalDetails
from nfc_icao.lds.dg12 import DocumentDetails
from nfc_icao.lds.dg16 import PersonToNotify
from nfc_icao.lds.document import Lds, parse_lds
from nfc_icao.lds.security_infos import SecurityInfos, parse_security_infos
from nfc_icao.lds.sod import SecurityObject

__all__ = [
    "AtrInfo",
    "CardSecurity",
    "Com",
    "DocumentDetails",
    "Lds",
    "PersonToNotify",
    "PersonalDetails",
    "Portrait",
    "SecurityInfos",
    "SecurityObject",
    "parse_atr_info",
    "parse_lds",
    "parse_security_infos",
]
