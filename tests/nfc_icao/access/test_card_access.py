from __future__ import annotations

from typing import Any

import pytest

from nfc_icao.access.card_access import APPROACHES, offered_protocols, read_card_access
from nfc_icao.chip.channel import ChipChannel
from nfc_icao.errors import CardLost, LimitExceeded

SELECT = "00A4020C02011C"
SELECT_MF = "00A4000C023F00"
SELECT_MF_UNNAMED = "00A4000C"
SELECT_APPLICATION = "00A4040C07A0000002471001"
READ = "00B0000000"
CARD_ACCESS = "31143012060A04007F0007020204020202010202010D"


def test_it_is_read_with_nothing_selected(script: Any) -> None:
    chip = script([(SELECT, "9000"), (READ, CARD_ACCESS + "6282")])

    assert read_card_access(ChipChannel(chip)) == bytes.fromhex(CARD_ACCESS)
    assert chip.is_finished


@pytest.mark.parametrize("status", ["9000", "6D00", "6A86", "6985", "6A87", "6A82", "6283", "6982"])
def test_the_master_file_is_selected_when_that_fails_whatever_it_answers(script: Any, status: str) -> None:
    chip = script([(SELECT, "6982"), (SELECT_MF, status), (SELECT, "6283"), (READ, CARD_ACCESS + "9000")])

    assert read_card_access(ChipChannel(chip)) == bytes.fromhex(CARD_ACCESS)
    assert chip.is_finished


@pytest.mark.parametrize("status", ["6D00", "6A86", "6985", "6A87"])
def test_the_master_file_is_selected_without_its_identifier_when_that_was_refused(script: Any, status: str) -> None:
    chip = script(
        [
            (SELECT, "6A82"),
            (SELECT_MF, status),
            (SELECT, "6A82"),
            (SELECT_MF_UNNAMED, "9000"),
            (SELECT, "9000"),
            (READ, CARD_ACCESS + "9000"),
        ]
    )

    assert read_card_access(ChipChannel(chip)) == bytes.fromhex(CARD_ACCESS)
    assert chip.is_finished


def test_it_is_looked_for_inside_the_application_last(script: Any) -> None:
    chip = script(
        [
            (SELECT, "6A82"),
            (SELECT_MF, "9000"),
            (SELECT, "6A82"),
            (SELECT_APPLICATION, "9000"),
            (SELECT, "9000"),
            (READ, CARD_ACCESS + "9000"),
        ]
    )

    assert read_card_access(ChipChannel(chip)) == bytes.fromhex(CARD_ACCESS)
    assert chip.is_finished


def test_a_chip_without_it_or_with_nonsense_in_it_has_none(script: Any) -> None:
    refuses = [(SELECT, "6A82"), (SELECT_MF, "9000"), (SELECT, "6A82"), (SELECT_APPLICATION, "9000"), (SELECT, "6A82")]
    nonsense = [
        (SELECT, "9000"), (READ, "30030101019000"), (SELECT_MF, "9000"), (SELECT, "9000"), (READ, "6982"),
        (SELECT_APPLICATION, "6A82"), (SELECT, "9000"), (READ, "9000"),
    ]  # fmt: skip

    for exchanges in (refuses, nonsense):
        chip = script(exchanges)
        assert read_card_access(ChipChannel(chip)) is None
        assert chip.is_finished


def test_a_lost_card_and_an_exhausted_one_are_not_a_missing_file(script: Any) -> None:
    with pytest.raises(CardLost):
        read_card_access(ChipChannel(script([(SELECT, "6A82")])))
    with pytest.raises(LimitExceeded):
        read_card_access(ChipChannel(script([(SELECT, "6A82"), (SELECT_MF, "9000")]), max_commands=2))


def test_every_approach_says_who_needs_it() -> None:
    assert all(approach.needed_by for approach in APPROACHES)
    assert APPROACHES[0].command is None


def test_nothing_read_offers_nothing() -> None:
    assert offered_protocols(None).pace == ()
    assert offered_protocols(bytes.fromhex(CARD_ACCESS)).pace[0].parameter_id == 13
