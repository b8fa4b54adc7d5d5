"""EF.SOD: the issuer's signature over the hashes of the data groups (Doc 9303-10 §4.6.2).

The file is taken apart here and believed in `nfc_icao.verifying`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from nfc_icao.encoding import tlv
from nfc_icao.encoding.tlv import Tlv
from nfc_icao.errors import LimitExceeded, MalformedData
from nfc_icao.lds import der
from nfc_icao.lds.cms import SignedData, parse_signed_data
from nfc_icao.lds.der import AlgorithmIdentifier
from nfc_icao.lds.files import DATA_GROUP_TAGS, EF_SOD

MAX_BYTES = 32 * 1024

SECURITY_OBJECT_TYPES = frozenset(
    {
        "2.23.136.1.1.1",  # id-icao-mrtd-security-ldsSecurityObject
        "1.3.27.1.1.1",  # The same under its draft identifier; early documents carry it.
        "1.2.528.1.1006.1.20.1",  # The same as the first Dutch documents wrote it.
    }
)


@dataclass(frozen=True)
class SecurityObject:
    """EF.SOD, taken apart."""

    signed_data: SignedData
    version: int
    """Of LDSSecurityObject: 0 (LDS 1.7) or 1 (LDS 1.8)."""
    hash_algorithm: AlgorithmIdentifier
    """The hash over data groups."""
    data_group_hashes: Mapping[int, bytes] = field(repr=False)
    """Data group number → hash. This is the signed list of what the document holds."""
    lds_version: str | None
    """Signed LDS version, version 1 only."""
    unicode_version: str | None


def parse_sod(file: bytes) -> SecurityObject:
    """Read the file EF.SOD.

    Raises:
        MalformedData: it is not one, or something in it is broken.
    """
    if len(file) > MAX_BYTES:
        raise LimitExceeded(f"EF.SOD of {len(file)} bytes")
    root = tlv.parse_prefix(file)
    if root.tag != EF_SOD.tag:
        raise MalformedData(f"EF.SOD begins with tag {root.tag:X}")
    signed_data = parse_signed_data(root.value, MAX_BYTES)
    if signed_data.content_type not in SECURITY_OBJECT_TYPES:
        raise MalformedData("EF.SOD signs something that is no LDS security object")
    return _parse_security_object(signed_data)


def _parse_security_object(signed_data: SignedData) -> SecurityObject:
    """LDSSecurityObject ::= SEQUENCE { version, hashAlgorithm, dataGroupHashValues, ldsVersionInfo OPTIONAL }"""
    root = der.decode(signed_data.content, MAX_BYTES)
    version_node, algorithm, hashes, *version_info = der.members(root, der.SEQUENCE, at_least=3)
    version = der.integer(version_node)
    if version not in (0, 1):
        raise MalformedData(f"LDS security object of version {version}")
    lds_version = unicode_version = None
    if version_info:
        lds_version, unicode_version = (
            der.text(node) for node in der.members(version_info[0], der.SEQUENCE, at_least=2)[:2]
        )
    return SecurityObject(
        signed_data=signed_data,
        version=version,
        hash_algorithm=der.algorithm_identifier(algorithm),
        data_group_hashes=MappingProxyType(_parse_hashes(hashes)),
        lds_version=lds_version,
        unicode_version=unicode_version,
    )


def _parse_hashes(node: Tlv) -> dict[int, bytes]:
    """SEQUENCE OF SEQUENCE { dataGroupNumber INTEGER, dataGroupHashValue OCTET STRING }"""
    hashes: dict[int, bytes] = {}
    for entry in der.members(node, der.SEQUENCE, at_least=1):
        number_node, hash_node = der.members(entry, der.SEQUENCE, at_least=2)[:2]
        number = der.integer(number_node)
        if number not in DATA_GROUP_TAGS:
            raise MalformedData("a hash for a data group that does not exist")
        if number in hashes:
            raise MalformedData(f"two hashes for DG{number}")
        hashes[number] = der.octets(hash_node)
    return hashes
