"""DER from nobody we trust: limits first, then the few primitive types that eMRTD structures are made of.

Everything ASN.1 that a card or a trust store hands us passes `decode` once; it weighs the whole tree before anybody
looks at a leaf. What is hidden inside an OCTET STRING (the security object, certificate extensions) is a tree of its
own and passes `decode` again where it is opened.

asn1crypto was rejected here: a 200 kB object identifier costs it 13 s, deep nesting ends in `RecursionError`, and it
decodes the contents of extensions behind one's back. What we need of X.509 and CMS is a few sequences with fixed
places.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from nfc_icao.encoding import tlv
from nfc_icao.encoding.tlv import Tlv
from nfc_icao.errors import LimitExceeded, MalformedData

MAX_OBJECT_IDENTIFIER_BYTES = 64
MAX_INTEGER_BYTES = 2048  # an RSA modulus of 16384 bits; anything larger is not a key

_LONGEST_HEADER = tlv.MAX_TAG_BYTES + tlv.MAX_LENGTH_BYTES

BOOLEAN = 0x01
INTEGER = 0x02
BIT_STRING = 0x03
OCTET_STRING = 0x04
NULL = 0x05
OBJECT_IDENTIFIER = 0x06
UTF8_STRING = 0x0C
NUMERIC_STRING = 0x12
PRINTABLE_STRING = 0x13
TELETEX_STRING = 0x14
IA5_STRING = 0x16
UTC_TIME = 0x17
GENERALIZED_TIME = 0x18
VISIBLE_STRING = 0x1A
BMP_STRING = 0x1E
UNIVERSAL_STRING = 0x1C
SEQUENCE = 0x30
SET = 0x31


def decode(data: bytes, max_bytes: int, *, padded: bool = False) -> Tlv:
    """The one data object in `data`, its whole tree weighed; `padded` allows bytes after it, as at the end of a card
    file.

    Raises:
        MalformedData: not one well-formed data object.
        LimitExceeded: more bytes, nodes, depth, or a longer object identifier or integer than any genuine document has.
    """
    if len(data) > max_bytes:
        raise LimitExceeded(f"{len(data)} bytes of DER, at most {max_bytes} allowed")
    root = tlv.parse_prefix(data) if padded else tlv.parse(data)
    tlv.parse_header(data, longest_length=tlv.MAX_LENGTH_BYTES_DER)
    for node in tlv.walk(root, longest_length=tlv.MAX_LENGTH_BYTES_DER):
        if node.tag == OBJECT_IDENTIFIER and len(node.value) > MAX_OBJECT_IDENTIFIER_BYTES:
            raise LimitExceeded(f"object identifier of {len(node.value)} bytes")
        if node.tag == INTEGER and len(node.value) > MAX_INTEGER_BYTES:
            raise LimitExceeded(f"integer of {len(node.value)} bytes")
    return root


def expect(node: Tlv, tag: int) -> Tlv:
    """`node` itself when it has this tag.

    Raises:
        MalformedData: it has another.
    """
    if node.tag != tag:
        raise MalformedData(f"tag {node.tag:X} where {tag:X} was expected")
    return node


def members(node: Tlv, tag: int, at_least: int = 0) -> tuple[Tlv, ...]:
    """The members of a SEQUENCE or SET that must have this tag and at least so many of them.

    Raises:
        MalformedData: another tag, or too few members.
    """
    found = expect(node, tag).children()
    if len(found) < at_least:
        raise MalformedData(f"{len(found)} members in {tag:X}, at least {at_least} expected")
    return found


def integer(node: Tlv) -> int:
    """A signed INTEGER (X.690 §8.3)."""
    if not expect(node, INTEGER).value:
        raise MalformedData("empty INTEGER")
    return int.from_bytes(node.value, "big", signed=True)


def object_identifier(node: Tlv) -> str:
    """An OBJECT IDENTIFIER in dotted form (X.690 §8.19)."""
    return dotted(expect(node, OBJECT_IDENTIFIER).value)


def dotted(value: bytes) -> str:
    """The dotted form of an object identifier's content bytes, as they also stand in a PACE or CA command.

    Raises:
        MalformedData: empty, too long, or cut inside an arc.
    """
    if not value or len(value) > MAX_OBJECT_IDENTIFIER_BYTES or value[-1] & 0x80:
        raise MalformedData(f"object identifier of {len(value)} bytes is broken")
    arcs: list[int] = []
    arc = 0
    for byte in value:
        arc = arc << 7 | byte & 0x7F
        if not byte & 0x80:
            arcs.append(arc)
            arc = 0
    first = min(arcs[0] // 40, 2)
    return ".".join(str(number) for number in (first, arcs[0] - 40 * first, *arcs[1:]))


def encode_object_identifier(identifier: str) -> bytes:
    """The content bytes of a dotted object identifier that we chose ourselves: no tag, no length."""
    first, second, *rest = (int(arc) for arc in identifier.split("."))
    encoded = bytearray()
    for arc in (40 * first + second, *rest):
        groups = [arc & 0x7F]
        while arc := arc >> 7:
            groups.append(arc & 0x7F | 0x80)
        encoded += bytes(reversed(groups))
    return bytes(encoded)


def octets(node: Tlv) -> bytes:
    """The content of a primitive OCTET STRING."""
    return expect(node, OCTET_STRING).value


def bits(node: Tlv) -> bytes:
    """The content of a BIT STRING that holds whole bytes (keys and signatures do)."""
    value = expect(node, BIT_STRING).value
    if not value or value[0] != 0:
        raise MalformedData("BIT STRING does not hold whole bytes")
    return value[1:]


_STRING_ENCODINGS = {
    UTF8_STRING: "utf-8",
    NUMERIC_STRING: "ascii",
    PRINTABLE_STRING: "ascii",
    IA5_STRING: "ascii",
    VISIBLE_STRING: "ascii",
    TELETEX_STRING: "latin-1",  # What issuers write under T61String is Latin-1 (RFC 5280 Appendix B).
    BMP_STRING: "utf-16-be",
    UNIVERSAL_STRING: "utf-32-be",
    OCTET_STRING: "utf-8",
}


def is_text(node: Tlv) -> bool:
    """Whether `text` can read this node: a character string, or the OCTET STRING some issuers use in its place."""
    return node.tag in _STRING_ENCODINGS


def text(node: Tlv) -> str:
    """A character string of any of the usual types, its padding NULs dropped.

    Raises:
        MalformedData: not a string, or bytes that are no text in the encoding its tag promises.
    """
    encoding = _STRING_ENCODINGS.get(node.tag)
    if encoding is None:
        raise MalformedData(f"tag {node.tag:X} where a string was expected")
    try:
        return node.value.decode(encoding).strip("\0")
    except UnicodeDecodeError as error:
        raise MalformedData(f"a string under tag {node.tag:X} is not {encoding}") from error


def time(node: Tlv) -> datetime:
    """A UTCTime or GeneralizedTime, in UTC (RFC 5280 §4.1.2.5): years 50-99 are 19xx."""
    try:
        digits = node.value.decode("ascii")
        if node.tag == UTC_TIME:
            century = "19" if digits[:2] >= "50" else "20"
            digits = century + digits
        elif node.tag != GENERALIZED_TIME:
            raise MalformedData(f"tag {node.tag:X} where a time was expected")
        if not digits.endswith("Z"):
            raise MalformedData("a time that is not in UTC")
        digits = digits[:-1].partition(".")[0]
        if len(digits) == 12:  # Seconds are left out by some issuers, against RFC 5280.
            digits += "00"
        return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except (UnicodeDecodeError, ValueError) as error:
        raise MalformedData("a time that is none") from error


def raw_members(content: bytes) -> tuple[bytes, ...]:
    """The members of a constructed object's content, each with tag and length exactly as received.

    Signatures and hashes cover received bytes; writing a length again in its shortest form would break those of issuers
    who did not.

    Raises:
        MalformedData: the bytes are no row of data objects.
        LimitExceeded: there are more of them than `nfc_icao.encoding.tlv.MAX_NODES`.
    """
    found: list[bytes] = []
    start = 0
    while start < len(content):
        if len(found) == tlv.MAX_NODES:
            raise LimitExceeded(f"more than {tlv.MAX_NODES} members side by side")
        end = start + tlv.parse_header(content[start : start + _LONGEST_HEADER]).total_length
        if end > len(content):
            raise MalformedData("a member reaches beyond its parent")
        found.append(content[start:end])
        start = end
    return tuple(found)


@dataclass(frozen=True)
class AlgorithmIdentifier:
    """An algorithm and what it needs to know (X.509 AlgorithmIdentifier)."""

    oid: str
    parameters: Tlv | None
    """None when absent; NULL is a `Tlv` of its own, because issuers use both."""

    @property
    def has_no_parameters(self) -> bool:
        """Parameters are absent or NULL: both are written for the same algorithm (RFC 4055 §2.1)."""
        return self.parameters is None or (self.parameters.tag == NULL and not self.parameters.value)

    def means_the_same_as(self, other: AlgorithmIdentifier) -> bool:
        """One algorithm with the same parameters; absent and NULL count as one."""
        same_parameters = self.parameters == other.parameters or (self.has_no_parameters and other.has_no_parameters)
        return self.oid == other.oid and same_parameters


def algorithm_identifier(node: Tlv) -> AlgorithmIdentifier:
    """AlgorithmIdentifier ::= SEQUENCE { algorithm OID, parameters ANY OPTIONAL }"""
    oid, *parameters = members(node, SEQUENCE, at_least=1)
    if len(parameters) > 1:
        raise MalformedData("an algorithm with two sets of parameters")
    return AlgorithmIdentifier(object_identifier(oid), parameters[0] if parameters else None)
