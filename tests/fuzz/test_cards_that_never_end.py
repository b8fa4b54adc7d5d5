"""Cards that keep a counter busy: each reading ends within its limits, takes little memory, and the next card reads."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable, Iterator

import pytest

from fuzz.small_documents import keys_of, small_document
from hardware_mocks.card import VirtualCard
from hardware_mocks.faults import faulty
from nfc_icao.chip.channel import MAX_COMMANDS
from nfc_icao.encoding import tlv
from nfc_icao.errors import CardLost, ChipError, ReadingCancelled
from nfc_icao.reading import ReadingPlan, read_chip

TIME_LIMIT_S = 5.0
MAX_MEMORY_BYTES = 8 * 1024 * 1024
MOST_COMMANDS = MAX_COMMANDS


class EndlessCard:
    """Answers `answer(command)` for ever, and counts."""

    def __init__(self, answer: Callable[[bytes], bytes]) -> None:
        self._answer = answer
        self.asked = 0

    def transmit(self, command: bytes) -> bytes:
        self.asked += 1
        assert self.asked <= MOST_COMMANDS, "more commands than a reading may send"
        return self._answer(command)


def always(answer_hex: str) -> Callable[[bytes], bytes]:
    return lambda _: bytes.fromhex(answer_hex)


def wandering_lengths() -> Callable[[bytes], bytes]:
    """6Cxx with another xx each time, never the right one."""
    lengths: Iterator[int] = iter(range(10**9))
    return lambda _: bytes([0x6C, next(lengths) * 7 % 256])


def opens_and_reads(body: bytes) -> Callable[[bytes], bytes]:
    """Every SELECT succeeds, every READ BINARY brings `body`."""
    return lambda command: (body if command[1] in (0xB0, 0xB1) else b"") + b"\x90\x00"


ENDLESS = {
    "more bytes for ever (6100)": always("6100"),
    "more bytes for ever (61FF with data)": lambda _: bytes(255) + b"\x61\xff",
    "another length, always the same (6C10)": always("6C10"),
    "another length, none (6C00)": always("6C00"),
    "another length, each time another": wandering_lengths(),
    "success with nothing": always("9000"),
    "a warning with nothing": always("6282"),
    "end of file with nothing": always("6283"),
    "wait and try again (6300)": always("6300"),
    "few tries left for ever (63C3)": always("63C3"),
    "wrong length for ever": always("6700"),
    "offset outside the file for ever": always("6B00"),
    "session lost for ever": always("6988"),
    "a file of sixteen megabytes": opens_and_reads(b"\x31\x83\xff\xff\xff" + bytes(200)),
    "a file of 64 KB, a byte at a time": opens_and_reads(b"\x31"),
    "a file that is all headers": opens_and_reads(b"\x31\x82\xff\xff"),
    "64 KB in every answer": lambda _: b"\x31\x83\x03\xff\xff" + bytes(65000) + b"\x90\x00",
    "a megabyte in every answer": lambda _: bytes(1_000_000) + b"\x90\x00",
    "no status word": always(""),
    "half a status word": always("90"),
}


def good_card_reads() -> None:
    document = small_document()
    reading = read_chip(VirtualCard(document), keys_of(document))
    assert {"EF_SOD", "DG1", "DG2"} <= set(reading.files)


@pytest.mark.parametrize("answer", ENDLESS.values(), ids=list(ENDLESS))
def test_a_card_that_answers_without_end_is_given_up_and_the_next_one_reads(answer: Callable[[bytes], bytes]) -> None:
    card = EndlessCard(answer)
    tracemalloc.start()
    started = time.monotonic()
    try:
        with pytest.raises(ChipError):
            read_chip(card, keys_of(small_document()), time_limit_s=TIME_LIMIT_S)
        assert tracemalloc.get_traced_memory()[1] < MAX_MEMORY_BYTES
    finally:
        tracemalloc.stop()
    assert time.monotonic() - started < 2 * TIME_LIMIT_S
    assert card.asked <= MOST_COMMANDS
    good_card_reads()


class SlowCard:
    """A genuine chip that asks for more time before each answer, as with S(WTX) blocks of ISO 14443-4 §7.3."""

    def __init__(self, delay_s: float) -> None:
        self._card = VirtualCard(small_document())
        self._delay_s = delay_s

    def transmit(self, command: bytes) -> bytes:
        time.sleep(self._delay_s)
        return self._card.transmit(command)


def test_a_card_that_always_asks_for_more_time_is_given_up_when_the_time_is_over() -> None:
    started = time.monotonic()
    with pytest.raises(ReadingCancelled):
        read_chip(SlowCard(0.05), keys_of(small_document()), time_limit_s=0.3)
    assert time.monotonic() - started < TIME_LIMIT_S
    good_card_reads()


def test_a_card_that_falls_silent_after_access_control_is_given_up() -> None:
    """What drips under secure messaging counts as well: the limit is for the card, not for a command."""
    document = small_document("adult", "bac-only")
    stalling = faulty(VirtualCard(document), "stall:0.05")
    with pytest.raises(ReadingCancelled):
        read_chip(stalling, keys_of(document), time_limit_s=0.5)
    good_card_reads()


class ShrinkingCard(VirtualCard):
    """Under secure messaging, with right MACs, READ BINARY brings one byte, whatever was asked."""

    def _limit(self, received: object) -> int:
        limit: int = super()._limit(received)  # type: ignore[arg-type]  # a command of the imagined card
        return min(limit, 35) if self._channel is not None else limit


def test_a_chip_that_drips_files_under_right_macs_ends_within_the_commands_allowed() -> None:
    document = small_document("adult", "bac-only")
    card = ShrinkingCard(document)
    try:
        reading = read_chip(card, keys_of(document), plan=ReadingPlan(data_groups=(1, 2)), time_limit_s=TIME_LIMIT_S)
    except ChipError:
        reading = None
    assert len(card.log) <= MOST_COMMANDS
    if reading is not None:
        assert all(content == document.files[name] for name, content in reading.files.items())
    good_card_reads()


def test_files_that_announce_sixteen_megabytes_under_right_macs_cost_nothing() -> None:
    document = small_document()
    card = faulty(VirtualCard(document), "huge-lengths")
    tracemalloc.start()
    try:
        reading = read_chip(card, keys_of(document), time_limit_s=TIME_LIMIT_S)
        assert tracemalloc.get_traced_memory()[1] < MAX_MEMORY_BYTES
    finally:
        tracemalloc.stop()
    assert set(reading.files) <= {"EF_CardAccess"}
    good_card_reads()


def test_a_card_lifted_at_any_moment_leaves_the_reader_ready_for_the_next() -> None:
    document = small_document("adult", "bac-only")
    whole = read_chip(VirtualCard(document), keys_of(document)).traffic.commands
    for answers in range(whole):
        with pytest.raises(CardLost):
            read_chip(faulty(VirtualCard(document), f"lift-after:{answers}"), keys_of(document))
    good_card_reads()


def test_the_deepest_nesting_a_file_can_hold_is_refused_at_once() -> None:
    inner = b""
    while len(inner) < 60_000:
        inner = tlv.encode(0x31, inner)
    card = EndlessCard(opens_and_reads(inner[:60_000]))
    started = time.thread_time()
    with pytest.raises(ChipError):
        read_chip(card, keys_of(small_document()), time_limit_s=TIME_LIMIT_S)
    assert time.thread_time() - started < 2
