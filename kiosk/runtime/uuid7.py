"""Record ids: UUID version 7 (RFC 9562 §5.7), so that ids made later sort later and still cannot be guessed."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable

from kiosk.domain.record import RecordId
from kiosk.runtime.clock import Clock

_LARGEST_MILLISECONDS = (1 << 48) - 1


def uuid7(milliseconds: int, random_bytes: bytes) -> uuid.UUID:
    """`unix_ts_ms`, version and variant as RFC 9562 §5.7 lays them out; `random_bytes` is 10 bytes.

    A wall clock before 1970 or after the year 10889 is held to the end of the field: an id must exist even then.
    """
    timestamp = min(max(milliseconds, 0), _LARGEST_MILLISECONDS)
    random_part = int.from_bytes(random_bytes[:10], "big")
    rand_a = random_part >> 68 & 0xFFF
    rand_b = random_part & ((1 << 62) - 1)
    return uuid.UUID(int=timestamp << 80 | 0x7 << 76 | rand_a << 64 | 0b10 << 62 | rand_b)


def new_record_id(clock: Clock, randomness: Callable[[int], bytes] = secrets.token_bytes) -> RecordId:
    """A fresh id; it is also the idempotency key of every delivery of the record."""
    return RecordId(str(uuid7(int(clock.now().timestamp() * 1000), randomness(10))))
