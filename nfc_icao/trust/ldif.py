"""LDIF exports of the ICAO PKD: certificates, revocation lists and master lists, base64 in attributes (RFC 2849).

Only the attributes we use are decoded; entries, names and everything else pass by.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator

from nfc_icao.errors import LimitExceeded, MalformedData

MAX_BYTES = 128 * 1024 * 1024

CERTIFICATE = "certificate"
CRL = "crl"
MASTER_LIST = "master list"

_KINDS = {
    b"usercertificate": CERTIFICATE,
    b"cacertificate": CERTIFICATE,
    b"certificaterevocationlist": CRL,
    b"pkdmasterlistcontent": MASTER_LIST,
    b"cscamasterlistdata": MASTER_LIST,
}


def parse_ldif(data: bytes) -> Iterator[tuple[str, bytes]]:
    """(kind, DER) of every certificate, CRL and master list, in order.

    Raises:
        MalformedData: an attribute we use is not base64.
    """
    if len(data) > MAX_BYTES:
        raise LimitExceeded(f"an LDIF of {len(data)} bytes")
    for line in _unfolded(data):
        attribute, separator, value = line.partition(b"::")
        kind = _KINDS.get(attribute.split(b";")[0].strip().lower())
        if not separator or kind is None:
            continue
        try:
            yield kind, base64.b64decode(value.strip(), validate=True)
        except binascii.Error as error:
            raise MalformedData("an LDIF attribute that is not base64") from error


def _unfolded(data: bytes) -> Iterator[bytes]:
    """Logical lines: a line that begins with a space continues the one before (RFC 2849 §2)."""
    parts: list[bytes] = []
    for line in data.splitlines():
        if line.startswith(b" "):
            parts.append(line[1:])
            continue
        if parts:
            yield b"".join(parts)
        parts = [line]
    if parts:
        yield b"".join(parts)
