from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hardware_mocks import personas, profiles
from hardware_mocks.card import VirtualCard
from hardware_mocks.faults import faulty
from nfc_icao.access.keys import AccessKey, Can, MrzKey
from nfc_icao.chip.apdu import parse_command
from nfc_icao.errors import (
    AccessDenied,
    CardLost,
    ChipError,
    LimitExceeded,
    ReadingCancelled,
    SecureMessagingError,
)
from nfc_icao.evidence import ChipReading
from nfc_icao.reading import ReadingPlan, ReadingProgress, read_chip

PERSON = personas.load("adult")
CAN = Can(PERSON.can)
MRZ = MrzKey(PERSON.document.number, PERSON.date_of_birth_yymmdd, PERSON.date_of_expiry_yymmdd)
CARD_ACCESS = VirtualCard.of("adult").document.files["EF_CardAccess"]
ALL_FILES = ["EF_CardAccess", "DG1", "EF_SOD", "DG13", "DG2", "DG14", "DG15"]


class Interfered:
    """A card whose answers pass through a rule: given the number of the command, the command and the honest answer."""

    def __init__(self, card: Any, rule: Callable[[int, bytes, bytes], bytes]) -> None:
        self.card, self.rule, self.number = card, rule, 0

    def transmit(self, command: bytes) -> bytes:
        self.number += 1
        return self.rule(self.number, command, self.card.transmit(command))


def read(card: Any = None, *keys: AccessKey, **more: Any) -> ChipReading:
    return read_chip(card or VirtualCard.of("adult"), keys or (CAN,), **more)


def test_one_tap_brings_home_every_file_exactly_as_it_is_on_the_chip() -> None:
    card = VirtualCard.of("adult")

    reading = read(card)

    assert list(reading.files) == ALL_FILES
    for name, content in reading.files.items():
        assert content == card.document.files[name]
    assert reading.refusals == {}


def test_the_reading_says_how_the_chip_was_opened() -> None:
    access = read(None, Can("999999"), CAN, MRZ).access

    assert (access.protocol, access.mapping, access.cipher, access.domain, access.password, access.key_index) == (
        "PACE", "GM", "AES-128", "brainpoolP256r1", "CAN", 1,
    )  # fmt: skip


def test_the_reading_says_when_bac_opened_a_chip_that_refused_pace() -> None:
    def no_pace(number: int, command: bytes, answer: bytes) -> bytes:
        return b"\x6f\x00" if command[:2] == b"\x00\x22" else answer

    access = read(Interfered(VirtualCard.of("adult"), no_pace), MRZ).access

    assert (access.protocol, access.fell_back) == ("BAC", True)
    assert not read(None, MRZ, plan=ReadingPlan(access="bac")).access.fell_back


def test_a_single_key_need_not_be_put_in_a_list() -> None:
    assert read_chip(VirtualCard.of("adult"), MRZ).access.password == "MRZ"


@pytest.mark.parametrize("persona_id", personas.ids())
@pytest.mark.parametrize("access", ["pace", "bac"])
def test_every_persona_is_read_by_either_protocol(persona_id: str, access: Any) -> None:
    person = personas.load(persona_id)
    key = MrzKey(person.document.number, person.date_of_birth_yymmdd, person.date_of_expiry_yymmdd)
    card = VirtualCard.of(persona_id)

    reading = read_chip(card, key, plan=ReadingPlan(access=access))

    assert reading.access.protocol.lower() == access
    assert {"EF_SOD", "DG1", "DG2", "DG14", "DG15"} <= set(reading.files)
    assert ("DG13" in reading.files) == ("DG13" in card.document.files)
    assert reading.chip_authentication is not None
    assert reading.chip_authentication.completed == (persona_id != "clone")
    assert reading.active_authentication is not None
    assert reading.active_authentication.status_word == 0x9000


NOT_READ_WHOLE = {"large-files-without-odd-read"}
"""A photo no command reaches: tests of the imagined card say how that ends."""


@pytest.mark.parametrize("profile", sorted(set(profiles.names()) - NOT_READ_WHOLE))
def test_every_kind_of_chip_is_read(profile: str) -> None:
    card = VirtualCard.of("adult", profile)

    reading = read(card, CAN, MRZ)

    for name, content in reading.files.items():
        assert content == card.document.files[name]
    assert {"DG1", "DG2"} <= set(reading.files)


@pytest.mark.parametrize("end_of_file", ["6282", "6Cxx", "6B00"])
@pytest.mark.parametrize("access", ["pace", "bac"])
def test_every_habit_at_the_end_of_a_file_is_understood(end_of_file: str, access: Any) -> None:
    card = VirtualCard(PERSON, replace(profiles.load("vietnam-2021"), end_of_file=end_of_file))

    assert list(read(card, MRZ, plan=ReadingPlan(access=access)).files) == ALL_FILES


def test_a_chip_with_short_answers_is_read_in_short_pieces() -> None:
    card = VirtualCard(PERSON, replace(profiles.load("vietnam-2021"), max_response_bytes=128))

    assert list(read(card).files) == ALL_FILES


def test_the_plan_decides_what_is_read() -> None:
    plan = ReadingPlan(data_groups=(1,), active_authentication=False, chip_authentication=False)

    reading = read(None, plan=plan)

    assert list(reading.files) == ["EF_CardAccess", "DG1", "EF_SOD"]
    assert reading.active_authentication is None
    assert reading.chip_authentication is None


def test_a_data_group_that_the_document_does_not_list_is_not_asked_for() -> None:
    reading = read(None, plan=ReadingPlan(data_groups=(1, 2, 11)))

    assert "DG11" not in {**reading.files, **reading.refusals}


def test_a_listed_data_group_that_the_chip_refuses_is_noted_and_reading_goes_on() -> None:
    reading = read(None, plan=ReadingPlan(data_groups=(3, 13, 1)))

    assert reading.refusals == {"DG3": 0x6982}
    assert {"DG1", "DG13"} <= set(reading.files)


def refusing_in_plain(short_id: int, status: str) -> Callable[[int, bytes, bytes], bytes]:
    """Answers the first read of the file with this short identifier with a bare status word, as some chips do."""
    is_armed = True

    def rule(number: int, command: bytes, answer: bytes) -> bytes:
        nonlocal is_armed
        parsed = parse_command(command)
        if is_armed and (parsed.cla, parsed.ins, parsed.p1) == (0x0C, 0xB0, 0x80 | short_id):
            is_armed = False
            return bytes.fromhex(status)
        return answer

    return rule


@pytest.mark.parametrize("access", ["pace", "bac"])
def test_a_refusal_outside_secure_messaging_ends_the_session_but_not_the_reading(access: Any) -> None:
    card = Interfered(VirtualCard.of("adult"), refusing_in_plain(13, "6982"))

    reading = read(card, MRZ, plan=ReadingPlan(access=access))

    assert reading.refusals == {"DG13": 0x6982}
    assert {"DG1", "DG14", "DG15", "DG2"} <= set(reading.files)
    assert reading.chip_authentication is not None
    assert reading.chip_authentication.completed


@pytest.mark.parametrize("status", ["6CD0", "6700", "6B00"])
def test_a_length_disliked_outside_secure_messaging_is_mended_in_a_new_session(status: str) -> None:
    card = Interfered(VirtualCard.of("adult"), refusing_in_plain(13, status))

    assert list(read(card, CAN).files) == ALL_FILES


def test_a_chip_that_ends_every_session_is_given_up() -> None:
    def rule(number: int, command: bytes, answer: bytes) -> bytes:
        return b"\x69\x88" if parse_command(command).cla == 0x0C and parse_command(command).ins == 0xB0 else answer

    with pytest.raises(SecureMessagingError):
        read(Interfered(VirtualCard.of("adult"), rule))


def test_the_phases_are_told_in_order_with_their_bytes() -> None:
    told: list[ReadingProgress] = []

    reading = read(None, progress=told.append)

    phases = list(dict.fromkeys(progress.phase for progress in told))
    assert phases == [
        "access", "DG1", "EF_SOD", "DG13", "DG2", "DG14", "DG15", "active_authentication",
        "chip_authentication",
    ]  # fmt: skip
    portrait = [progress for progress in told if progress.phase == "DG2"]
    assert portrait[-1].bytes_done == portrait[-1].bytes_expected == len(reading.files["DG2"])
    assert all(progress.bytes_done <= progress.bytes_expected for progress in told)


CAM_FIRST = replace(
    profiles.load("vietnam-2021"),
    pace=(profiles.PaceOffer("AES-128", 13, "CAM"), profiles.PaceOffer("AES-128", 13)),
)


def test_a_chip_that_proved_itself_in_pace_leaves_its_proof_and_the_file_it_is_checked_against() -> None:
    card = VirtualCard(PERSON, CAM_FIRST)

    reading = read(card)

    assert reading.access.mapping == "CAM"
    proof = reading.pace_chip_authentication
    assert proof is not None
    assert (proof.parameter_id, len(proof.pk_map_ic)) == (13, 65)
    assert reading.files["EF_CardSecurity"] == card.document.files["EF_CardSecurity"]
    assert reading.chip_authentication is not None
    assert reading.chip_authentication.completed


def test_without_that_mapping_the_signed_file_is_read_when_the_plan_wants_it() -> None:
    for plan, expected in ((ReadingPlan(), False), (ReadingPlan(card_security=True), True)):
        card = VirtualCard(PERSON, replace(CAM_FIRST, pace=(CAM_FIRST.pace[1],)))
        reading = read(card, plan=plan)
        asked_for = "EF_CardSecurity" in {**reading.files, **reading.refusals}
        assert asked_for == expected
        assert reading.pace_chip_authentication is None
        assert {"DG1", "DG2"} <= set(reading.files)


def test_a_signed_file_refused_in_plain_costs_a_session_and_not_the_reading() -> None:
    def refuses(number: int, command: bytes, answer: bytes) -> bytes:
        parsed = parse_command(command)
        return b"\x69\x82" if (parsed.cla, parsed.ins) == (0x0C, 0xB0) and number < 20 else answer

    reading = read(Interfered(VirtualCard(PERSON, CAM_FIRST), refuses))

    assert reading.refusals == {"EF_CardSecurity": 0x6982}
    assert set(ALL_FILES) <= set(reading.files)
    assert reading.pace_chip_authentication is not None


def test_the_traffic_is_counted() -> None:
    card = VirtualCard.of("adult")

    traffic = read(card).traffic

    assert traffic.commands == len(card.log)
    assert traffic.bytes_sent == sum(record.command_bytes for record in card.log)
    assert traffic.bytes_received == sum(record.response_bytes for record in card.log)


def test_a_wrong_key_is_access_denied() -> None:
    for keys in ((Can("000000"),), (Can("000000"), MrzKey("000000000", "000101", "300101"))):
        with pytest.raises(AccessDenied):
            read(None, *keys)


def test_a_card_access_known_from_elsewhere_stands_in_for_one_the_chip_hides() -> None:
    def hidden(number: int, command: bytes, answer: bytes) -> bytes:
        return b"\x6a\x82" if command[5:] == b"\x01\x1c" else answer

    reading = read(Interfered(VirtualCard.of("adult"), hidden), CAN, fallback_card_access=CARD_ACCESS)

    assert reading.access.protocol == "PACE"
    assert "EF_CardAccess" not in reading.files


def test_a_card_lifted_at_any_moment_is_lost() -> None:
    commands = read().traffic.commands
    for number in (0, 1, 3, 5, 8, 20, commands - 2):
        with pytest.raises(CardLost):
            read(faulty(VirtualCard.of("adult"), f"lift-after:{number}"))


def test_a_wrong_mac_is_raised_and_nothing_of_the_answer_is_used() -> None:
    with pytest.raises(SecureMessagingError):
        read(faulty(VirtualCard.of("adult"), "bad-mac:3"))


@pytest.mark.parametrize("number", range(1, 40, 3))
@pytest.mark.parametrize("fault", ["garbage", "truncate", "sw:6F00@"])
def test_a_broken_answer_at_any_moment_ends_in_a_reading_or_a_chip_error(fault: str, number: int) -> None:
    spec = f"{fault}{number}" if fault.endswith("@") else f"{fault}:{number}"
    try:
        reading = read(faulty(VirtualCard.of("adult"), spec), CAN, MRZ)
    except ChipError:
        return
    for name, content in reading.files.items():
        assert content == VirtualCard.of("adult").document.files[name]


def test_files_that_announce_absurd_lengths_are_noted_as_malformed() -> None:
    reading = read(faulty(VirtualCard.of("adult"), "huge-lengths"))

    assert set(reading.refusals.values()) == {None}  # It refused nothing: there is no status word to show.
    assert reading.traffic.commands < 600


def test_a_chip_that_answers_for_ever_is_left() -> None:
    class Endless:
        def transmit(self, command: bytes) -> bytes:
            return bytes.fromhex("319000 31 9000") if parse_command(command).ins == 0xB0 else b"\x90\x00"

    with pytest.raises(ChipError):
        read(Endless(), CAN, MRZ)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.just(b"\x90\x00"), st.binary(max_size=30)), max_size=40))
def test_any_answers_at_all_end_in_a_chip_error(answers: list[bytes]) -> None:
    class Junk:
        def transmit(self, command: bytes) -> bytes:
            return answers.pop(0) if answers else b"\x6f\x00"

    with pytest.raises(ChipError):
        read(Junk(), CAN, MRZ, fallback_card_access=CARD_ACCESS)


def test_the_limit_on_commands_is_raised_and_not_noted_as_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nfc_icao.chip.channel.ChipChannel.is_exhausted", property(lambda self: self.commands >= 12))

    with pytest.raises(LimitExceeded):
        read()


def test_a_caller_can_stop_it_between_any_two_commands() -> None:
    card = VirtualCard.of("adult")

    with pytest.raises(ReadingCancelled):
        read(card, cancelled=lambda: len(card.log) >= 12)
    assert len(card.log) == 12


def test_the_time_limit_ends_it() -> None:
    with pytest.raises(ReadingCancelled):
        read(None, time_limit_s=0)


def test_randomness_that_is_given_makes_the_whole_conversation_repeatable() -> None:
    def conversation() -> list[tuple[int, int]]:
        counter = iter(range(1, 10**6))
        card = VirtualCard.of("adult", randomness=lambda size: next(counter).to_bytes(size, "big"))
        read(card, randomness=lambda size: next(counter).to_bytes(size, "little"))
        return [(record.command_bytes, record.response_bytes) for record in card.log]

    assert conversation() == conversation()


def test_the_access_key_is_dropped_when_reading_ends() -> None:
    key = Can(PERSON.can)

    reading = read(None, key)

    gc.collect()
    holders = [holder for holder in gc.get_referrers(key) if type(holder).__name__ not in ("frame", "cell")]
    assert holders == []
    assert PERSON.can not in repr(reading)
