"""The receiver's acknowledgement (HL7 v2.5.1 §2.9.2, §2.15.8), read with care: it is foreign until parsed.

Only MSH, MSA and ERR are looked at, by their own separators. Free text (MSA-3, ERR-8) is never kept: it may quote the
patient.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from kiosk.delivery.errors import DeliveryLater, DeliveryProblem

MAX_SEGMENTS = 200
_LONGEST_ID = 199
_MOMENTS = ("%Y%m%d%H%M%S.%f%z", "%Y%m%d%H%M%S%z", "%Y%m%d%H%M%z")


@dataclass(frozen=True)
class Acknowledgement:
    code: str
    """MSA-1: AA, AE, AR, or CA, CE, CR."""
    control_id: str
    """MSA-2: of the message that is acknowledged."""
    own_id: str
    """MSH-10 of the acknowledgement itself; may be empty."""
    error_codes: tuple[str, ...]
    """ERR-3.1 of each error (HL70357)."""
    sent_at: datetime | None
    """MSH-7 when it has an offset."""


def parse_acknowledgement(message: bytes) -> Acknowledgement:
    """Raises `DeliveryLater` for anything that is no acknowledgement: sent again, the receiver tells."""
    malformed = DeliveryLater(DeliveryProblem.ANSWER_MALFORMED)
    try:
        lines = [line for line in message.decode("utf-8").replace("\n", "\r").split("\r") if line.strip()]
    except UnicodeDecodeError:
        raise malformed from None
    if not lines or len(lines) > MAX_SEGMENTS or not lines[0].startswith("MSH") or len(lines[0]) < 9:
        raise malformed
    separator, between = lines[0][3], lines[0][4]
    if separator.isalnum() or separator == between:
        raise malformed
    segments = [line.split(separator) for line in lines]
    # The separator itself is MSH-1, so MSH-7 is the seventh piece, and the names count as piece 0 elsewhere.
    head = segments[0]
    answer = next((one for one in segments if one[0] == "MSA"), [])
    code, control_id, own_id = _piece(answer, 1), _piece(answer, 2), _piece(head, 9)
    if not code or max(len(one) for one in (code, control_id, own_id)) > _LONGEST_ID or not own_id.isprintable():
        raise malformed
    errors = [_piece(one, 3).split(between)[0] for one in segments if one[0] == "ERR"]
    return Acknowledgement(code, control_id, own_id, tuple(one for one in errors if one), _moment(_piece(head, 6)))


def _piece(segment: list[str], number: int) -> str:
    return segment[number].strip() if number < len(segment) else ""


def _moment(text: str) -> datetime | None:
    for form in _MOMENTS:
        try:
            return datetime.strptime(text, form).astimezone(UTC)
        except (ValueError, OverflowError):
            continue
    return None
