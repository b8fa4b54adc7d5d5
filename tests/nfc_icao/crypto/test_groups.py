from __future__ import annotations

import pytest

from nfc_icao.crypto.domains import STANDARDIZED_DOMAINS, standardized_domain
from nfc_icao.crypto.groups import STANDARDIZED_GROUPS, DhGroup
from nfc_icao.crypto.randomness import system_randomness
from nfc_icao.errors import MalformedData

GROUPS = list(STANDARDIZED_GROUPS.values())
SAFE = DhGroup("of a key", GROUPS[0].prime, GROUPS[0].generator, None)
"""A group whose key does not say the order (PKCS #3)."""


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.name)
def test_the_standardized_groups_are_what_they_say(group: DhGroup) -> None:
    _, prime_bits, order_bits = group.name.split("-")
    assert group.order is not None
    assert (group.prime.bit_length(), group.order.bit_length()) == (int(prime_bits), int(order_bits))
    assert pow(2, group.prime - 1, group.prime) == pow(2, group.order - 1, group.order) == 1
    assert (group.prime - 1) % group.order == 0
    assert group.contains(group.generator)


@pytest.mark.parametrize("group", [*GROUPS, SAFE], ids=lambda group: group.name)
def test_two_sides_agree(group: DhGroup) -> None:
    ours, theirs = (group.generate_key_pair(system_randomness) for _ in range(2))

    secret = group.shared_secret(ours[0], group.decode(group.encode(theirs[1])))

    assert secret == group.shared_secret(theirs[0], ours[1])
    assert len(secret) == group.size == group.public_key_size


def test_what_is_no_member_of_the_group_is_malformed() -> None:
    group = GROUPS[0]
    outside = next(number for number in range(2, 99) if not group.contains(number))
    for value in (0, 1, group.prime - 1, group.prime, group.prime + 1, outside):
        with pytest.raises(MalformedData):
            group.decode(value.to_bytes(group.size, "big"))
    with pytest.raises(MalformedData):
        group.decode(b"\x00" + group.encode(group.generator))
    with pytest.raises(MalformedData):
        group.decode(b"")
    assert SAFE.contains(outside)
    assert not SAFE.contains(1)


def scalar_of_a_short_value(group: DhGroup) -> int:
    """The first that leads to a public value with a leading zero."""
    limit = 8 * (group.size - 1)
    return next(k for k in range(1, 5000) if pow(group.generator, k, group.prime).bit_length() <= limit)


def test_a_public_value_whose_leading_zeros_were_dropped_is_taken() -> None:
    group = GROUPS[0]
    scalar = next(
        k for k in range(1, 5000) if pow(group.generator, k, group.prime).bit_length() <= 8 * (group.size - 1)
    )
    value = group.multiply(group.generator, scalar)

    assert group.decode(group.encode(value).lstrip(b"\x00")) == value


def test_our_own_public_value_never_begins_with_a_zero() -> None:
    group = GROUPS[0]
    short = scalar_of_a_short_value(group)
    drawn = iter([short.to_bytes(20, "big"), (2).to_bytes(20, "big")])

    assert group.generate_key_pair(lambda size: next(drawn))[0] == 2


@pytest.mark.parametrize("stuck", [b"\x00", b"\xff"])
def test_randomness_that_is_stuck_is_noticed(stuck: bytes) -> None:
    with pytest.raises(MalformedData, match="stuck"):
        GROUPS[0].generate_key_pair(lambda size: stuck * size)


def test_the_neutral_element_is_never_a_result() -> None:
    group = GROUPS[0]
    assert group.order is not None
    inverse = pow(group.generator, -1, group.prime)
    with pytest.raises(MalformedData):
        group.multiply(group.generator, group.order)
    with pytest.raises(MalformedData):
        group.add(group.generator, inverse)
    with pytest.raises(MalformedData):
        group.element_from(1)


def test_nothing_is_mapped_into_a_group_of_unknown_order() -> None:
    with pytest.raises(MalformedData, match="no known order"):
        SAFE.element_from(5)


def test_the_standardized_domains_are_those_of_the_standard() -> None:
    assert sorted(STANDARDIZED_DOMAINS) == [0, 1, 2, *range(8, 19)]
    for parameter_id in (-1, 3, 7, 19, 31):
        with pytest.raises(MalformedData):
            standardized_domain(parameter_id)
    assert standardized_domain(2).name == "MODP-2048-256"
