"""The names around the rows, shared by XML and JSON (QĐ 4750/QĐ-BYT, envelope of the check-in table), and the limits a
file is held to before it is looked at.
"""

from __future__ import annotations

from kiosk.insurance.check_in.errors import MalformedCheckIn

ROOT = "CHI_TIEU_TRANG_THAI_KCB"
ROWS = "DSACH_TRANG_THAI_KCB"
ROW = "TRANG_THAI_KCB"
SIGNATURE = "CHUKYDONVI"
"""The unit's signature. Empty here: the hospital signs."""

MAX_BYTES = 10_000_000
"""More than a day of 8,000 rows; a larger file is no sending."""
MAX_ROWS = 10_000


def decoded(data: bytes) -> str:
    """The text of a file.

    Raises:
        MalformedCheckIn: it is too large, or not UTF-8.
    """
    if len(data) > MAX_BYTES:
        raise MalformedCheckIn(f"larger than {MAX_BYTES} bytes")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise MalformedCheckIn("not UTF-8") from None
