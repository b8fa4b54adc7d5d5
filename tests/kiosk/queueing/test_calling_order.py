"""Who is called next, with priority and without starving anybody."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from counting import CLASSES, INTERNAL, RULES, MemoryRows, room
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.dates import PartialDate
from kiosk.queueing import (
    Lane,
    PriorityClass,
    PriorityFacts,
    PriorityUnknown,
    QueueRules,
    Room,
    RulesInvalid,
    TicketOffice,
    class_for,
)
from kiosk.runtime.clock import FakeClock

TODAY = date(2026, 11, 21)
FACTS = {
    "o": PriorityFacts(),
    "p": PriorityFacts(ticked=frozenset({"pregnant"})),
    "e": PriorityFacts(ticked=frozenset({"emergency"})),
}


def played(script: str, share: int = 2) -> str:
    """Play a day: o, p, e take a number of that lane, `.` calls the next. Returns the lanes in the order of calls."""
    clock, called = FakeClock(), ""
    office = TicketOffice(MemoryRows(), QueueRules(RULES.rooms, CLASSES, share), clock)
    for sign in script:
        clock.pass_time(1)
        if sign == ".":
            place = office.call_next(INTERNAL)
            called += {"C": "e", "U": "p"}.get(place.series[0], "o") if place else "-"
        else:
            office.issue(None, INTERNAL, FACTS[sign])
    return called


@pytest.mark.parametrize(
    ("script", "share", "called"),
    [
        ("oooppp......", 2, "poopop"),
        ("oooooopp........", 2, "poopoooo"),
        ("ppp...", 2, "ppp"),
        ("ooo....", 2, "ooo-"),
        ("oop" + "." * 3 + "ppoo....", 2, "pooppoo"[:3] + "poop"),
        ("ooppe.....", 2, "epoop"),
        ("op..op..", 0, "popo"),
        ("ooopp.....", 1, "popoo"),
        ("p.o.o.p.p.oo..", 2, "poopp" + "oo"),
    ],
)
def test_after_one_from_the_priority_lane_the_share_of_ordinary_numbers_comes(
    script: str, share: int, called: str
) -> None:
    assert played(script, share) == called


def test_an_ordinary_morning_is_not_paid_back_by_an_hour_of_priority() -> None:
    assert played("o" * 12 + "." * 10 + "pppp" + "......") == "o" * 10 + "pooppp"


@given(st.text("ope.", max_size=60), st.integers(0, 4))
def test_the_order_told_beforehand_is_the_order_called_when_nobody_else_comes(script: str, share: int) -> None:
    clock = FakeClock()
    office = TicketOffice(MemoryRows(), QueueRules(RULES.rooms, CLASSES, share), clock)
    for sign in script:
        clock.pass_time(1)
        if sign == ".":
            office.call_next(INTERNAL)
        else:
            office.issue(None, INTERNAL, FACTS[sign])
    told = [one.shown for one in office.waiting(INTERNAL)]
    called = []
    clock.pass_time(1)  # Of two calls in the same instant nobody can say which came first.
    while (place := office.call_next(INTERNAL)) is not None:
        clock.pass_time(1)
        called.append(place.shown)
    assert called == told
    assert len(set(called)) == len(called)


@given(st.text("op", min_size=1, max_size=40), st.integers(1, 4))
def test_nobody_waits_behind_more_than_one_priority_number_per_share(script: str, share: int) -> None:
    called = played(script + "." * len(script), share)
    first_ordinary_left = called.rfind("o")
    while_both_wait = called[: first_ordinary_left + 1]
    assert "pp" not in while_both_wait


# Classes.


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        (PartialDate(1946, 11, 21), "elderly"),
        (PartialDate(1946, 11, 22), None),
        (PartialDate(1946), "elderly"),
        (PartialDate(1946, 12), None),
        (PartialDate(1947), None),
        (PartialDate(2020, 11, 21), None),
        (PartialDate(2020, 11, 22), "child"),
        (PartialDate(2020, 11), "child"),
        (PartialDate(2020), "child"),
        (PartialDate(2019), None),
        (PartialDate(2026), "child"),
        (PartialDate(2026, 11), "child"),
        (PartialDate(2026, 11, 21), "child"),
        (PartialDate(2026, 11, 22), None),
        (PartialDate(2027), None),
        (None, None),
    ],
)
def test_age_decides_on_the_day_itself_and_an_incomplete_date_gives_the_benefit(
    born: PartialDate | None, expected: str | None
) -> None:
    found = class_for(PriorityFacts(date_of_birth=born), RULES, TODAY)
    assert (found.class_id if found else None) == expected


def test_the_weightiest_lane_of_several_classes_counts() -> None:
    facts = PriorityFacts(PartialDate(1940), frozenset({"emergency", "pregnant"}))
    found = class_for(facts, RULES, TODAY)
    assert found is not None and found.class_id == "emergency"


def test_staff_may_tick_what_age_did_not_decide() -> None:
    found = class_for(PriorityFacts(None, frozenset({"child"})), RULES, TODAY)
    assert found is not None and found.class_id == "child"


@pytest.mark.parametrize("day", [date(2028, 1, 1), date(2030, 6, 1)])
def test_a_class_whose_rule_is_over_can_no_longer_be_ticked(day: date) -> None:
    with pytest.raises(PriorityUnknown):
        class_for(PriorityFacts(ticked=frozenset({"pregnant"})), RULES, day)


def test_a_rule_does_not_hold_before_its_first_day() -> None:
    assert class_for(PriorityFacts(PartialDate(1900)), RULES, date(2010, 6, 30)) is None
    assert class_for(PriorityFacts(PartialDate(1900)), RULES, date(2010, 7, 1)) is not None


def test_what_is_known_of_a_person_is_not_in_the_repr() -> None:
    assert "pregnant" not in repr(FACTS["p"])
    assert "1940" not in repr(PriorityFacts(PartialDate(1940)))


# Rules that contradict themselves.


@pytest.mark.parametrize(
    ("rooms", "classes", "share"),
    [
        ((room("a", "A"), room("a", "B")), (), 2),
        ((room("a", "A"), room("b", "A")), (), 2),
        ((Room("a", {}, {Lane.ORDINARY: "A"}),), (), 2),
        ((Room("a", {}, {Lane.FIRST: "", Lane.PRIORITY: "U", Lane.ORDINARY: "A"}),), (), 2),
        ((), (CLASSES[0], CLASSES[0]), 2),
        ((), (PriorityClass("ordinary", {}, Lane.ORDINARY),), 2),
        ((), (), -1),
    ],
)
def test_rules_that_contradict_themselves_are_refused(
    rooms: tuple[Room, ...], classes: tuple[PriorityClass, ...], share: int
) -> None:
    with pytest.raises(RulesInvalid):
        QueueRules(rooms, classes, share)


def test_a_clock_that_was_moved_back_keeps_the_order_of_issue() -> None:
    rows, clock = MemoryRows(), FakeClock(datetime(2026, 11, 21, 3, 0, tzinfo=UTC))
    office = TicketOffice(rows, RULES, clock)
    first = office.issue(None, INTERNAL).shown
    clock.set_wall(clock.now() - timedelta(hours=1))
    second = office.issue(None, INTERNAL).shown
    assert [one.shown for one in office.waiting(INTERNAL)] == [first, second]
