"""Portal, hospital, disk and key: reception goes on, and no confirmed record is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

import config
from kiosk.bootstrap.demo import Demo
from kiosk.bootstrap.desk_performers import failure_of_store
from kiosk.bootstrap.site import open_desk
from kiosk.domain.device import Device
from kiosk.domain.failure import FailureCode
from kiosk.domain.insurance import InsuranceOutcome
from kiosk.domain.record import RecordFate
from kiosk.records import DiskFull, Store, StoreBusy, StoreError, WrongKey
from kiosk.runtime.clock import SystemClock
from kiosk.runtime.workers import Mailbox
from kiosk.visit import VisitState
from kiosk.visit import events as happened
from walks.counter import Counter, assert_told


@pytest.mark.parametrize("code", [one.code for one in config.result_codes()] + ["999"])
def test_every_answer_of_the_portal_lets_reception_go_on(counter: Counter, code: str) -> None:
    counter.demo.portal.script(result_code=code)
    visit = counter.come_to_review("adult")
    assert visit.insurance is not None
    expected = {one.code: one.outcome for one in config.result_codes()}.get(code, "unknown")
    assert expected in (visit.insurance.outcome.value, "new_card")  # A new card is asked about at once.
    if visit.form is not None and visit.form.field_named("THE_GIAY") is not None:
        assert not visit.form.ready  # Army and police keep these cards: staff say what became of the paper.
        counter.correct("THE_GIAY", "not_shown")
    visit = counter.confirm_to_the_end()
    assert visit.fate is RecordFate.DELIVERED


@pytest.mark.parametrize(
    "trouble", [{"drop": True}, {"http_status": 500}, {"body": b"<html>bao tri</html>"}, {"redirect_to": "http://x/"}]
)
def test_a_portal_that_gives_no_answer_means_later(counter: Counter, trouble: dict[str, object]) -> None:
    counter.demo.portal.script(**trouble)  # type: ignore[arg-type]
    visit = counter.come_to_review("adult")
    assert visit.insurance is not None
    assert visit.insurance.outcome is InsuranceOutcome.LATER
    assert_told(FailureCode.PORTAL_UNREACHABLE)
    counter.demo.portal.script()
    counter.do(happened.RetryAsked())
    visit = counter.until(
        lambda one: one.insurance is not None and one.insurance.outcome is InsuranceOutcome.COVERED, "a second look-up"
    )
    counter.until_state(VisitState.REVIEWING)
    assert counter.confirm_to_the_end().fate is RecordFate.DELIVERED


def test_asking_again_keeps_what_a_person_corrected(counter: Counter) -> None:
    counter.come_to_review("adult")
    counter.correct("DIEN_THOAI", "0912345678")
    counter.do(happened.RetryAsked())
    counter.until_state(VisitState.REVIEWING)
    assert counter.visit.form is not None
    kept = counter.visit.form.field_named("DIEN_THOAI")
    assert kept is not None
    assert kept.value == "0912345678"


def test_a_hospital_that_is_down_leaves_the_record_waiting_and_gets_it_later_once(counter: Counter) -> None:
    counter.demo.hospital.stop()
    counter.come_to_review("adult")
    visit = counter.confirm_to_the_end()
    assert visit.fate is RecordFate.WAITING
    record_id = visit.record_id
    counter.demo.hospital.start()
    counter.until(lambda _: bool(counter.demo.hospital.received), "the outbox's next round")
    assert [one.key for one in counter.demo.hospital.received] == [record_id]
    counter.serves_the_next_citizen()


def test_a_hospital_that_does_not_accept_the_desk_calls_for_an_administrator(counter: Counter) -> None:
    counter.demo.hospital.script(status=401)
    counter.come_to_review("adult")
    visit = counter.confirm_to_the_end()
    assert visit.fate is RecordFate.WAITING
    assert visit.failure is FailureCode.DELIVERY_BLOCKED
    assert_told(FailureCode.DELIVERY_BLOCKED)


def test_a_damaged_store_is_put_aside_and_the_desk_goes_on(tmp_path: Path) -> None:
    site, told = config.load_site("demo"), {}
    path = tmp_path / site.store.path
    with Demo(prefer_pcsc=False) as demo:
        with open_desk(site, demo.surroundings(), tmp_path, lambda event: None):
            pass
        damaged = bytearray(path.read_bytes())
        damaged[4096:8192] = bytes(4096)
        path.write_bytes(damaged)
        with open_desk(site, demo.surroundings(), tmp_path, lambda event: None, board=told.__setitem__) as desk:
            assert desk.store.problems() == []
    assert told[Device.STORE] is FailureCode.STORE_SET_ASIDE
    (aside,) = tmp_path.glob("*.damaged-*")
    assert aside.read_bytes() == damaged


def test_an_answer_that_is_lost_does_not_double_the_record(counter: Counter) -> None:
    counter.demo.hospital.script(drop=True, times=1)
    counter.come_to_review("adult")
    visit = counter.confirm_to_the_end()
    assert visit.fate is RecordFate.WAITING
    counter.until(lambda _: counter.waiting() == 0, "the outbox's next round")
    assert [one.key for one in counter.demo.hospital.received] == [visit.record_id]


def test_a_hospital_that_refuses_for_good_is_told_and_the_record_is_kept(counter: Counter) -> None:
    counter.demo.hospital.script(status=422)
    counter.come_to_review("adult")
    visit = counter.confirm_to_the_end()
    assert visit.fate is RecordFate.REFUSED
    assert visit.failure is FailureCode.DELIVERY_REFUSED
    assert_told(FailureCode.DELIVERY_REFUSED)
    counter.demo.hospital.script()
    counter.serves_the_next_citizen()


def test_a_full_disk_is_told_before_anything_is_called_saved_and_confirming_again_saves(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    counter.come_to_review("adult")

    def full(store: Store, record: object, deliveries: object) -> None:
        raise DiskFull

    with monkeypatch.context() as broken:
        broken.setattr(Store, "save", full)
        counter.do(happened.Confirmed())
        visit = counter.until_failure(FailureCode.DISK_FULL)
        assert visit.state is VisitState.REVIEWING
        assert visit.record_id is None
    assert_told(FailureCode.DISK_FULL)
    assert counter.confirm_to_the_end().fate is RecordFate.DELIVERED


def test_a_store_opened_with_a_wrong_key_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    site = config.load_site("demo")
    with Demo(prefer_pcsc=False) as demo:
        with open_desk(site, demo.surroundings(), tmp_path, lambda event: None):
            pass
        before = (tmp_path / site.store.path).read_bytes()
        key_file = tmp_path / site.store.key_file
        key_file.unlink()
        with (
            pytest.raises(StoreError) as missing,
            open_desk(site, demo.surroundings(), tmp_path, lambda event: None),
        ):
            pass
    assert failure_of_store(missing.value) is FailureCode.STORE_WRONG_KEY
    with pytest.raises(WrongKey):
        Store.open(tmp_path / site.store.path, bytes(32), clock=SystemClock())
    assert (tmp_path / site.store.path).read_bytes() == before
    assert_told(FailureCode.STORE_WRONG_KEY)


def test_a_mistake_of_ours_ends_one_visit_and_the_next_citizen_is_served(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    counter.come_to_review("adult")

    def broken(store: Store, record: object, deliveries: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as mistaken:
        mistaken.setattr(Store, "save", broken)
        counter.do(happened.Confirmed())
        assert counter.until_failure(FailureCode.UNEXPECTED).state is VisitState.REVIEWING
    counter.serves_the_next_citizen()


def test_a_growing_backlog_is_warned_of_before_the_desk_stops_and_told_when_it_does(tmp_path: Path) -> None:
    site = config.load_site("demo")
    narrow = site.store.backlog.model_copy(update={"warn_at": 1, "stop_at": 2})
    site = site.model_copy(update={"store": site.store.model_copy(update={"backlog": narrow})})
    mailbox: Mailbox[happened.Event] = Mailbox()
    board: dict[Device, FailureCode | None] = {}
    with Demo(prefer_pcsc=False) as demo:
        demo.hospital.stop()
        with open_desk(site, demo.surroundings(), tmp_path, mailbox.post, board=board.__setitem__) as desk:
            desk.start()
            counter = Counter(demo, desk, mailbox)
            counter.come_to_review("adult")
            assert counter.confirm_to_the_end().fate is RecordFate.WAITING
            counter.next_citizen()
            counter.come_to_review("card2024")
            assert counter.confirm_to_the_end().fate is RecordFate.WAITING
            counter.until(lambda _: board.get(Device.STORE) is FailureCode.BACKLOG_FULL, "the board to say so")
            counter.next_citizen()
            counter.come_to_review("elder")
            counter.do(happened.Confirmed())
            visit = counter.until_failure(FailureCode.BACKLOG_FULL)
            assert visit.state is VisitState.REVIEWING
            demo.hospital.start()
            counter.until(lambda _: counter.waiting() == 0, "what waited to be delivered")
            assert counter.confirm_to_the_end().fate is RecordFate.DELIVERED
    assert_told(FailureCode.BACKLOG_FULL)
    assert_told(FailureCode.BACKLOG_WARNING)


def fails(*_: object, **__: object) -> None:
    raise StoreBusy("SQLITE_BUSY")


def test_a_store_that_cannot_forget_keeps_no_record_from_its_office(
    demo: Demo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Store, "keep_only", fails)
    mailbox: Mailbox[happened.Event] = Mailbox()
    demo.hospital.stop()
    with open_desk(config.load_site("demo"), demo.surroundings(), tmp_path, mailbox.post) as desk:
        counter = Counter(demo, desk, mailbox)
        desk.start()
        counter.come_to_review("adult")
        assert counter.confirm_to_the_end().fate is RecordFate.WAITING
        demo.hospital.start()
        counter.until(lambda _: desk.store.counts()[RecordFate.DELIVERED] == 1, "the record at its office")


def test_a_receipt_is_told_also_when_its_time_cannot_be_remembered(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Store, "remember_official_time", fails)
    counter.come_to_review("adult")
    visit = counter.confirm_to_the_end()
    assert (visit.fate, visit.failure) == (RecordFate.DELIVERED, None)
    assert visit.receipt is not None
