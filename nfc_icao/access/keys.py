"""What opens a chip: the six printed digits (CAN), or the three MRZ items that only a holder of the card can read.

Both passwords of Doc 9303-11 §9.7.3 that a counter may use. A key has no value in its `repr`, and is dropped when
reading ends.
"""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD_MRZ = "MRZ"  # noqa: S105 - names of the password kinds of Doc 9303-11 §9.7.3
PASSWORD_CAN = "CAN"  # noqa: S105


@dataclass(frozen=True)
class Can:
    """Card Access Number: `digits` is six ASCII digits (Doc 9303-4 Appendix C; TR-03110-3)."""

    digits: str

    def __post_init__(self) -> None:
        if not (len(self.digits) == 6 and self.digits.isascii() and self.digits.isdigit()):
            raise ValueError("a CAN is six digits")

    @property
    def password(self) -> str:
        return PASSWORD_CAN

    def __repr__(self) -> str:
        return "Can(…)"


@dataclass(frozen=True)
class MrzKey:
    """The "MRZ information" of Doc 9303-11 §4.3.2: document number, date of birth, date of expiry.

    `document_number` is as in the MRZ with fillers removed (a TD1 overflow number is given whole); the dates are
    YYMMDD digits (a birth date may hold `<` where unknown). Check digits are computed when the key is used.
    """

    document_number: str
    date_of_birth_yymmdd: str
    date_of_expiry_yymmdd: str

    @property
    def password(self) -> str:
        return PASSWORD_MRZ

    def __repr__(self) -> str:
        return "MrzKey(…)"


AccessKey = Can | MrzKey
