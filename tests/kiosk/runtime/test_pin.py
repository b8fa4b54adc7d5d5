"""A PIN is kept as a slow hash, and trying is stopped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.runtime.clock import FakeClock
from kiosk.runtime.pin import PinAnswer, PinError, PinLock, hash_pin, is_hash

PIN = "2468"
HASH = hash_pin(PIN, bytes(range(16)))


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def lock(clock: FakeClock) -> PinLock:
    return PinLock(HASH, clock, tries=3, rest_s=60.0)


def test_the_right_pin_opens_and_gives_all_tries_back(lock: PinLock) -> None:
    assert lock.try_pin("0000") == PinAnswer(opened=False, tries_left=2)
    assert lock.try_pin(PIN) == PinAnswer(opened=True, tries_left=3)
    assert lock.try_pin("0000") == PinAnswer(opened=False, tries_left=2)


def test_after_too_many_wrong_ones_even_the_right_one_is_not_looked_at_for_a_while(
    lock: PinLock, clock: FakeClock
) -> None:
    answers = [lock.try_pin("1111") for _ in range(3)]
    assert answers[-1] == PinAnswer(opened=False, tries_left=0, locked_s=60.0)
    clock.pass_time(20)
    assert lock.try_pin(PIN) == PinAnswer(opened=False, tries_left=0, locked_s=40.0)
    clock.pass_time(41)
    assert lock.try_pin(PIN).opened


def test_setting_the_clock_forward_does_not_open_a_lock(lock: PinLock, clock: FakeClock) -> None:
    for _ in range(3):
        lock.try_pin("1111")
    clock.set_wall(clock.now().replace(year=2040))
    assert lock.try_pin(PIN).locked_s == 60.0


@pytest.mark.parametrize("typed", ["", "24680", " 2468", "２４６８", "abcd", "2468\x00", "9" * 5000])
def test_anything_else_is_wrong_and_counts(typed: str, lock: PinLock) -> None:
    assert lock.try_pin(typed) == PinAnswer(opened=False, tries_left=2)


def test_two_hashes_of_one_pin_differ_and_hold_no_digit_of_it_in_clear() -> None:
    one, other = hash_pin("135790"), hash_pin("135790")
    assert one != other
    assert "135790" not in one
    assert is_hash(one)


@pytest.mark.parametrize("pin", ["", "123", "1" * 13, "12a4", "12 34", "１２３４"])
def test_what_is_no_pin_is_not_hashed(pin: str) -> None:
    with pytest.raises(PinError) as error:
        hash_pin(pin)
    assert not pin or pin not in str(error.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2468",
        HASH.replace("16384", "2"),
        HASH.replace("16384", "16385"),
        HASH.replace("16384", str(2**30)),
        HASH.replace("scrypt", "md5"),
        HASH[:-8],
        HASH + "A" * 300,
    ],
)
def test_a_hash_that_is_none_or_too_weak_or_too_dear_is_refused(text: str, clock: FakeClock) -> None:
    assert not is_hash(text)
    with pytest.raises(PinError):
        PinLock(text, clock)


@given(st.text(max_size=120))
def test_any_text_is_a_hash_or_raises_our_error(text: str) -> None:
    is_hash(text)
    is_hash(f"scrypt$16384$8$1${text}$AAAA")


def test_a_lock_shows_nothing_of_itself(lock: PinLock) -> None:
    assert repr(lock) == "PinLock()"
