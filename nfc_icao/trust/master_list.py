"""CSCA master lists: certificates many states use, under one state's signature (Doc 9303-12 §8).

Taken apart here; `signed_lists` verifies. A certificate of the list that we cannot read is named and left out, so that
one odd entry among six hundred does not cost the others.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from nfc_icao.encoding import tlv
from nfc_icao.errors import LimitExceeded, MalformedData
from nfc_icao.lds import der
from nfc_icao.lds.cms import SignedData, parse_signed_data

MAX_BYTES = 8 * 1024 * 1024
MAX_MASTER_LIST_CERTIFICATES = 4096

_ID_CSCA_MASTER_LIST = "2.23.136.1.1.2"


@dataclass(frozen=True)
class MasterList:
    """A master list, taken apart."""

    signed_data: SignedData
    certificates: tuple[bytes, ...] = field(repr=False)
    """DER, not looked at."""


def parse_master_list(data: bytes) -> MasterList:
    """Read a CMS SignedData over a CscaMasterList; bytes after it are ignored.

    Raises:
        MalformedData: it is not one.
    """
    if len(data) > MAX_BYTES:
        raise LimitExceeded(f"a master list of {len(data)} bytes")
    signed_data = parse_signed_data(data[: tlv.parse_header(data).total_length], MAX_BYTES)
    if signed_data.content_type != _ID_CSCA_MASTER_LIST:
        raise MalformedData("a SignedData that is no CSCA master list")
    # Far too many nodes for `der.decode`; every certificate passes it alone later.
    master_list = tlv.parse(signed_data.content)
    # CscaMasterList ::= SEQUENCE { version INTEGER, certList SET OF Certificate }
    certificates = der.raw_members(der.expect(der.members(master_list, der.SEQUENCE, at_least=2)[1], der.SET).value)
    if len(certificates) > MAX_MASTER_LIST_CERTIFICATES:
        raise LimitExceeded(f"{len(certificates)} certificates in a master list")
    return MasterList(signed_data, certificates)
