"""ICAO Doc 9303 from the reader's side: open a chip, read it, say what is proven.

Enters: `CardTransport`, access keys, `TrustStore`, a moment. Leaves: `ChipReading`, `Lds`, `VerificationReport`, or a
`ChipError`. Words: those of Doc 9303 and BSI TR-03135. Not known: devices, screens, networks, forms.

    reading = read_chip(transport, Can("012345"))
    report = verify_chip(reading, TrustStore.from_directory(folder))
"""

from nfc_icao.access.keys import AccessKey, Can, MrzKey
from nfc_icao.errors import ChipError
from nfc_icao.evidence import ChipReading
from nfc_icao.lds import Lds, parse_lds
from nfc_icao.reading import ReadingPlan, ReadingProgress, read_chip
from nfc_icao.transport import CardTransport
from nfc_icao.trust import Assurance, Check, Result, TrustStore, VerificationReport
from nfc_icao.verifying import verify_chip, with_check

__all__ = [
    "AccessKey",
    "Assurance",
    "Can",
    "CardTransport",
    "Check",
    "ChipError",
    "ChipReading",
    "Lds",
    "MrzKey",
    "ReadingPlan",
    "ReadingProgress",
    "Result",
    "TrustStore",
    "VerificationReport",
    "parse_lds",
    "read_chip",
    "verify_chip",
    "with_check",
]
