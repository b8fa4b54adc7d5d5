"""A confirmed visit takes a number with it, and what the portal owed comes afterwards as a record of its own."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import config
from kiosk.bootstrap.demo import Demo
from kiosk.bootstrap.site import open_desk
from kiosk.domain.coverage import Validity
from kiosk.domain.failure import FailureCode
from kiosk.domain.insurance import InsuranceOutcome
from kiosk.domain.look_up import LookUpState
from kiosk.domain.record import RecordFate
from kiosk.records.look_ups import LookUpRows
from kiosk.runtime.workers import Mailbox
from kiosk.visit import Visit
from kiosk.visit import events as happened
from walks.counter import Counter


def with_number(counter: Counter) -> Visit:
    counter.confirm_to_the_end()
    return counter.until(lambda visit: visit.ticket is not None, "a number")


def test_each_confirmed_visit_gets_the_next_number_on_paper_and_the_same_again_when_asked(
    counter: Counter, tmp_path: Path
) -> None:
    counter.come_to_review("adult")
    first = with_number(counter).ticket
    assert first is not None
    (paper,) = tmp_path.rglob(f"*{first.shown}.pdf")
    printed = paper.read_bytes()
    assert printed.startswith(b"%PDF")
    counter.do(happened.TicketAsked())
    counter.until(lambda visit: paper.read_bytes() != printed, "the same number on paper, marked as printed again")
    counter.next_citizen()
    counter.come_to_review("card2024")
    second = with_number(counter).ticket
    assert second is not None
    assert (second.room_id, second.number) == (first.room_id, first.number + 1)


def test_the_room_and_the_priority_that_staff_choose_decide_the_number_and_leave_with_the_record(
    counter: Counter,
) -> None:
    counter.come_to_review("adult")
    counter.correct("PHONG_KHAM", "nhi")
    counter.correct("UU_TIEN", "pregnant")
    visit = with_number(counter)
    assert visit.ticket is not None
    assert (visit.ticket.room_id, visit.ticket.priority, visit.ticket.shown[:2]) == ("nhi", "pregnant", "UN")
    (received,) = counter.demo.hospital.received
    assert received.body["values"]["PHONG_KHAM"] == "nhi"
    assert received.body["values"]["UU_TIEN"] == "pregnant"


def test_age_gives_priority_without_anybody_ticking_it(counter: Counter) -> None:
    counter.come_to_review("elder")
    visit = with_number(counter)
    assert visit.ticket is not None
    assert visit.ticket.priority != "ordinary"


def test_a_printer_without_a_place_to_print_costs_the_paper_and_not_the_number(
    counter: Counter, tmp_path: Path
) -> None:
    folder = tmp_path / config.load_site("demo").printer.folder
    folder.write_bytes(b"")
    counter.come_to_review("adult")
    visit = with_number(counter)
    assert visit.ticket_failure is FailureCode.TICKET_NOT_PRINTED
    assert visit.fate is RecordFate.DELIVERED


def test_what_the_portal_says_is_judged_for_this_facility_and_day(counter: Counter) -> None:
    visit = counter.come_to_review("adult")
    assert visit.coverage is not None
    assert visit.coverage.validity is Validity.IN_FORCE
    assert visit.coverage.route is not None
    assert visit.form is not None
    suggested = visit.form.field_named("MA_DOITUONG_KCB")
    assert suggested is not None
    assert suggested.value == visit.coverage.route.code


def test_an_answer_that_the_portal_owed_becomes_a_record_that_follows_and_is_delivered(
    demo: Demo, tmp_path: Path
) -> None:
    mailbox: Mailbox[happened.Event] = Mailbox()
    with open_desk(config.load_site("demo"), demo.surroundings(), tmp_path, mailbox.post) as desk:
        desk.start()
        counter = Counter(demo, desk, mailbox)
        demo.portal.play("code-101")
        visit = counter.come_to_review("adult")
        assert visit.insurance is not None
        assert visit.insurance.outcome is InsuranceOutcome.LATER
        record_id = counter.confirm_to_the_end().record_id
        rows = LookUpRows(desk.store.database)
        (owed,) = rows.listed(LookUpState.PENDING)
        assert owed.record_id == record_id
        assert owed.asked

        demo.portal.play("good")
        rows.ask_again((LookUpState.PENDING,), datetime.now(UTC))
        assert desk.owed is not None
        (follow_up,) = desk.owed.ask_due(lambda: False)
        assert follow_up.answer.outcome is InsuranceOutcome.COVERED
        kept = desk.store.record(follow_up.follow_up_id)
        assert kept.follows == record_id
        assert kept.values["MA_THE_BHYT"].value
        counter.until(lambda _: desk.store.fate(follow_up.follow_up_id) is RecordFate.DELIVERED, "the answer delivered")
        assert [one.state for one in rows.listed(*LookUpState)] == [LookUpState.ANSWERED]
