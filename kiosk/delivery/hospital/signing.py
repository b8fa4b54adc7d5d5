"""The contract's signature: HMAC-SHA256 over listed values joined by a separator.

Joined values are not framed, so a value that holds the separator could stand for two. Such a value is not signed: the
call is refused before it leaves. What is not listed is protected by TLS alone, which is why our own contract lists the
body's digest.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime

from kiosk.delivery.errors import DeliveryProblem, DeliveryRefused
from kiosk.delivery.hospital.contract import SignatureForm, TimestampForm
from kiosk.domain.dates import VIETNAM_TIME


def signature(secret: bytes, values: Iterable[str], separator: str, form: SignatureForm) -> str:
    """Raises `DeliveryRefused` when a value holds the separator."""
    listed = list(values)
    if any(separator in value for value in listed):
        raise DeliveryRefused(DeliveryProblem.UNFIT)
    digest = hmac.new(secret, separator.join(listed).encode(), hashlib.sha256).digest()
    if form is SignatureForm.BASE64:
        return base64.b64encode(digest).decode("ascii")
    return digest.hex().upper() if form is SignatureForm.HEX_UPPER else digest.hex()


def timestamp(now: datetime, form: TimestampForm) -> str:
    if form is TimestampForm.VIETNAM_MOMENT:
        return now.astimezone(VIETNAM_TIME).strftime("%Y%m%d%H%M%S")
    return str(int(now.timestamp() * (1000 if form is TimestampForm.UNIX_MS else 1)))
