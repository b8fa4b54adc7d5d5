"""The elliptic curves an imagined chip computes on (Doc 9303-11 §9.5.1, Table 6), with the pure Python `ecdsa`.

`cryptography` was rejected here: it multiplies only the standard generator, and PACE replaces the generator.
The reader's own curve table lives in another room; this one is kept apart so that each checks the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ecdsa import curves
from ecdsa.ellipticcurve import INFINITY, Point, PointJacobi
from ecdsa.errors import MalformedPointError

_BY_PARAMETER_ID = {
    8: curves.NIST192p,
    9: curves.BRAINPOOLP192r1,
    10: curves.NIST224p,
    11: curves.BRAINPOOLP224r1,
    12: curves.NIST256p,
    13: curves.BRAINPOOLP256r1,
    14: curves.BRAINPOOLP320r1,
    15: curves.NIST384p,
    16: curves.BRAINPOOLP384r1,
    17: curves.BRAINPOOLP512r1,
    18: curves.NIST521p,
}


class InvalidPoint(ValueError):
    """Bytes that are no usable point of the curve; stays inside this room."""


@dataclass(frozen=True)
class StandardCurve:
    """One row of the table of standardized domain parameters."""

    parameter_id: int

    @property
    def library_curve(self) -> curves.Curve:
        """As the `ecdsa` library knows it."""
        return _BY_PARAMETER_ID[self.parameter_id]

    @property
    def public_key_tag(self) -> int:
        """Of an EC point in a public key data object (Doc 9303-11 §9.4.5)."""
        return 0x86

    @property
    def oid(self) -> str:
        return ".".join(str(arc) for arc in self.library_curve.oid)

    @property
    def order(self) -> int:
        return int(self.library_curve.order)

    @property
    def prime(self) -> int:
        return int(self.library_curve.curve.p())

    @property
    def coefficients(self) -> tuple[int, int]:
        return int(self.library_curve.curve.a()) % self.prime, int(self.library_curve.curve.b())

    @property
    def field_bytes(self) -> int:
        return (self.prime.bit_length() + 7) // 8

    @property
    def scalar_bytes(self) -> int:
        return (self.order.bit_length() + 7) // 8

    @property
    def generator(self) -> PointJacobi:
        return self.library_curve.generator

    def encode(self, point: PointJacobi) -> bytes:
        """Uncompressed form, 04 X Y (TR-03111 §3.2.1)."""
        return b"\x04" + self._encode_x(point) + int(point.y()).to_bytes(self.field_bytes, "big")

    def shared_secret(self, point: PointJacobi) -> bytes:
        """The x-coordinate (TR-03111 §3.1.3)."""
        return self._encode_x(point)

    def _encode_x(self, point: PointJacobi) -> bytes:
        return int(point.x()).to_bytes(self.field_bytes, "big")

    def decode(self, data: bytes) -> PointJacobi:
        """A point from its uncompressed form.

        Raises:
            InvalidPoint: wrong form or length, not on the curve, or the point at infinity.
        """
        size = self.field_bytes
        if len(data) != 1 + 2 * size or data[0] != 0x04:
            raise InvalidPoint("not an uncompressed point of this curve")
        x, y = int.from_bytes(data[1 : 1 + size], "big"), int.from_bytes(data[1 + size :], "big")
        if x >= self.prime or y >= self.prime or not self.library_curve.curve.contains_point(x, y):
            raise InvalidPoint("not on the curve")
        try:
            return PointJacobi.from_affine(Point(self.library_curve.curve, x, y, self.order))
        except (AssertionError, MalformedPointError):
            raise InvalidPoint("not in the group") from None

    def multiply(self, scalar: int, point: PointJacobi | None = None) -> PointJacobi:
        """`scalar` times `point`, or times the standard generator.

        Raises:
            InvalidPoint: the product is the point at infinity.
        """
        product = (self.generator if point is None else point) * (scalar % self.order)
        if product == INFINITY:
            raise InvalidPoint("the point at infinity")
        return product

    def combine(self, one: PointJacobi, other: PointJacobi) -> PointJacobi:
        """The sum of two points.

        Raises:
            InvalidPoint: the sum is the point at infinity.
        """
        total = one + other
        if total == INFINITY:
            raise InvalidPoint("the point at infinity")
        return total

    def mapped(self, number: int) -> PointJacobi:
        """The point integrated mapping gives to a number below the prime (Doc 9303-11 Appendix B.2).

        Raises:
            InvalidPoint: this curve has no such mapping (its prime is 1 modulo 4), or the number has no point.
        """
        p, (a, b) = self.prime, self.coefficients
        if p % 4 != 3 or not number % p:
            raise InvalidPoint("no integrated mapping")
        alpha = -number * number % p
        denominator = (alpha + alpha * alpha) % p
        if not denominator:
            raise InvalidPoint("no integrated mapping")
        x2 = -b * pow(a, -1, p) * (1 + pow(denominator, -1, p)) % p
        x3 = alpha * x2 % p
        h2 = (x2**3 + a * x2 + b) % p
        u = number**3 * h2 % p
        root = pow(h2, p - 1 - (p + 1) // 4, p)
        x, y = (x2, root * h2 % p) if root * root * h2 % p == 1 else (x3, root * u % p)
        return self.decode(b"\x04" + x.to_bytes(self.field_bytes, "big") + y.to_bytes(self.field_bytes, "big"))


@cache
def standard_curve(parameter_id: int) -> StandardCurve:
    """The curve of standardized domain parameters 8 to 18; `KeyError` for any other."""
    _BY_PARAMETER_ID[parameter_id]
    return StandardCurve(parameter_id)
