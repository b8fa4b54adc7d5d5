"""CSCA master lists: certificates many states use, under one state's signature (Doc 9303-12 §8).

The signature of the list is not checked: what an operator puts into the trust directory is the operator's own
statement, exactly like a single certificate there. A certificate of the list that we cannot read is named and left
out, so that one odd entry among six hundred does not cost the others.
"""

from __future__ import annotations

from nfc_icao.encoding import tlv
from nfc_icao.errors import LimitExceeded, MalformedData
from nfc_icao.lds import der

MAX_BYTES = 8 * 1024 * 1024
MAX_MASTER_LIST_CERTIFICATES = 4096

_ID_SIGNED_DATA = "1.2.840.113549.1.7.2"
_ID_CSCA_MASTER_LIST = "2.23.136.1.1.2"


def parse_master_list(data: bytes) -> tuple[bytes, ...]:
    """The certificates of a master list, DER, not looked at.

    Raises:
        MalformedData: not a CMS SignedData over a CscaMasterList.
    """
    if len(data) > MAX_BYTES:  # Far too many nodes for `der.decode`; every certificate passes it alone later.
        raise LimitExceeded(f"a master list of {len(data)} bytes")
    content_type, wrapped = der.members(tlv.parse_prefix(data), der.SEQUENCE, at_least=2)[:2]
    if der.object_identifier(content_type) != _ID_SIGNED_DATA:
        raise MalformedData("a CMS content that is not SignedData")
    signed_data = der.members(wrapped, 0xA0, at_least=1)[0]
    encapsulated = der.members(signed_data, der.SEQUENCE, at_least=4)[2]
    list_type, content = der.members(encapsulated, der.SEQUENCE, at_least=2)[:2]
    if der.object_identifier(list_type) != _ID_CSCA_MASTER_LIST:
        raise MalformedData("a SignedData that is no CSCA master list")
    master_list = tlv.parse(der.octets(der.members(content, 0xA0, at_least=1)[0]))
    # CscaMasterList ::= SEQUENCE { version INTEGER, certList SET OF Certificate }
    certificates = der.raw_members(der.expect(der.members(master_list, der.SEQUENCE, at_least=2)[1], der.SET).value)
    if len(certificates) > MAX_MASTER_LIST_CERTIFICATES:
        raise LimitExceeded(f"{len(certificates)} certificates in a master list")
    return certificates
