"""What known readers carry, as data: the longest APDU by the reader's name.

Descriptors promise more than readers keep: some that claim extended length never send it, some break on long answers.
So a row counts more than what the driver says. The figures are the readers' dwMaxCCIDMessageLength less the ten bytes
of a CCID header, and reports of users; no reader here was measured by us.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from nfc_icao.transport import SHORT_APDUS, ApduLimits

SOURCE = "CCID driver, readers/*.txt (github.com/LudovicRousseau/CCID, 5de6a966); issues of acsccid, OpenSC, neopgp"
READ_ON = "2026-11-21"

_VPCD_FRAME_BYTES = 0xFFFF


@dataclass(frozen=True)
class ReaderModel:
    """One kind of reader."""

    name: re.Pattern[str]
    """Found in what PC/SC calls it; names change with driver and platform, so it is matched loosely."""
    longest_apdu: int | None
    """In bytes, header and status word included; None: short APDUs only."""
    certain: bool
    """True for a descriptor or several reports, False for one report or an analogy."""

    @property
    def limits(self) -> ApduLimits:
        return SHORT_APDUS if self.longest_apdu is None else ApduLimits(self.longest_apdu, self.longest_apdu)


def _row(name: str, longest_apdu: int | None, *, certain: bool = True) -> ReaderModel:
    return ReaderModel(re.compile(name, re.IGNORECASE), longest_apdu, certain)


MODELS = (
    _row(r"Virtual PCD", _VPCD_FRAME_BYTES),  # vpcd of the vsmartcard project: one frame holds it.
    _row(r"ACR122", None),  # PN532: no extended APDU.
    _row(r"ACR1281", None),  # Claims extended; commands over 255 bytes never leave it (acsccid issue 42).
    _row(r"ACR1251", None, certain=False),
    _row(r"ACR1252", 500, certain=False),  # Very long APDUs end in a CCID error.
    _row(r"ACR1255", 512),
    _row(r"ACR1552|ACR1581", 506),
    _row(r"OMNIKEY.*50?25|5025-CL", 374),
    _row(r"OMNIKEY.*5[04]2[27]|5422 ?CL|5427 ?CK", 510),
    _row(r"uTrust 3720|3720 Contactless", None),
    _row(r"uTrust (3700|4701)", 1024),
    _row(r"R502", None),  # Claims extended with a message length of 271.
    _row(r"bR500", 506),
    _row(r"DE-620|DRAGON NFC", 2028),
    _row(r"DE-ABCM6", 1004),
    _row(r"ELYCTIS", 1024),
    _row(r"Regula RFID", None),
)


def model_of(reader: str) -> ReaderModel | None:
    """The row for a reader of this name; None for one we do not know."""
    return next((model for model in MODELS if model.name.search(reader)), None)
