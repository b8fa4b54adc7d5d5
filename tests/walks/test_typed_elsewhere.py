"""A confirmed visit typed into another program's window: the same person, only there, as long as somebody wants."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pytest

import config
from config.delivery_base import DIRECTORY
from config.site_typing import Typing as TypingSetting
from drivers.typing import KeyboardMissing
from hardware_mocks.recording_keyboard import RecordingKeyboard
from kiosk.bootstrap import typing as bootstrap_typing
from kiosk.bootstrap.demo import Demo
from kiosk.bootstrap.languages import language
from kiosk.bootstrap.site import open_desk
from kiosk.domain.record import RecordFate
from kiosk.records import Store
from kiosk.runtime.workers import Mailbox
from kiosk.visit import Visit, VisitState
from kiosk.visit import events as happened
from walks.counter import Counter

QUICK = "quick.toml"


@dataclass
class TypingCounter:
    counter: Counter
    keyboard: RecordingKeyboard
    script: Path

    def ask(self) -> None:
        self.counter.do(happened.TypingAsked())

    def until_over(self) -> Visit:
        return self.counter.until(lambda visit: visit.typing is not None and visit.typing.over, "the end of typing")

    def audited(self) -> int:
        return self.counter.desk.store.verify_audit().rows


@pytest.fixture
def desk(demo: Demo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TypingCounter]:
    """A desk that types at once what the program's own script says, into nobody's window."""
    keyboard = RecordingKeyboard()
    monkeypatch.setattr(bootstrap_typing, "open_keyboard", lambda: keyboard)
    written = (DIRECTORY / "typing-fields.toml").read_text(encoding="utf-8")
    quick = written.replace("pace_s = 0.02", "pace_s = 0").replace("countdown_s = 3", "countdown_s = 1")
    (tmp_path / QUICK).write_text(quick, encoding="utf-8")
    site = config.load_site("demo").model_copy(update={"typing": TypingSetting(script=QUICK)})
    mailbox: Mailbox[happened.Event] = Mailbox()
    with open_desk(site, demo.surroundings(), tmp_path, mailbox.post) as opened:
        opened.start()
        counter = Counter(demo, opened, mailbox)
        counter.come_to_review("adult")
        counter.confirm_to_the_end()
        yield TypingCounter(counter, keyboard, tmp_path / QUICK)


def test_a_confirmed_visit_is_typed_field_by_field_as_it_was_recorded(desk: TypingCounter) -> None:
    before, audited = desk.counter.visit, desk.audited()
    seconds: list[int | None] = []
    desk.counter.desk.conductor.listen(lambda visit: seconds.append(visit.typing.seconds if visit.typing else None))
    desk.ask()
    visit = desk.until_over()
    assert visit.typing is not None
    assert visit.typing.problem is None
    assert visit.record_id is not None
    values = {name: one.value for name, one in desk.counter.desk.store.record(visit.record_id).values.items()}
    born = values["NGAY_SINH"]
    assert desk.keyboard.typed.split("\t") == [
        values["SO_CCCD"],
        values["HO_TEN"],
        f"{born[6:8]}/{born[4:6]}/{born[:4]}",
        {"1": "Nam", "2": "Nữ"}[values["GIOI_TINH"]],
        values["DIA_CHI"],
        values["MA_THE_BHYT"],
        values.get("DIEN_THOAI", ""),
    ]
    assert [one for one, _ in groupby(seconds)] == [None, 1, 0, None]
    assert (visit.state, visit.fate) == (before.state, RecordFate.DELIVERED)
    assert desk.audited() == audited + 1


def test_another_window_gets_no_key_and_the_desk_says_so(desk: TypingCounter) -> None:
    desk.keyboard.moves_after = 5
    desk.ask()
    visit = desk.until_over()
    assert visit.typing is not None
    assert visit.typing.problem == "typing.focus_changed"
    assert len(desk.keyboard.typed) == 5
    desk.keyboard.moves_after = None
    desk.keyboard.typed = ""
    desk.ask()
    visit = desk.until_over()
    assert visit.typing is not None
    assert (visit.typing.asking, visit.typing.problem) == (2, None)
    desk.counter.serves_the_next_citizen()


def test_the_next_citizen_during_the_countdown_means_no_key_at_all(desk: TypingCounter) -> None:
    audited = desk.audited()
    desk.ask()
    desk.counter.until(lambda visit: visit.typing is not None and visit.typing.seconds == 1, "the countdown")
    desk.counter.next_citizen()
    desk.counter.come_to_review("card2024")
    assert desk.counter.visit.typing is None
    assert desk.counter.confirm_to_the_end().fate is RecordFate.DELIVERED
    assert desk.keyboard.typed == ""
    desk.ask()  # The one before is over, or this one would never come to its turn.
    assert desk.until_over().typing is not None
    assert desk.keyboard.typed.count("\t") == 6
    assert desk.audited() > audited


def test_a_person_who_cancels_during_the_countdown_is_told_that_nothing_was_typed(desk: TypingCounter) -> None:
    audited = desk.audited()
    desk.ask()
    desk.counter.do(happened.TypingCancelled())
    visit = desk.until_over()
    assert visit.typing is not None
    assert visit.typing.problem == "typing.cancelled_before"
    assert (desk.keyboard.typed, desk.audited()) == ("", audited)


def no_keyboard() -> RecordingKeyboard:
    raise KeyboardMissing("X11")


def no_record(*_: object) -> None:
    raise bootstrap_typing.StoreError("SQLITE_BUSY")


@pytest.mark.parametrize("trouble", ["no_keyboard", "no_record", "script"])
def test_what_stands_in_the_way_is_a_sentence_and_neither_visit_nor_record_suffers(
    desk: TypingCounter, trouble: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        if trouble == "no_keyboard":
            broken.setattr(bootstrap_typing, "open_keyboard", no_keyboard)
        elif trouble == "no_record":
            broken.setattr(Store, "record", no_record)
        else:
            desk.script.unlink()
        desk.ask()
        visit = desk.until_over()
    assert visit.typing is not None
    assert visit.typing.problem == f"typing.{trouble}"
    assert all(language(code).knows(visit.typing.problem) for code in ("vi", "en"))
    assert (visit.state, visit.fate, visit.failure) == (VisitState.FINISHED, RecordFate.DELIVERED, None)
    assert desk.keyboard.typed == ""


def test_a_desk_that_closes_while_it_counts_down_types_nothing(desk: TypingCounter) -> None:
    desk.ask()
    desk.counter.until(lambda visit: visit.typing is not None and visit.typing.seconds == 1, "the countdown")
    desk.counter.desk.stop()
    assert desk.keyboard.typed == ""


def test_what_cannot_be_noted_is_not_typed(desk: TypingCounter, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(Store, "note", no_record_noted)
        desk.ask()
        visit = desk.until_over()
    assert visit.typing is not None
    assert (visit.typing.problem, desk.keyboard.typed) == ("typing.no_record", "")


def no_record_noted(*_: object, **__: object) -> None:
    raise bootstrap_typing.StoreError("SQLITE_FULL")
