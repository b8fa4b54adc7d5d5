"""The Vietnamese identity card: CCCD with chip (2021) and thẻ căn cước (2024).

Enters: the file DG13, or the number and dates of the printed QR. Leaves: `VietnameseHolder`, its damaged fields named
in it; access keys to try in order. Words: personal number (số định danh cá nhân), place of origin (quê quán), place of
residence (nơi thường trú / nơi cư trú), non-expiring (không thời hạn). Not known: the QR's layout, trust, what a form
wants.
"""

from nfc_icao.national.vietnam.dg13 import VietnameseHolder, parse_dg13
from nfc_icao.national.vietnam.dg13_building import build_dg13
from nfc_icao.national.vietnam.dg13_fields import Dg13Problem
from nfc_icao.national.vietnam.opening import (
    KNOWN_CARD_ACCESS,
    access_keys_from_qr,
    can_from_personal_number,
    expiry_candidates,
)
from nfc_icao.national.vietnam.printed_date import PrintedDate, parse_printed_date

__all__ = [
    "KNOWN_CARD_ACCESS",
    "Dg13Problem",
    "PrintedDate",
    "VietnameseHolder",
    "access_keys_from_qr",
    "build_dg13",
    "can_from_personal_number",
    "expiry_candidates",
    "parse_dg13",
    "parse_printed_date",
]
