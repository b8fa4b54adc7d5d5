"""The four calls by their addresses (CV 1923/2024, CV 2746, CV 1839/2026)."""

from __future__ import annotations

from enum import StrEnum

TAKE_TOKEN = "/api/token/take"  # noqa: S105 - a path, not a password
LOOK_UP_CARD = "/api/egw/KQNhanLichSuKCB2024"
HISTORY = "/api/egw/Lskcb2025"
COPAYMENT = "/api/TraCuuCCT/TraCuuTienMCCT"


class Call(StrEnum):
    TOKEN = "token"  # noqa: S105 - the name of a call
    CARD = "card"
    HISTORY = "history"
    COPAYMENT = "copayment"


CALLS = {TAKE_TOKEN: Call.TOKEN, LOOK_UP_CARD: Call.CARD, HISTORY: Call.HISTORY, COPAYMENT: Call.COPAYMENT}
