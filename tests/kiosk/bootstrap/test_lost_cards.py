from __future__ import annotations

from kiosk.bootstrap.lost_cards import RETURN_GRACE_S, LostCards
from nfc_icao.partial_reading import PartialReading

PARTIAL = PartialReading({"DG1": b"\x61\x00"})


class Time:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_what_was_kept_can_be_taken_once() -> None:
    lost = LostCards()
    lost.keep("a", PARTIAL)
    assert lost.take("a") is PARTIAL
    assert lost.take("a") is None


def test_it_is_given_to_no_other_visit_and_gone_when_another_asks() -> None:
    lost = LostCards()
    lost.keep("a", PARTIAL)
    assert lost.take("b") is None
    assert lost.take("a") is None


def test_after_the_grace_time_it_is_not_given_any_more() -> None:
    time = Time()
    lost = LostCards(time)
    lost.keep("a", PARTIAL)
    time.now += RETURN_GRACE_S
    assert lost.take("a") is PARTIAL
    lost.keep("a", PARTIAL)
    time.now += RETURN_GRACE_S + 0.1
    assert lost.take("a") is None


def test_it_goes_with_the_visit_even_when_the_reading_ends_after_it() -> None:
    lost = LostCards()
    lost.keep("a", PARTIAL)
    lost.forget("a")
    assert lost.take("a") is None
    lost.keep("a", PARTIAL)
    assert lost.take("a") is None
