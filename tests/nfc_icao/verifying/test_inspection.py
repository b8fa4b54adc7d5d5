"""What all checks share: the moment to judge by, and their names."""

from datetime import UTC, datetime, timedelta, timezone

from nfc_icao.verifying.inspection import CHECK_NAMES, trusted_time

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def test_a_given_time_is_taken_as_it_is():
    hanoi = NOON.astimezone(timezone(timedelta(hours=7)))
    assert trusted_time(hanoi, True) == NOON
    assert trusted_time(NOON.replace(tzinfo=None), True) == NOON


def test_without_one_a_trusted_clock_is_asked_and_an_untrusted_one_is_not():
    assert abs(trusted_time(None, True) - datetime.now(UTC)) < timedelta(minutes=1)
    assert trusted_time(None, False) is None
    assert trusted_time(NOON, False) is None


def test_every_check_has_a_name():
    assert list(CHECK_NAMES) == [f"C{number}" for number in range(1, 20)]
