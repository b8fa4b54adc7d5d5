"""How the office knows that a delivery is ours and new: an HMAC over the time and the body.

A signature in the manner of the webhooks people know: no canonical form of headers to get wrong, twenty lines to
check. The time is inside, so an old delivery cannot be played again after the office's window.
"""

from __future__ import annotations

import hashlib
import hmac

TIMESTAMP_HEADER = "X-MotCham-Timestamp"
SIGNATURE_HEADER = "X-MotCham-Signature"
KEY_HEADER = "Idempotency-Key"
_SCHEME = "v1="


def sign(secret: bytes, timestamp: str, body: bytes) -> str:
    """`v1=` and the hex HMAC-SHA256 of `timestamp + "." + body`; `timestamp` is Unix seconds in decimal."""
    return _SCHEME + hmac.new(secret, timestamp.encode("ascii") + b"." + body, hashlib.sha256).hexdigest()
