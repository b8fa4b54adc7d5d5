"""The finite-field groups an imagined chip computes in (Doc 9303-11 §9.5.1, Table 6: RFC 5114 §2.1 to §2.3).

Only the published numbers are shared with the reader's room; the arithmetic is this file's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from hardware_mocks.curves import InvalidPoint
from nfc_icao.crypto.groups import STANDARDIZED_GROUPS


@dataclass(frozen=True, repr=False)
class StandardGroup:
    """One row of the table of standardized domain parameters: prime, generator, order of the generator."""

    parameter_id: int
    prime: int
    generator: int
    order: int

    def __repr__(self) -> str:
        return f"StandardGroup({self.parameter_id})"

    @property
    def public_key_tag(self) -> int:
        """Of a public value in a public key data object (Doc 9303-11 §9.4.4)."""
        return 0x84

    @property
    def scalar_bytes(self) -> int:
        return (self.order.bit_length() + 7) // 8

    @property
    def element_bytes(self) -> int:
        return (self.prime.bit_length() + 7) // 8

    def encode(self, element: int) -> bytes:
        """As long as the prime, leading zeroes kept (PKCS #3 §7.2)."""
        return element.to_bytes(self.element_bytes, "big")

    def decode(self, data: bytes) -> int:
        """A public value in the subgroup.

        Raises:
            InvalidPoint: too long, trivial, or outside the subgroup.
        """
        element = int.from_bytes(data, "big")
        if len(data) > self.element_bytes or not 1 < element < self.prime - 1:
            raise InvalidPoint("no public value of this group")
        if pow(element, self.order, self.prime) != 1:
            raise InvalidPoint("not in the subgroup")
        return element

    def multiply(self, scalar: int, element: int | None = None) -> int:
        """`element`, or the generator, to the power of `scalar`: named as on curves.

        Raises:
            InvalidPoint: the power is 1.
        """
        power = pow(self.generator if element is None else element, scalar, self.prime)
        if power == 1:
            raise InvalidPoint("the neutral element")
        return power

    def combine(self, one: int, other: int) -> int:
        """The product of two elements.

        Raises:
            InvalidPoint: it is 1.
        """
        product = one * other % self.prime
        if product == 1:
            raise InvalidPoint("the neutral element")
        return product

    def shared_secret(self, element: int) -> bytes:
        return self.encode(element)

    def mapped(self, number: int) -> int:
        """The element integrated mapping gives to a number: its cofactor's power (Doc 9303-11 §4.4.3.3.2).

        Raises:
            InvalidPoint: that is 0 or 1.
        """
        element = pow(number, (self.prime - 1) // self.order, self.prime)
        if element <= 1:
            raise InvalidPoint("no generator")
        return element


@cache
def standard_group(parameter_id: int) -> StandardGroup:
    """The group of standardized domain parameters 0 to 2; `KeyError` for any other."""
    numbers = STANDARDIZED_GROUPS[parameter_id]
    assert numbers.order is not None
    return StandardGroup(parameter_id, numbers.prime, numbers.generator, numbers.order)
