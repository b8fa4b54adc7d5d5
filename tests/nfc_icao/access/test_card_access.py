from __future__ import annotations

from typing import Any

import pytest

from nfc_icao.access.card_access import offered_protocols, read_card_access
from nfc_icao.chip.channel import ChipChannel

SELECT = "00A4020C02011C"
SELECT_MF = "00A4000C023F00"
READ = "00B0000000"
CARD_ACCESS = "31143012060A04007F0007020204020202010202010D"


def test_it_is_read_with_nothing_selected(script: Any) -> None:
    chip = script([(SELECT, "9000"), (READ, CARD_ACCESS + "6282")])

    assert read_card_access(ChipChannel(chip)) == bytes.fromhex(CARD_ACCESS)
    assert chip.is_finished


@pytest.mark.parametrize("status", ["9000", "6D00", "6A86", "6985", "6A82"])
def test_the_master_file_is_selected_when_that_fails_whatever_it_answers(script: Any, status: str) -> None:
    chip = script([(SELECT, "6982"), (SELECT_MF, status), (SELECT, "6283"), (READ, CARD_ACCESS + "9000")])

    assert read_card_access(ChipChannel(chip)) == bytes.fromhex(CARD_ACCESS)


def test_a_chip_without_it_or_with_nonsense_in_it_has_none(script: Any) -> None:
    refuses = [(SELECT, "6A82"), (SELECT_MF, "9000"), (SELECT, "6A82")]
    nonsense = [(SELECT, "9000"), (READ, "30030101019000"), (SELECT_MF, "9000"), (SELECT, "9000"), (READ, "6982")]

    for exchanges in (refuses, nonsense):
        assert read_card_access(ChipChannel(script(exchanges))) is None


def test_nothing_read_offers_nothing() -> None:
    assert offered_protocols(None).pace == ()
    assert offered_protocols(bytes.fromhex(CARD_ACCESS)).pace[0].parameter_id == 13
