"""Damage to data objects that stays well-formed around the wound: lengths of all parents are written anew.

Blind damage is caught by the first length that does not fit; only this kind reaches what lies behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

_MAX_DEPTH = 24
_MAX_NODES = 3000
_CARRIERS = (b"\x04", b"\x53", b"\x85")
"""Primitive tags whose value may hold data objects."""
_TAGS = tuple(bytes.fromhex(one) for one in (
    "01", "02", "03", "04", "05", "06", "0C", "13", "17", "18", "30", "31", "53", "5C", "5F01", "5F1F", "5F2E", "60",
    "61", "65", "6B", "6C", "6D", "6E", "6F", "70", "75", "77", "7C", "7F2E", "7F49", "7F60", "7F61", "80", "86", "87",
    "8E", "97", "99", "A0", "A1", "A3", "1F", "5FFFFF7F", "00", "FF",
))  # fmt: skip


@dataclass
class Node:
    """One data object that can be bent. `children` is None for a primitive one."""

    tag: bytes
    value: bytes = b""
    children: list[Node] | None = None
    prefix: bytes = b""
    """Bytes before the children inside a primitive carrier (the unused-bits byte of a BIT STRING)."""
    length: bytes | None = None
    """An encoded length to write instead of the right one."""

    def encoded(self) -> bytes:
        body = self.value if self.children is None else self.prefix + b"".join(one.encoded() for one in self.children)
        return self.tag + (length_of(len(body)) if self.length is None else self.length) + body


def length_of(size: int) -> bytes:
    if size < 0x80:
        return bytes([size])
    body = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([0x80 | len(body)]) + body


def read(data: bytes, depth: int = 0) -> list[Node] | None:
    """The data objects that fill `data` exactly; None when they do not."""
    nodes: list[Node] = []
    position = 0
    while position < len(data):
        found = _read_one(data, position, depth)
        if found is None or len(nodes) > _MAX_NODES:
            return None
        node, position = found
        nodes.append(node)
    return nodes


def _read_one(data: bytes, start: int, depth: int) -> tuple[Node, int] | None:
    position = start + 1
    if data[start] & 0x1F == 0x1F:
        while position < len(data) and data[position] & 0x80:
            position += 1
        position += 1
    if position >= len(data):
        return None
    tag, length = data[start:position], data[position]
    position += 1
    if length > 0x80:
        size = length & 0x7F
        length = int.from_bytes(data[position : position + size], "big")
        position += size
    value = data[position : position + length]
    if len(value) != length:
        return None
    return _opened(Node(tag, value), depth), position + length


def _opened(node: Node, depth: int) -> Node:
    """With its children, when it has any or carries some."""
    if depth >= _MAX_DEPTH or not node.value:
        return node
    if node.tag[0] & 0x20 or node.tag in _CARRIERS:
        node.children = read(node.value, depth + 1) or None
    elif node.tag == b"\x03" and len(node.value) > 3 and node.value[0] == 0:
        node.children, node.prefix = read(node.value[1:], depth + 1) or None, b"\x00"
    return node


def _all(nodes: list[Node]) -> Iterator[tuple[list[Node], int]]:
    """Every node as the list it stands in and its place there."""
    for index, node in enumerate(nodes):
        yield nodes, index
        if node.children is not None:
            yield from _all(node.children)


def mutate(dice: Random, data: bytes, pool: Sequence[bytes]) -> bytes:
    """`data` with one data object bent; unchanged when it holds none at its start."""
    roots = read(data)
    if not roots:
        return data
    places = list(_all(roots))
    siblings, index = places[dice.randrange(len(places))]
    dice.choice(_WOUNDS)(dice, siblings, index, pool)
    return b"".join(root.encoded() for root in roots)


def _drop(_: Random, siblings: list[Node], index: int, _pool: Sequence[bytes]) -> None:
    del siblings[index]


def _repeat(dice: Random, siblings: list[Node], index: int, _pool: Sequence[bytes]) -> None:
    siblings[index:index] = [siblings[index]] * _sometimes(dice, 5000, (1, 1, 2, 20, 200))


def _sometimes(dice: Random, large: int, usual: tuple[int, ...]) -> int:
    """One of the usual numbers, and once in thirty times the large one, which costs as much as all others."""
    return large if dice.randrange(30) == 0 else dice.choice(usual)


def _swap(dice: Random, siblings: list[Node], index: int, _pool: Sequence[bytes]) -> None:
    other = dice.randrange(len(siblings))
    siblings[index], siblings[other] = siblings[other], siblings[index]


def _retag(dice: Random, siblings: list[Node], index: int, _pool: Sequence[bytes]) -> None:
    siblings[index].tag = dice.choice(_TAGS)


def _refill(dice: Random, siblings: list[Node], index: int, _pool: Sequence[bytes]) -> None:
    """Another value: nothing, noise, one byte many times, or the old one with a byte changed."""
    node = siblings[index]
    old = node.value
    small = bytes([dice.choice((0x00, 0x01, 0x7F, 0x80, 0xFF))])
    many = small * _sometimes(dice, 40_000, (2, 16, 257, 1024))
    node.children = None
    node.value = dice.choice((b"", small, many, dice.randbytes(dice.randint(1, 40)), old[::-1], old + small))


def _lie(dice: Random, siblings: list[Node], index: int, _pool: Sequence[bytes]) -> None:
    """A length that is wrong, or right in an unusual form."""
    size = len(siblings[index].encoded()) - len(siblings[index].tag) - 1
    siblings[index].length = dice.choice(
        (
            b"\x80",
            b"\x84" + size.to_bytes(4, "big"),
            b"\x83" + size.to_bytes(3, "big"),
            b"\x83\xff\xff\xff",
            b"\x84\x7f\xff\xff\xff",
            b"\x88" + b"\xff" * 8,
            b"\xff",
            length_of(max(size - 1, 0)),
            length_of(size + 1),
        )
    )


def _nest(dice: Random, siblings: list[Node], index: int, _pool: Sequence[bytes]) -> None:
    """The same object at the bottom of a well."""
    inner = siblings[index].encoded()
    tag = dice.choice((b"\x30", b"\x31", b"\xa0", b"\x61"))
    for _ in range(_sometimes(dice, 2000, (1, 2, 14, 17, 100))):
        inner = tag + length_of(len(inner)) + inner
    siblings[index] = Node(b"", inner, length=b"")


def _transplant(dice: Random, siblings: list[Node], index: int, pool: Sequence[bytes]) -> None:
    """An object of another input in its place, or beside it."""
    donor = read(dice.choice(pool))
    if donor:
        places = list(_all(donor))
        others, at = places[dice.randrange(len(places))]
        siblings[index : index + dice.randint(0, 1)] = [others[at]]


_WOUNDS: tuple[Callable[[Random, list[Node], int, Sequence[bytes]], None], ...] = (
    _drop, _repeat, _swap, _retag, _refill, _refill, _lie, _nest, _transplant,
)  # fmt: skip
