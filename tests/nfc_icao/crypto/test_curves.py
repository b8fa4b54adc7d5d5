from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nfc_icao.crypto.curves import (
    STANDARDIZED,
    DomainParameters,
    Point,
    decode_any,
    named_curve,
    named_curve_from_explicit,
    standardized,
)
from nfc_icao.errors import MalformedData

ALL = pytest.mark.parametrize("domain", STANDARDIZED.values(), ids=lambda domain: domain.name)


def test_the_mapping_of_appendix_g_is_recomputed(vectors: Callable[[str], Any]) -> None:
    example = vectors("pace_ecdh_gm")
    domain = standardized(13)

    def point(name: str) -> Point:
        return domain.decode(b"\x04" + bytes.fromhex(example[name]))

    def number(name: str) -> int:
        return int(example[name], 16)

    assert domain.multiply(domain.generator, number("sk_map_ifd")) == point("pk_map_ifd")
    assert domain.multiply(point("pk_map_ic"), number("sk_map_ifd")) == point("h")
    assert domain.add(domain.multiply(domain.generator, number("nonce")), point("h")) == point("g_mapped")
    assert domain.multiply(point("g_mapped"), number("sk_dh_ifd")) == point("pk_dh_ifd")
    assert domain.shared_secret(number("sk_dh_ifd"), point("pk_dh_ic")).hex().upper() == example["shared_x"]


def test_the_table_is_that_of_part_11() -> None:
    assert {number: domain.name for number, domain in STANDARDIZED.items()} == {
        8: "secp192r1", 9: "brainpoolP192r1", 10: "secp224r1", 11: "brainpoolP224r1", 12: "secp256r1",
        13: "brainpoolP256r1", 14: "brainpoolP320r1", 15: "secp384r1", 16: "brainpoolP384r1", 17: "brainpoolP512r1",
        18: "secp521r1",
    }  # fmt: skip


@ALL
def test_both_sides_of_a_key_agreement_see_the_same_secret(domain: DomainParameters) -> None:
    ours, theirs = domain.order // 3, domain.order // 7

    secret = domain.shared_secret(ours, domain.multiply(domain.generator, theirs))

    assert secret == domain.shared_secret(theirs, domain.multiply(domain.generator, ours))
    assert len(secret) == domain.field_size


@ALL
def test_points_are_encoded_and_decoded_compressed_or_not(domain: DomainParameters) -> None:
    point = domain.multiply(domain.generator, 5)
    size = domain.field_size
    compressed = bytes([2 + point.y % 2]) + point.x.to_bytes(size, "big")

    assert domain.decode(domain.encode(point)) == point
    assert decode_any(domain, compressed) == point
    with pytest.raises(MalformedData):
        domain.decode(compressed)


@ALL
def test_explicit_parameters_find_the_named_curve_and_every_change_loses_it(domain: DomainParameters) -> None:
    generator = domain.encode(domain.generator)
    other = domain.encode(domain.multiply(domain.generator, 2))
    given_parameters = (domain.p, domain.a, domain.b, generator, domain.order)

    assert named_curve_from_explicit(*given_parameters) is domain
    for changed in (
        (domain.p + 2, domain.a, domain.b, generator, domain.order),
        (domain.p, domain.a + 1, domain.b, generator, domain.order),
        (domain.p, domain.a, domain.b + 1, generator, domain.order),
        (domain.p, domain.a, domain.b, other, domain.order),
        (domain.p, domain.a, domain.b, generator, domain.order + 2),
        (0, 0, 0, b"", 0),
    ):
        with pytest.raises(MalformedData):
            named_curve_from_explicit(*changed)


def test_curves_are_found_by_identifier_and_by_name() -> None:
    assert named_curve("1.3.36.3.3.2.8.1.1.7") is named_curve("brainpoolP256r1") is standardized(13)
    with pytest.raises(MalformedData):
        named_curve("secp256k1")
    with pytest.raises(MalformedData):
        standardized(0)


def test_infinity_and_points_off_the_curve_are_refused() -> None:
    domain = standardized(12)
    g = domain.generator

    for bad in (b"\x00", b"", b"\x04" + bytes(64), domain.encode(Point(g.x, g.y ^ 1)), b"\x04" + b"\xff" * 64):
        with pytest.raises(MalformedData):
            domain.decode(bad)
    with pytest.raises(MalformedData):
        domain.multiply(g, domain.order)
    with pytest.raises(MalformedData):
        domain.add(g, Point(g.x, domain.p - g.y))


@ALL
def test_private_keys_are_drawn_again_until_they_fit(domain: DomainParameters) -> None:
    size = domain.key_size
    draws = [bytes(size), b"\xff" * size, b"\x00" * (size - 1) + b"\xff"]

    key = domain.generate_private_key(lambda length: draws.pop(0) if length == size else b"")

    assert 1 <= key < domain.order


def test_a_source_of_randomness_that_is_stuck_ends_in_an_error() -> None:
    with pytest.raises(MalformedData):
        standardized(12).generate_private_key(bytes)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(list(STANDARDIZED.values())), st.integers(0, 140), st.binary(min_size=140, max_size=140))
def test_any_bytes_are_a_point_on_the_curve_or_malformed(domain: DomainParameters, size: int, data: bytes) -> None:
    for candidate in (data[:size], b"\x04" + data[: 2 * domain.field_size], b"\x02" + data[: domain.field_size]):
        try:
            assert domain.contains(decode_any(domain, candidate))
        except MalformedData:
            continue
