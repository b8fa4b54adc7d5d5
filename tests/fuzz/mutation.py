"""From a well-formed input to one that is not: stacked small damage, blind to structure or aware of it.

Every choice comes from one `random.Random`, so a run is its seed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from fuzz import tlv_mutation

MAX_BYTES = 128 * 1024
"""Mutants are cut here: longer ones only cost time."""

_INTERESTING = (0x00, 0x01, 0x02, 0x1F, 0x20, 0x30, 0x7F, 0x80, 0x81, 0x82, 0x83, 0x84, 0x87, 0x8F, 0xFE, 0xFF)
_LENGTHS = (0, 1, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
_TEXT = (
    "|", "||", "|" * 40, "-", "/", "<", "<<<<", "&", "\x00", "\r\n", "\x1b[2J", "\u202e", "\ufeff", "\ufffd",
    "e\u0323\u0302", "Ế", "𝟘𝟙", "٠١", "99999999", "00000000", "31022000", "29021900", "12345678901234567890", "Nữ",
    "F", "$", '"', "\\", "{", "[" * 30, "null", "1e999", "NaN", "-0", "\ud800",
)  # fmt: skip

Mutation = Callable[[Random, bytes, Sequence[bytes]], bytes]
"""Dice, the input, and the pool to borrow from."""


def flip_bits(dice: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    damaged = bytearray(data)
    for _once in range(dice.randint(1, 3)):
        if damaged:
            damaged[dice.randrange(len(damaged))] ^= 1 << dice.randrange(8)
    return bytes(damaged)


def set_bytes(dice: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    damaged = bytearray(data)
    for _once in range(dice.randint(1, 3)):
        if damaged:
            damaged[dice.randrange(len(damaged))] = dice.choice(_INTERESTING)
    return bytes(damaged)


def truncate(dice: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    return data[: dice.randrange(len(data) + 1)]


def remove(dice: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    start = dice.randrange(len(data) + 1)
    return data[:start] + data[start + dice.randint(1, 16) :]


def insert(dice: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    at = dice.randrange(len(data) + 1)
    extra = dice.choice(
        (dice.randbytes(dice.randint(1, 16)), bytes([dice.choice(_INTERESTING)]) * dice.randint(1, 300))
    )
    return data[:at] + extra + data[at:]


def repeat(dice: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    start = dice.randrange(len(data) + 1)
    part = data[start : start + dice.randint(1, 64)]
    return data[:start] + part * dice.choice((2, 3, 50, 500)) + data[start:]


def splice(dice: Random, data: bytes, pool: Sequence[bytes]) -> bytes:
    other = dice.choice(pool)
    return data[: dice.randrange(len(data) + 1)] + other[dice.randrange(len(other) + 1) :]


def lie_about_a_length(dice: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """A number of one to four bytes anywhere becomes another, often far too large."""
    width = dice.choice((1, 2, 4))
    if len(data) < width:
        return data
    at = dice.randrange(len(data) - width + 1)
    length = dice.choice(_LENGTHS) & (1 << 8 * width) - 1
    return data[:at] + length.to_bytes(width, "big") + data[at + width :]


def insert_text(dice: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    at = dice.randrange(len(data) + 1)
    return data[:at] + dice.choice(_TEXT).encode("utf-8", "surrogatepass") + data[at:]


def swap_fields(dice: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """Two fields of a text change places, or one is put instead of another."""
    separator = dice.choice((b"|", b"\n", b",", b"<"))
    fields = data.split(separator)
    first, second = dice.randrange(len(fields)), dice.randrange(len(fields))
    fields[first] = fields[second]
    return separator.join(fields)


BLIND: tuple[Mutation, ...] = (flip_bits, set_bytes, truncate, remove, insert, repeat, splice, lie_about_a_length)
TEXTUAL: tuple[Mutation, ...] = (*BLIND, insert_text, insert_text, swap_fields)
STRUCTURED: tuple[Mutation, ...] = (*BLIND, *(tlv_mutation.mutate,) * 8)


def mutant(dice: Random, mutations: Sequence[Mutation], pool: Sequence[bytes]) -> bytes:
    """One of `pool`, damaged once to four times."""
    data = dice.choice(pool)
    for _ in range(dice.choice((1, 1, 1, 2, 2, 3, 4))):
        data = dice.choice(mutations)(dice, data, pool)[:MAX_BYTES]
    return data
