"""What real chips and readers do, one test a row, numbered as in the list of what users of open readers run into."""

from __future__ import annotations

import math
from dataclasses import replace
from types import MappingProxyType

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from reading_cards import CAN, MRZ, READ, SELECT, WIDE, Link, Rule, a_card, reads

from hardware_mocks.card import VirtualCard
from hardware_mocks.issuing.chip_keys import RsaActiveKey
from hardware_mocks.issuing.data_groups import dg15
from nfc_icao.chip.apdu import CommandApdu
from nfc_icao.errors import CardLost, SecureMessagingError
from nfc_icao.evidence import ChipReading
from nfc_icao.reading import ReadingPlan, read_chip

FILES = {"EF_SOD", "DG1", "DG2", "DG13", "DG14", "DG15"}


def read_well(link: Link, *, plan: ReadingPlan | None = None) -> ChipReading:
    """Reads, and holds every file against what is on the card."""
    reading = read_chip(link, (CAN, MRZ), plan=plan or ReadingPlan())
    for name, content in reading.files.items():
        assert content == link.card.document.files[name], name
    assert set(reading.files) >= FILES
    assert reading.chip_authentication is not None
    assert reading.chip_authentication.completed
    return reading


def once(rule: Rule) -> Rule:
    done = False

    def armed(command: CommandApdu, encoded: bytes, before: int) -> bytes | None:
        nonlocal done
        answer = None if done else rule(command, encoded, before)
        done = done or answer is not None
        return answer

    return armed


def is_read(command: CommandApdu) -> bool:
    return command.ins == READ and bool(command.cla & 0x0C)


# B1: reads that are too long.


def test_b1_a_chip_that_names_its_longest_read_is_asked_for_that_from_then_on() -> None:
    link = Link(a_card(read_limit=0xC0, read_limit_status="6Cxx"))
    read_well(link)
    assert link.card.document.profile.read_limit == 0xC0
    blocks = sum(math.ceil(len(link.card.document.files[name]) / 0xC0) for name in FILES)
    assert reads(link) <= blocks + len(FILES) + 2


def test_b1_a_chip_that_only_says_wrong_length_is_read_in_smaller_blocks() -> None:
    read_well(Link(a_card(read_limit=0x80, read_limit_status="6700")))


def test_b1_a_spanish_card_that_warns_6282_at_each_block_is_read_to_the_end() -> None:
    read_well(Link(a_card(read_limit=0x80, read_limit_status="6282")))


def test_b1_a_russian_passport_that_answers_6b00_and_falls_silent_is_asked_for_the_length_first() -> None:
    def silent_past_the_end(command: CommandApdu, encoded: bytes, before: int) -> bytes | None:
        # DG1 has 95 bytes; whoever asks for more loses the session.
        return b"\x6b\x00" if is_read(command) and command.p1 == 0x81 else None

    link = Link(a_card(), rule=once(silent_past_the_end))
    read_well(link)
    untouched = Link(a_card())
    read_well(untouched)
    assert reads(link) == reads(untouched) + 1 + len(FILES)  # The one refused, and a header for each file.


def test_b1_a_chinese_passport_that_refuses_extended_length_is_read_in_short_apdus() -> None:
    def refuses(command: CommandApdu, encoded: bytes, before: int) -> bytes | None:
        return b"\x67\x00" if is_read(command) and command.is_extended else None

    link = Link(a_card(ef_atr=True), WIDE, refuses)
    read_well(link)
    assert sum(command.is_extended for command in link.protected(READ)) == 1


def test_b1_extended_length_refused_inside_the_session_costs_one_command_and_no_session() -> None:
    link = Link(a_card(extended_length=True, ef_atr=True, read_limit=223, read_limit_status="6700"), WIDE)
    read_well(link)
    assert sum(command.is_extended for command in link.protected(READ)) == 1
    assert sum(command.ins == 0x22 and command.p2 == 0xA4 and command.p1 == 0xC1 for command in link.sent) == 1


@pytest.mark.parametrize("end_of_file", ["6282", "6Cxx", "6B00"])
@pytest.mark.parametrize("limits", [None, WIDE])
def test_b1_every_habit_at_the_end_of_a_file_is_understood_in_both_lengths(end_of_file: str, limits: object) -> None:
    card = a_card(end_of_file=end_of_file, ef_atr=True)
    read_well(Link(card, WIDE) if limits else Link(card))


# B2: a session that is silently lost.


@pytest.mark.parametrize("status", ["6988", "6982", "6F00"])
def test_b2_a_session_lost_in_the_middle_of_the_photo_is_had_again_and_read_on(status: str) -> None:
    def lost(command: CommandApdu, encoded: bytes, before: int) -> bytes | None:
        return bytes.fromhex(status) if is_read(command) and command.p1 == 0x20 else None

    untouched = Link(a_card())
    read_well(untouched)
    link = Link(a_card(), rule=once(lost))
    read_well(link)
    assert reads(link) == reads(untouched) + 1  # The read that was lost; nothing is read twice.


def test_b2_a_session_lost_after_every_error_ends_in_a_whole_reading() -> None:
    reading = read_chip(Link(a_card(data_groups=(1, 2, 3, 13, 15, 14), error_ends_session=True)), (CAN,))
    assert set(reading.files) >= FILES


def test_b2_a_chip_that_never_keeps_a_session_is_left_after_a_few() -> None:
    def lost(command: CommandApdu, encoded: bytes, before: int) -> bytes | None:
        return b"\x69\x88" if is_read(command) else None

    link = Link(a_card(), rule=lost)
    with pytest.raises(SecureMessagingError):
        read_chip(link, CAN)
    assert len(link.sent) < 60


# B3: slow because of small blocks and files nobody needs.


@pytest.mark.parametrize(("limits", "block"), [(None, 223), (WIDE, 2015)])
def test_b3_no_read_is_spent_that_arithmetic_does_not_demand(limits: object, block: int) -> None:
    card = a_card(ef_atr=True)
    link = Link(card, WIDE) if limits else Link(card)
    read_well(link)
    files = link.card.document.files
    proof = 1
    assert reads(link) == sum(math.ceil(len(files[name]) / block) for name in FILES) + proof
    assert len(link.protected(SELECT)) == 1  # The application; no file.


def test_b3_ef_com_is_read_only_when_wanted() -> None:
    link, wanted = Link(a_card()), Link(a_card())
    assert "EF_COM" not in read_well(link).files
    assert "EF_COM" in read_well(wanted, plan=ReadingPlan(ef_com=True)).files
    assert reads(wanted) == reads(link) + 1


# B13: fingerprints that are refused, and everything after them.


def test_b13_fingerprints_are_not_asked_for_unless_the_plan_names_them() -> None:
    link = Link(a_card(data_groups=(1, 2, 3, 4, 13, 15, 14)))
    read_well(link)
    assert not [command for command in link.protected(READ) if command.p1 in (0x83, 0x84)]


def test_b13_refused_fingerprints_are_noted_and_cost_nothing_else_even_when_they_end_the_session() -> None:
    card = a_card(data_groups=(1, 2, 3, 4, 13, 15, 14), error_ends_session=True)
    reading = read_well(Link(card), plan=ReadingPlan(data_groups=(1, 2, 3, 4, 13, 14, 15)))
    assert reading.refusals == {"DG3": 0x6982, "DG4": 0x6982}


# B14: files of the master file refused before access control.


def test_b14_a_refused_atr_file_is_no_matter() -> None:
    def refuses(command: CommandApdu, encoded: bytes, before: int) -> bytes | None:
        wanted = command.p1 == 0x81 or command.data == b"\x2f\x01"
        return b"\x69\x82" if wanted and not command.cla & 0x0C else None

    link = Link(a_card(ef_atr=True), WIDE, refuses)
    assert "EF_ATR_INFO" not in read_well(link).files


def test_b14_an_atr_file_decides_the_length_of_reads_and_is_not_asked_for_where_it_cannot() -> None:
    link = Link(a_card(ef_atr=True, max_response_bytes=1024), WIDE)
    assert "EF_ATR_INFO" in read_well(link).files
    assert reads(link) == 1 + sum(math.ceil(len(link.card.document.files[name]) / 991) for name in FILES)

    short = Link(a_card(ef_atr=True))
    assert "EF_ATR_INFO" not in read_well(short).files


# B19: a card that is lost. More in test_reading_resume.py.


def test_b19_a_lost_card_says_what_was_read_of_it() -> None:
    link = Link(a_card())

    def lost(command: CommandApdu, encoded: bytes, before: int) -> bytes | None:
        if is_read(command) and command.p1 == 0x20:
            raise CardLost("the field was gone for a moment")
        return None

    link.rule = lost
    with pytest.raises(CardLost) as caught:
        read_chip(link, CAN)
    partial = caught.value.partial
    assert partial is not None
    assert {"DG1", "EF_SOD", "DG13"} <= set(partial.files)
    assert partial.unfinished_file == "DG2"
    assert link.card.document.files["DG2"].startswith(partial.unfinished_bytes)
    assert len(partial.unfinished_bytes) > 0x1F00


# B20: readers that do not pass extended length.


def no_extended(command: CommandApdu, encoded: bytes, before: int) -> bytes | None:
    if command.is_extended:
        raise CardLost("SCARD_E_NOT_TRANSACTED")
    return None


def test_b20_a_reader_that_gives_no_answer_to_an_extended_command_is_asked_in_short_ones_after_new_access() -> None:
    tried = 0

    def silent(command: CommandApdu, encoded: bytes, before: int) -> bytes | None:
        nonlocal tried
        tried += command.is_extended
        return no_extended(command, encoded, before)

    read_well(Link(a_card(ef_atr=True), WIDE, silent))
    assert tried == 1


def test_b20_an_extended_answer_cut_to_a_short_one_costs_a_session_and_not_the_reading() -> None:
    link = Cutting(a_card(ef_atr=True), WIDE)
    read_well(link)
    assert sum(command.is_extended for command in link.protected(READ)) == 2  # DG1 fits a short answer.


def test_b20_a_cut_answer_to_active_authentication_leaves_it_untried_and_the_chip_proven_otherwise() -> None:
    key = RsaActiveKey(rsa.generate_private_key(public_exponent=65537, key_size=2048), "rsa-sha256")
    document = a_card().document
    files = MappingProxyType({**document.files, "DG15": dg15(key.public_key_info)})
    card = VirtualCard(replace(document, files=files, active_key=key))
    assert read_well(Link(card, WIDE)).active_authentication is not None
    card.reset()
    assert read_well(Cutting(card, WIDE)).active_authentication is None


@pytest.mark.parametrize("atr", ["", "3B80800101", "3B8580018073218000"])
def test_b20_a_chip_that_announces_no_extended_length_is_not_tried_with_it(atr: str) -> None:
    card = a_card()
    link = Known(card, bytes.fromhex(atr))
    read_well(link)
    assert not any(command.is_extended for command in link.protected(READ))


def test_b20_historical_bytes_that_announce_extended_length_suffice() -> None:
    link = Known(a_card(), bytes.fromhex("3B8580018073218040"))
    read_well(link)
    assert reads(link) == 1 + sum(math.ceil(len(link.card.document.files[name]) / 2015) for name in FILES)


class Cutting(Link):
    """A link that cuts every answer to the length of a short one."""

    def transmit(self, command: bytes) -> bytes:
        answer = super().transmit(command)
        return answer if len(answer) <= 258 else answer[:254] + answer[-2:]


class Known(Link):
    """A link that carries everything and knows the chip's ATR."""

    def __init__(self, card: object, atr: bytes) -> None:
        super().__init__(card, WIDE)
        self.answer_to_reset = atr


def test_b20_a_reader_that_loses_the_card_over_an_extended_command_is_not_given_another() -> None:
    lost = False

    def breaks(command: CommandApdu, encoded: bytes, before: int) -> bytes | None:
        nonlocal lost
        lost = lost or command.is_extended
        if lost:
            raise CardLost("SCARD_E_NOT_TRANSACTED")
        return None

    card = a_card(ef_atr=True)
    with pytest.raises(CardLost) as caught:
        read_chip(Link(card, WIDE, breaks), CAN)
    partial = caught.value.partial
    assert partial is not None
    assert partial.habits.short_only

    card.reset()
    lost = False
    assert set(read_chip(Link(card, WIDE, breaks), CAN, resume=partial).files) >= FILES


def test_b20_a_card_lost_in_a_later_extended_command_says_nothing_about_the_reader() -> None:
    def lost(command: CommandApdu, encoded: bytes, before: int) -> bytes | None:
        if is_read(command) and command.p1 == 0x82:
            raise CardLost("lifted")
        return None

    with pytest.raises(CardLost) as caught:
        read_chip(Link(a_card(ef_atr=True), WIDE, lost), CAN)
    assert caught.value.partial is not None
    assert not caught.value.partial.habits.short_only


def test_b20_a_link_that_says_nothing_of_itself_gets_short_apdus() -> None:
    link = Link(a_card())
    read_well(link)
    assert not any(command.is_extended for command in link.sent)


# Short identifiers.


@pytest.mark.parametrize("status", ["6A86", "6A82", "6B00", "6D00", "6981"])
@pytest.mark.parametrize("limits", [None, WIDE])
def test_a_chip_without_short_identifiers_is_asked_by_select_and_not_again_by_them(status: str, limits: object) -> None:
    def refuses(command: CommandApdu, encoded: bytes, before: int) -> bytes | None:
        return bytes.fromhex(status) if is_read(command) and command.p1 & 0x80 else None

    link = Link(a_card(ef_atr=True), *((WIDE,) if limits else ()), rule=refuses)
    read_well(link)
    assert len([command for command in link.protected(READ) if command.p1 & 0x80]) <= 2


def test_a_chip_that_forgets_the_file_after_a_short_identifier_is_read_by_select() -> None:
    class Forgetful:
        def __init__(self) -> None:
            self.card = a_card()
            self.document = self.card.document
            self.opened_by_select = True

        def transmit(self, command: bytes) -> bytes:
            if command[0] & 0x0C and command[1] == SELECT:
                self.opened_by_select = True
            if command[0] & 0x0C and command[1] == READ and command[2] & 0x80:
                self.opened_by_select = False
            elif command[0] & 0x0C and command[1] == READ and not self.opened_by_select:
                return b"\x69\x86"
            return self.card.transmit(command)

    link = Link(Forgetful())
    read_well(link)


# Large files.


@pytest.mark.parametrize("limits", [None, WIDE])
def test_a_photo_beyond_32_kb_is_read_with_the_odd_instruction(limits: object) -> None:
    card = a_card(portrait_bytes=70_000, ef_atr=True)
    read_well(Link(card, WIDE) if limits else Link(card))
