"""BER-TLV as smart cards use it (ISO 7816-4 §5.2.2), for input nobody vouches for.

Definite lengths only: an eMRTD never needs the indefinite form, and refusing it removes a family of attacks. Every
announced length is checked against the bytes that are there, and the number of nodes and the depth of nesting are
limited, so that a hostile file costs no more than an honest one. A general ASN.1 library was rejected here: asn1crypto
needs seconds for a long object identifier and raises `RecursionError` on deep nesting.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nfc_icao.errors import LimitExceeded, MalformedData

MAX_TAG_BYTES = 3
MAX_LENGTH_BYTES = 5  # first byte included: the longest form of ISO 7816-4 §5.2.2.2, 84 and four bytes
MAX_LENGTH_BYTES_DER = 4  # DER writes lengths in their shortest form, and no file needs more
MAX_VALUE_BYTES = 0xFFFFFF  # far above any EF
MAX_DEPTH = 16
MAX_NODES = 4096


@dataclass(frozen=True)
class Tlv:
    """One data object. `tag` holds the tag bytes as one big-endian integer, e.g. `0x7F49`."""

    tag: int
    value: bytes

    @property
    def is_constructed(self) -> bool:
        first = self.tag
        while first > 0xFF:
            first >>= 8
        return bool(first & 0x20)

    def children(self) -> tuple[Tlv, ...]:
        """The data objects inside a constructed one, in order.

        Raises:
            MalformedData: the value is not a sequence of data objects.
        """
        return parse_all(self.value)

    def encoded(self) -> bytes:
        return encode(self.tag, self.value)

    def __repr__(self) -> str:  # values may be personal
        return f"Tlv({self.tag:X}, {len(self.value)} bytes)"


@dataclass(frozen=True)
class Header:
    """A tag and the length it announces, before the value has arrived."""

    tag: int
    header_length: int
    value_length: int

    @property
    def total_length(self) -> int:
        return self.header_length + self.value_length


def parse_header(data: bytes, *, longest_length: int = MAX_LENGTH_BYTES) -> Header:
    """Read a tag and its announced length; the value itself need not be there yet.

    `longest_length` is how many bytes the length may take, the first included.

    Raises:
        MalformedData: too few bytes for tag and length, or an indefinite length.
        LimitExceeded: more tag or length bytes than any data object of an eMRTD has.
    """
    if not data:
        raise MalformedData("empty data where a tag was expected")
    tag, position = data[0], 1
    if tag & 0x1F == 0x1F:  # ISO 7816-4 §5.2.2.1: more tag bytes follow
        while True:
            if position >= MAX_TAG_BYTES:
                raise LimitExceeded(f"tag longer than {MAX_TAG_BYTES} bytes")
            if position >= len(data):
                raise MalformedData("tag cut short")
            tag = tag << 8 | data[position]
            position += 1
            if not tag & 0x80:
                break
    if position >= len(data):
        raise MalformedData(f"no length after tag {tag:X}")
    length = data[position]
    position += 1
    if length == 0x80:
        raise MalformedData(f"indefinite length after tag {tag:X}")
    if length > 0x80:
        size = length & 0x7F
        if size >= longest_length:
            raise LimitExceeded(f"length of tag {tag:X} takes {size} bytes")
        if position + size > len(data):
            raise MalformedData(f"length of tag {tag:X} cut short")
        length = int.from_bytes(data[position : position + size], "big")
        position += size
    if length > MAX_VALUE_BYTES:
        raise LimitExceeded(f"tag {tag:X} announces {length} bytes")
    return Header(tag, position, length)


def _read(data: bytes, start: int = 0, longest_length: int = MAX_LENGTH_BYTES) -> tuple[Tlv, int]:
    """The data object that begins at `start`, and where it ends."""
    header = parse_header(data[start : start + MAX_TAG_BYTES + MAX_LENGTH_BYTES], longest_length=longest_length)
    value, end = start + header.header_length, start + header.total_length
    if end > len(data):
        raise MalformedData(f"tag {header.tag:X} announces {header.value_length} bytes, {len(data) - value} are there")
    return Tlv(header.tag, data[value:end]), end


def parse(data: bytes) -> Tlv:
    """The single data object that fills `data` exactly.

    Raises:
        MalformedData: it does not, or its structure is broken.
    """
    tlv, end = _read(data)
    if end < len(data):
        raise MalformedData(f"{len(data) - end} bytes after tag {tlv.tag:X}")
    return tlv


def parse_prefix(data: bytes) -> Tlv:
    """The first data object in `data`, whatever follows it (files on a card may be padded).

    Raises:
        MalformedData: there is no whole data object at the start.
    """
    return _read(data)[0]


def parse_all(data: bytes, *, longest_length: int = MAX_LENGTH_BYTES) -> tuple[Tlv, ...]:
    """The data objects that follow each other in `data`.

    Raises:
        MalformedData: some of the bytes belong to no data object.
        LimitExceeded: there are more of them than `MAX_NODES`.
    """
    found: list[Tlv] = []
    position = 0
    while position < len(data):
        tlv, position = _read(data, position, longest_length)
        found.append(tlv)
        if len(found) > MAX_NODES:
            raise LimitExceeded(f"more than {MAX_NODES} data objects side by side")
    return tuple(found)


def require(parent: Tlv, tag: int) -> Tlv:
    """The first child of `parent` with this tag.

    Raises:
        MalformedData: there is none.
    """
    for child in parent.children():
        if child.tag == tag:
            return child
    raise MalformedData(f"tag {tag:X} missing inside {parent.tag:X}")


def walk(root: Tlv, *, longest_length: int = MAX_LENGTH_BYTES) -> Iterator[Tlv]:
    """`root` and everything below it, parents first, within `MAX_DEPTH` and `MAX_NODES`.

    Raises:
        MalformedData: a constructed object inside is broken.
        LimitExceeded: nesting or number of nodes is beyond the limits.
    """
    pending = [(root, 1)]
    visited = 0
    while pending:
        node, depth = pending.pop()
        visited += 1
        if depth > MAX_DEPTH or visited > MAX_NODES:
            raise LimitExceeded(f"more than {MAX_NODES} data objects or {MAX_DEPTH} levels")
        yield node
        if node.is_constructed:
            children = parse_all(node.value, longest_length=longest_length)
            pending.extend((child, depth + 1) for child in reversed(children))


def encode_length(length: int) -> bytes:
    """A definite length in its shortest form (ISO 7816-4 §5.2.2.2)."""
    if length < 0x80:
        return bytes([length])
    body = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes([0x80 | len(body)]) + body


def encode(tag: int, *parts: bytes) -> bytes:
    """One data object whose value is `parts` joined."""
    value = b"".join(parts)
    return tag.to_bytes((tag.bit_length() + 7) // 8 or 1, "big") + encode_length(len(value)) + value
