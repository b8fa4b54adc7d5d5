"""Each way a visit can break on this side of the network: told in one sentence, and the next citizen is served."""

from __future__ import annotations

import pytest

from hardware_mocks import personas
from kiosk.domain.device import Device
from kiosk.domain.failure import FailureCode
from kiosk.domain.identity import Assurance
from kiosk.domain.verdict import Outcome
from kiosk.visit import VisitState
from kiosk.visit import events as happened
from walks.counter import Counter, assert_told


@pytest.mark.parametrize(
    ("text", "failure"),
    [
        ("https://example.vn/menu", FailureCode.CODE_OF_ANOTHER_DOCUMENT),
        ("Hóa đơn|42|15000", FailureCode.CODE_OF_ANOTHER_DOCUMENT),
        ("001099012345||Nguyễn Văn An|31021999|Nam|Hà Nội|10052022", FailureCode.CODE_MALFORMED),
        ("001099012345|", FailureCode.CODE_MALFORMED),
    ],
    ids=["web address", "invoice", "31 February", "cut short"],
)
def test_a_code_that_is_no_good_is_named_and_forgotten(counter: Counter, text: str, failure: FailureCode) -> None:
    counter.scan(text)
    counter.until_failure(failure)
    assert counter.visit.state is VisitState.IDLE
    assert_told(failure)
    counter.serves_the_next_citizen()


def test_a_code_of_somebody_else_does_not_open_the_chip(counter: Counter) -> None:
    counter.scan_person("adult")
    counter.lay("child")
    visit = counter.until_failure(FailureCode.WRONG_ACCESS_KEY)
    assert visit.state is VisitState.AWAITING_CARD
    assert_told(FailureCode.WRONG_ACCESS_KEY)
    counter.serves_the_next_citizen()


def test_a_card_that_opens_by_chance_is_still_found_to_be_somebody_elses(counter: Counter) -> None:
    assert personas.load("adult").can == personas.load("elder").can
    counter.scan_person("adult")
    counter.lay("elder")
    visit = counter.until_failure(FailureCode.CARD_OF_SOMEBODY_ELSE)
    assert visit.identity is None
    assert_told(FailureCode.CARD_OF_SOMEBODY_ELSE)
    counter.serves_the_next_citizen()


@pytest.mark.parametrize("commands", [0, 1, 5, 12, 30, 60, 90])
def test_a_card_lifted_at_any_moment_can_be_laid_again(counter: Counter, commands: int) -> None:
    counter.scan_person("adult")
    counter.lay("adult", f"lift-after:{commands}")
    counter.until_failure(FailureCode.CARD_LIFTED)
    assert_told(FailureCode.CARD_LIFTED)
    counter.lift()
    counter.lay("adult")
    counter.until_state(VisitState.REVIEWING)
    counter.serves_the_next_citizen()


def test_a_card_that_is_no_identity_card_is_named(counter: Counter) -> None:
    counter.scan_person("adult")
    counter.reader.tap(BankCard())
    counter.until_failure(FailureCode.NOT_AN_IDENTITY_CARD)
    assert_told(FailureCode.NOT_AN_IDENTITY_CARD)
    counter.serves_the_next_citizen()


class BankCard:
    """A chip that knows no application of ours."""

    atr = bytes.fromhex("3B8001804F0CA0000003060300010000000068")

    def reset(self) -> None:
        """Nothing to forget."""

    def transmit(self, command: bytes, /) -> bytes:
        return bytes.fromhex("6A82")


@pytest.mark.parametrize("fault", ["bad-mac:20", "garbage:25", "garbage:3", "huge-lengths", "truncate:30"])
def test_a_chip_that_talks_nonsense_ends_this_reading_only(counter: Counter, fault: str) -> None:
    counter.scan_person("adult")
    counter.lay("adult", fault)
    visit = counter.until(
        lambda one: one.failure is not None or one.state is VisitState.REVIEWING, "a failure, or a lesser reading"
    )
    if visit.failure is None:  # A single refused file is weighed by the verdict instead.
        assert visit.verdict is not None
        assert visit.verdict.overall is not Outcome.SUCCESSFUL
    else:
        assert_told(visit.failure)
    counter.serves_the_next_citizen()


def test_a_chip_that_ends_its_session_once_is_read_on_in_a_new_one(counter: Counter) -> None:
    counter.scan_person("adult")
    counter.lay("adult", "sw:6F00@40")
    visit = counter.until_state(VisitState.REVIEWING)
    assert visit.verdict is not None
    assert visit.verdict.overall is Outcome.SUCCESSFUL
    counter.serves_the_next_citizen()


@pytest.mark.parametrize("persona", ["clone", "tampered-photo", "expired-signer"])
def test_a_chip_that_fails_its_proof_is_shown_failed_and_green_nowhere(counter: Counter, persona: str) -> None:
    visit = counter.come_to_review(persona)
    assert visit.verdict is not None
    assert visit.verdict.overall is Outcome.FAILED
    assert visit.identity is not None
    assert visit.form is not None
    if persona != "clone":  # A copied chip carries genuine data: authentic, and the verdict is red all the same.
        assert all(one.assurance < Assurance.AUTHENTIC for one in visit.form.fields)
    counter.serves_the_next_citizen()


def test_a_second_card_stops_the_visit_until_one_is_left(counter: Counter) -> None:
    counter.scan_person("adult")
    counter.do(happened.SecondCardArrived())
    assert counter.visit.failure is FailureCode.TWO_CARDS
    assert_told(FailureCode.TWO_CARDS)
    counter.serves_the_next_citizen()


def test_a_reader_unplugged_in_the_middle_is_named_and_found_again(counter: Counter) -> None:
    counter.scan_person("adult")
    counter.lay("adult", "stall:0.05")
    counter.until(lambda visit: visit.progress is not None, "reading under way")
    counter.reader.unplug()
    counter.until_failure(FailureCode.READER_UNPLUGGED)
    assert counter.board[Device.READER] is FailureCode.READER_UNPLUGGED
    assert_told(FailureCode.READER_UNPLUGGED)
    counter.reader.plug()
    counter.until(lambda visit: visit.failure is None, "the reader back")
    assert counter.board[Device.READER] is None
    counter.serves_the_next_citizen()


def test_a_card_service_that_stops_is_named_and_found_again(counter: Counter) -> None:
    counter.until(lambda _: counter.board.get(Device.READER, FailureCode.UNEXPECTED) is None, "the reader seen")
    counter.reader.stop_service()
    counter.until_failure(FailureCode.READER_SERVICE_STOPPED)
    assert_told(FailureCode.READER_SERVICE_STOPPED)
    counter.reader.start_service()
    counter.until(lambda visit: visit.failure is None, "the service back")
    counter.serves_the_next_citizen()


def test_a_chip_that_stalls_is_given_up_and_the_next_card_is_read(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counter.desk.chip, "time_limit_s", 0.5)
    counter.scan_person("adult")
    counter.lay("adult", "stall:0.2")
    counter.until_failure(FailureCode.READING_TOO_SLOW)
    assert_told(FailureCode.READING_TOO_SLOW)
    monkeypatch.undo()
    counter.serves_the_next_citizen()


def test_cancelling_while_the_chip_is_read_frees_the_reader_at_once(counter: Counter) -> None:
    counter.scan_person("adult")
    counter.lay("adult", "stall:0.05")
    counter.until(lambda visit: visit.progress is not None, "reading under way")
    counter.do(happened.Cancelled())
    assert counter.visit.state is VisitState.IDLE
    assert counter.visit.claim is None
    counter.serves_the_next_citizen()


def test_every_failure_and_every_helper_has_a_sentence_in_both_languages() -> None:
    for failure in FailureCode:
        assert_told(failure)
