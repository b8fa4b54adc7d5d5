"""Group arithmetic as a textbook has it, slow and separate from `nfc_icao.crypto`, for the card's side of a protocol.

Only the constants are shared with the reader; published vectors and OpenPACE vouch for those.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from nfc_icao.crypto.curves import STANDARDIZED
from nfc_icao.crypto.groups import STANDARDIZED_GROUPS

AffinePoint = tuple[int, int] | None
"""None is infinity."""


@dataclass(frozen=True)
class PlainCurve:
    """Points by the chord and the tangent."""

    p: int
    a: int
    b: int
    generator: AffinePoint
    order: int
    public_key_tag: int = 0x86

    def combine(self, one: AffinePoint, other: AffinePoint) -> AffinePoint:
        if one is None or other is None:
            return other if one is None else one
        (x1, y1), (x2, y2) = one, other
        if x1 == x2 and (y1 + y2) % self.p == 0:
            return None
        if one == other:
            slope = (3 * x1 * x1 + self.a) * pow(2 * y1, -1, self.p)
        else:
            slope = (y2 - y1) * pow(x2 - x1, -1, self.p)
        x = (slope * slope - x1 - x2) % self.p
        return x, (slope * (x1 - x) - y1) % self.p

    def power(self, point: AffinePoint, scalar: int) -> AffinePoint:
        result: AffinePoint = None
        for bit in bin(scalar)[2:]:
            result = self.combine(result, result)
            if bit == "1":
                result = self.combine(result, point)
        return result

    def encode(self, point: AffinePoint) -> bytes:
        assert point is not None
        size = (self.p.bit_length() + 7) // 8
        return b"\x04" + point[0].to_bytes(size, "big") + point[1].to_bytes(size, "big")

    def decode(self, data: bytes) -> AffinePoint:
        half = len(data) // 2
        x, y = int.from_bytes(data[1 : half + 1], "big"), int.from_bytes(data[half + 1 :], "big")
        assert (y * y - x**3 - self.a * x - self.b) % self.p == 0
        return x, y

    def secret(self, point: AffinePoint) -> bytes:
        encoded = self.encode(point)
        return encoded[1 : 1 + len(encoded) // 2]

    def mapped(self, t: int) -> AffinePoint:
        """Doc 9303-11 Appendix B in the words of its mathematics: the first of two candidates that is on the curve."""
        alpha = -t * t % self.p
        x = -self.b * pow(self.a, -1, self.p) * (1 + pow(alpha + alpha * alpha, -1, self.p)) % self.p
        other = alpha * x % self.p
        y_squared = (x**3 + self.a * x + self.b) % self.p
        # The standard's root is the inverse of the inverse's root: h^(p-1-(p+1)/4) = 1/sqrt(h).
        root = pow(pow(y_squared, (self.p + 1) // 4, self.p), -1, self.p)
        if root * root * y_squared % self.p == 1:
            return x, root * y_squared % self.p
        return other, root * t**3 * y_squared % self.p


@dataclass(frozen=True)
class PlainField:
    """Numbers modulo a prime."""

    p: int
    generator: int
    order: int
    public_key_tag: int = 0x84

    def combine(self, one: int, other: int) -> int:
        return one * other % self.p

    def power(self, base: int, exponent: int) -> int:
        return pow(base, exponent, self.p)

    def encode(self, value: int) -> bytes:
        return value.to_bytes((self.p.bit_length() + 7) // 8, "big")

    def decode(self, data: bytes) -> int:
        return int.from_bytes(data, "big")

    def secret(self, value: int) -> bytes:
        return self.encode(value)

    def mapped(self, number: int) -> int:
        return pow(number, (self.p - 1) // self.order, self.p)


def plain_group(parameter_id: int) -> Any:
    """The textbook form of Doc 9303-11 §9.5.1."""
    group = STANDARDIZED_GROUPS.get(parameter_id)
    if group is not None:
        assert group.order is not None
        return PlainField(group.prime, group.generator, group.order)
    curve = STANDARDIZED[parameter_id]
    return PlainCurve(curve.p, curve.a, curve.b, (curve.generator.x, curve.generator.y), curve.order)
