"""The elliptic curves of Doc 9303-11 §9.5.1 (standardized domain parameters 8-18), and arithmetic on them.

`cryptography` lacks brainpool 192/224/320 and cannot compute with the mapped generator of PACE. So OpenSSL does what
it can (multiples of the standard generator, shared secrets), and the `ecdsa` package the rest, at 1-10 ms each. The
latter is not constant in time; every private key here is ephemeral, used once, and drawn in the terminal, so there is
nothing to collect over time. Points from a chip are checked to be on the curve; infinity is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from ecdsa import curves as _library
from ecdsa.ellipticcurve import INFINITY, PointJacobi
from ecdsa.numbertheory import SquareRootError, square_root_mod_prime

from nfc_icao.crypto import openssl_curves
from nfc_icao.crypto.randomness import Randomness
from nfc_icao.errors import MalformedData

DO_EC_POINT = 0x86
"""The public point in a public key data object (Doc 9303-11 §9.4.4)."""

_UNCOMPRESSED = 0x04
_COMPRESSED_EVEN = 0x02
_COMPRESSED_ODD = 0x03


@dataclass(frozen=True)
class Point:
    """A point of a curve in affine coordinates; never infinity."""

    x: int
    y: int


@dataclass(frozen=True)
class DomainParameters:
    """One standardized curve: the prime field, a and b, the generator and its prime order. All have cofactor 1."""

    parameter_id: int
    """The number PACEInfo and tag 84 use (Doc 9303-11 §9.5.1)."""
    name: str
    """`secp256r1`, `brainpoolP256r1` …"""
    oid: str
    """Of the named curve, dotted."""
    p: int
    a: int
    b: int
    generator: Point
    order: int
    _curve: Any = field(repr=False, compare=False)

    @property
    def field_size(self) -> int:
        """Bytes of a coordinate."""
        return (self.p.bit_length() + 7) // 8

    @property
    def key_size(self) -> int:
        """Bytes of a private key."""
        return (self.order.bit_length() + 7) // 8

    @property
    def modulus(self) -> int:
        return self.p

    @property
    def public_key_size(self) -> int:
        """Bytes of an encoded public key."""
        return 1 + 2 * self.field_size

    @property
    def public_key_tag(self) -> int:
        return DO_EC_POINT

    def contains(self, point: Point) -> bool:
        in_field = 0 <= point.x < self.p and 0 <= point.y < self.p
        return in_field and (point.y**2 - (point.x**3 + self.a * point.x + self.b)) % self.p == 0

    def encode(self, point: Point) -> bytes:
        """Uncompressed: 04, x, y (BSI TR-03111 §3.2.1)."""
        size = self.field_size
        return bytes([_UNCOMPRESSED]) + point.x.to_bytes(size, "big") + point.y.to_bytes(size, "big")

    def decode(self, data: bytes) -> Point:
        """The point of an uncompressed encoding, checked to be on the curve.

        Raises:
            MalformedData: compressed, of a wrong length, infinity, or not on the curve.
        """
        size = self.field_size
        if len(data) != 1 + 2 * size or data[0] != _UNCOMPRESSED:
            raise MalformedData(f"{len(data)} bytes are not an uncompressed point of {self.name}")
        point = Point(int.from_bytes(data[1 : 1 + size], "big"), int.from_bytes(data[1 + size :], "big"))
        if not self.contains(point):
            raise MalformedData(f"point is not on {self.name}")
        return point

    def multiply(self, point: Point, scalar: int) -> Point:
        """`scalar` times `point`.

        Raises:
            MalformedData: the result is infinity.
        """
        scalar %= self.order
        if scalar and point == self.generator and openssl_curves.is_supported(self.name):
            return Point(*openssl_curves.multiple_of_generator(self.name, scalar))
        return _affine(self._jacobi(point) * scalar)

    def add(self, one: Point, other: Point) -> Point:
        """The sum of two points.

        Raises:
            MalformedData: the result is infinity.
        """
        return _affine(self._jacobi(one) + self._jacobi(other))

    def shared_secret(self, private_key: int, public_point: Point) -> bytes:
        """ECDH: the x-coordinate of the product, as long as a field element (BSI TR-03111 §4.3.1).

        Raises:
            MalformedData: the product is infinity.
        """
        scalar = private_key % self.order
        if scalar and openssl_curves.is_supported(self.name):
            return openssl_curves.shared_x(self.name, scalar, public_point.x, public_point.y)
        return self.multiply(public_point, scalar).x.to_bytes(self.field_size, "big")

    def is_ambiguous(self, secret: bytes) -> bool:
        """Never: a coordinate has the length of its field (BSI TR-03111 §3.1.3)."""
        return False

    def generate_private_key(self, randomness: Randomness) -> int:
        """A number from 1 to order - 1, every one equally likely (drawn again until it fits).

        Raises:
            MalformedData: the source of randomness gives the same unfit bytes over and over.
        """
        excess_bits = 8 * self.key_size - self.order.bit_length()
        for _ in range(128):
            candidate = int.from_bytes(randomness(self.key_size), "big") >> excess_bits
            if 1 <= candidate < self.order:
                return candidate
        raise MalformedData("the source of randomness is stuck")

    def generate_key_pair(self, randomness: Randomness, generator: Point | None = None) -> tuple[int, Point]:
        """A private key and its public point, on the standard generator unless another is given.

        Raises:
            MalformedData: as `generate_private_key`.
        """
        private_key = self.generate_private_key(randomness)
        return private_key, self.multiply(generator or self.generator, private_key)

    def element_from(self, number: int) -> Point:
        """The point encoding of integrated mapping: a number of the field to a point (Doc 9303-11 Appendix B).

        Computed as in the appendix's affine form. All curves here have cofactor 1, so the point needs no clearing.

        Raises:
            MalformedData: the field has no such encoding (secp224r1, Doc 9303-11 §9.5.1), or the number is one of the
                few that encode nothing.
        """
        p, t = self.p, number % self.p
        if p % 4 != 3:
            raise MalformedData(f"integrated mapping is not defined on {self.name}")
        alpha = -t * t % p
        denominator = self.a * (alpha + alpha * alpha) % p
        if denominator == 0:
            raise MalformedData("a number that encodes no point")
        x2 = -self.b * (1 + alpha + alpha * alpha) * pow(denominator, -1, p) % p
        h2 = (x2**3 + self.a * x2 + self.b) % p
        root = pow(h2, p - 1 - (p + 1) // 4, p)
        if root * root * h2 % p == 1:
            return Point(x2, root * h2 % p)
        return Point(alpha * x2 % p, root * pow(t, 3, p) * h2 % p)

    def _jacobi(self, point: Point) -> PointJacobi:
        return PointJacobi(self._curve, point.x, point.y, 1, self.order)


def _affine(point: PointJacobi) -> Point:
    if point == INFINITY:
        raise MalformedData("result is the point at infinity")
    return Point(int(point.x()), int(point.y()))


def _domain(parameter_id: int, name: str, curve: _library.Curve) -> DomainParameters:
    generator = Point(int(curve.generator.x()), int(curve.generator.y()))
    oid = ".".join(str(arc) for arc in curve.oid)
    p = int(curve.curve.p())
    return DomainParameters(
        parameter_id,
        name,
        oid,
        p,
        int(curve.curve.a()) % p,
        int(curve.curve.b()),
        generator,
        int(curve.order),
        curve.curve,
    )


STANDARDIZED: Mapping[int, DomainParameters] = MappingProxyType(
    {
        parameter_id: _domain(parameter_id, name, curve)
        for parameter_id, name, curve in (
            (8, "secp192r1", _library.NIST192p),
            (9, "brainpoolP192r1", _library.BRAINPOOLP192r1),
            (10, "secp224r1", _library.NIST224p),
            (11, "brainpoolP224r1", _library.BRAINPOOLP224r1),
            (12, "secp256r1", _library.NIST256p),
            (13, "brainpoolP256r1", _library.BRAINPOOLP256r1),
            (14, "brainpoolP320r1", _library.BRAINPOOLP320r1),
            (15, "secp384r1", _library.NIST384p),
            (16, "brainpoolP384r1", _library.BRAINPOOLP384r1),
            (17, "brainpoolP512r1", _library.BRAINPOOLP512r1),
            (18, "secp521r1", _library.NIST521p),
        )
    }
)
"""Doc 9303-11 §9.5.1, by parameter id."""


def standardized(parameter_id: int) -> DomainParameters:
    """The curve with this number of Doc 9303-11 §9.5.1.

    Raises:
        MalformedData: the number stands for no elliptic curve.
    """
    domain = STANDARDIZED.get(parameter_id)
    if domain is None:
        raise MalformedData(f"parameter id {parameter_id} is no standardized curve")
    return domain


def named_curve(oid_or_name: str) -> DomainParameters:
    """The curve with this dotted object identifier or name.

    Raises:
        MalformedData: it is none of the standardized ones.
    """
    for domain in STANDARDIZED.values():
        if oid_or_name in (domain.oid, domain.name):
            return domain
    raise MalformedData("named curve is not a standardized one")


def named_curve_from_explicit(p: int, a: int, b: int, generator: bytes, n: int) -> DomainParameters:
    """The standardized curve with exactly these parameters; nothing else is ever computed on.

    Most eMRTD keys carry their curve in full, as Doc 9303-12 demands, and accepting any curve would let an attacker
    choose a weak one (CVE-2020-0601). `generator` is an encoded point, compressed or not.

    Raises:
        MalformedData: some parameter differs from every standardized curve.
    """
    for domain in STANDARDIZED.values():
        if (domain.p, domain.a, domain.b, domain.order) == (p, a % p if p > 0 else a, b, n):
            if decode_any(domain, generator) != domain.generator:
                break
            return domain
    raise MalformedData("explicit curve parameters are not those of a standardized curve")


def decode_any(domain: DomainParameters, data: bytes) -> Point:
    """A point that may be compressed, as in certificates (BSI TR-03111 §3.2). Chips send uncompressed ones only.

    Raises:
        MalformedData: no point of this curve is encoded so.
    """
    if len(data) != 1 + domain.field_size or data[0] not in (_COMPRESSED_EVEN, _COMPRESSED_ODD):
        return domain.decode(data)
    x = int.from_bytes(data[1:], "big")
    if x >= domain.p:
        raise MalformedData(f"point is not on {domain.name}")
    try:
        y = int(square_root_mod_prime((x**3 + domain.a * x + domain.b) % domain.p, domain.p))
    except SquareRootError as error:
        raise MalformedData(f"point is not on {domain.name}") from error
    if y % 2 != data[0] - _COMPRESSED_EVEN:
        y = domain.p - y
    point = Point(x, y)
    if not domain.contains(point):
        raise MalformedData(f"point is not on {domain.name}")
    return point
