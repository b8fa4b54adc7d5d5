from __future__ import annotations

import pytest

from drivers.nfc.slots import choose_slot, preference, usable_slots


@pytest.mark.parametrize(
    ("reader", "expected"),
    [
        ("ACS ACR122U PICC Interface 00 00", 3),
        ("ACS ACR1252 1S CL Reader [ACR1252 1S CL Reader PICC] 00 00", 3),
        ("Identiv uTrust 3720 Contactless Reader 00 00", 3),
        ("HID Global OMNIKEY 5422CL Smartcard Reader 0", 3),
        ("DUALi DE-620 DRAGON NFC READER 00 00", 3),
        ("Regula RFID Reader 00 00", 3),
        ("HID Global OMNIKEY 5022 Smart Card Reader 0", 2),
        ("Virtual PCD 00 00", 2),
        ("ACS ACR1281U ICC Reader 00 00", 1),
        ("Identiv uTrust 4701 F Contact Reader 00 00", 1),
        ("ACS ACR1252 1S CL Reader [ACR1252 1S CL Reader SAM] 01 00", 0),
        ("Feitian R502 SAM1 02 00", 0),
    ],
)
def test_a_slot_is_judged_by_the_words_in_its_name(reader: str, expected: int) -> None:
    assert preference(reader) == expected


def test_the_contactless_slot_comes_first_whatever_the_order() -> None:
    slots = ["R SAM 00", "R ICC 01", "R PICC 02"]
    assert usable_slots(slots) == ["R PICC 02"]
    assert choose_slot(slots) == "R PICC 02"


def test_a_contact_reader_alone_is_better_than_nothing() -> None:
    assert usable_slots(["R Contact 00"]) == ["R Contact 00"]


def test_no_slot_is_chosen_among_security_modules() -> None:
    assert choose_slot(["R SAM 00"]) is None


def test_a_wanted_name_wins_over_the_rank_and_ignores_letter_case() -> None:
    assert choose_slot(["A PICC 00", "B Contact 00"], "b con") == "B Contact 00"
    assert choose_slot(["A PICC 00"], "zebra") is None
