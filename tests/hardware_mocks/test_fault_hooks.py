"""Hooks: any effect at any phase, exactly once where asked, and never more than a chip error for the reader."""

from __future__ import annotations

import pytest
from card_terminal import SELECT_EMRTD, Terminal, mrz_key

from hardware_mocks import personas
from hardware_mocks.card import VirtualCard
from hardware_mocks.errors import UnknownName
from hardware_mocks.faults import EFFECTS, PHASES, FaultyCard, MalformedFault, faulty
from hardware_mocks.faults.hooks import BYTES, COUNT, NONE, SECONDS, STATUS, TAG, TAG_AND_VALUE, TWO_TAGS
from nfc_icao.access.keys import Can
from nfc_icao.chip.apdu import CommandApdu
from nfc_icao.encoding import tlv
from nfc_icao.errors import AccessDenied, CardLost, ChipError
from nfc_icao.reading import read_chip

ADULT = personas.load("adult")
MSE_PACE_CAN = "0022C1A40F800A04007F00070202040202830102"
EXAMPLES = {
    NONE: "",
    STATUS: ":6A80",
    TAG: "",
    TWO_TAGS: ":82-8B",
    TAG_AND_VALUE: ":82-0500",
    BYTES: ":0102",
    COUNT: ":3",
    SECONDS: ":0.01",
}


def card_with(*specs: str) -> FaultyCard:
    return faulty(VirtualCard.of("adult"), *specs, sleep=lambda _: None)


def terminal_with(*specs: str) -> Terminal:
    inside = card_with(*specs).card
    assert isinstance(inside, VirtualCard)
    return Terminal(inside)


def written(effect: str) -> str:
    return effect + EXAMPLES[EFFECTS[effect].argument]


@pytest.mark.parametrize("phase", ["any", "ca-ga"])
@pytest.mark.parametrize("effect", EFFECTS)
def test_any_effect_brings_the_reader_a_result_or_a_chip_error(effect: str, phase: str) -> None:
    try:
        reading = read_chip(card_with(f"{phase}={written(effect)}"), [Can(ADULT.can), mrz_key(ADULT)])
    except ChipError:
        return
    assert reading.access.protocol in {"PACE", "BAC"}


@pytest.mark.parametrize("phase", PHASES)
def test_every_phase_can_be_hooked(phase: str) -> None:
    card_with(f"{phase}=status:6F00")


@pytest.mark.parametrize(
    ("phase", "commands"),
    [
        ("select-mf", ["00A4000C023F00"]),
        ("select-application", [SELECT_EMRTD]),
        ("select-file", ["00A4020C02011C"]),
        ("select-ef-cardaccess", ["00A4020C02011C"]),
        ("read", ["00B09C0000"]),
        ("read-ef-cardaccess", ["00B09C0000"]),
        ("bac-challenge", [SELECT_EMRTD, "0084000008"]),
        ("bac-auth", [SELECT_EMRTD, "0084000008", "0082000028" + "00" * 40 + "28"]),
        ("pace-mse", [MSE_PACE_CAN]),
        ("pace-step-1", [MSE_PACE_CAN, "10860000027C0000"]),
        ("pace-step-2", [MSE_PACE_CAN, "10860000027C0000", "10860000047C02810000"]),
        ("pace-step-3", [MSE_PACE_CAN, "10860000047C02830000"]),
        ("pace-step-4", [MSE_PACE_CAN, "00860000047C02850000"]),
        ("any", ["00FF0000"]),
    ],
)
def test_a_phase_is_met_by_its_command(phase: str, commands: list[str]) -> None:
    before = terminal_with(f"{phase}=status:6FEE")
    assert [before.plain(command) for command in commands][-1] == "6FEE"


def test_a_number_means_only_that_time() -> None:
    before = terminal_with("read=status:6FEE@2")
    content = VirtualCard.of("adult").document.files["EF_CardAccess"].hex().upper() + "9000"
    assert [before.plain("00B09C0000") for _ in range(3)] == [content, "6FEE", content]


@pytest.mark.parametrize(
    ("effect", "expected"),
    [
        ("wrong-tag", "7C12 9010"),
        ("wrong-tag:AA", "7C12 AA10"),
        ("missing-tag", "7C00"),
        ("retag:80-8B", "7C12 8B10"),
        ("empty-value", "7C02 8000 9000"),
        ("value:80-0102", "7C04 8002 0102 9000"),
        ("short-value", "7C11 800F"),
        ("long-value", "7C13 8011"),
        ("wrong-length", "7C12 8011"),
        ("extra-tag:8A-00", "7C15 8010"),
        ("twice", "7C24 8010"),
        ("wrong-template", "7D12 8010"),
        ("unwrapped", "8010"),
        ("huge-length", "7C83 FFFFFF"),
        ("status-with-data:6282", "7C12 8010"),
        ("data:0102", "0102 9000"),
    ],
)
def test_the_first_step_of_pace_goes_wrong_as_asked(effect: str, expected: str) -> None:
    before = terminal_with(f"pace-step-1={effect}")
    before.plain(MSE_PACE_CAN)
    assert before.plain("10860000027C0000").startswith(expected.replace(" ", ""))


def test_a_hook_on_one_file_leaves_the_others_alone() -> None:
    reading = read_chip(card_with("read-dg13=status:6A82"), Can(ADULT.can))
    assert "DG13" in reading.refusals
    assert "DG1" in reading.files


def test_a_card_lifted_at_a_phase_comes_back_when_it_is_laid_down_again() -> None:
    card = card_with("read-dg2=lifted@3")
    with pytest.raises(CardLost):
        read_chip(card, Can(ADULT.can))
    card.reset()
    assert "DG2" in read_chip(card, Can(ADULT.can)).files


def test_secure_messaging_is_lost_after_the_answer_that_says_so() -> None:
    opened = terminal_with("select-dg3=drop-session")
    opened.open_with_bac()
    assert opened.select(0x0103).is_ok
    assert opened.plain("00A4020C02011E") == "6982"


@pytest.mark.parametrize(
    ("effect", "tags"),
    [
        ("sm-no-mac", [0x87, 0x99]),
        ("sm-no-status", [0x87, 0x8E]),
        ("sm-no-cryptogram", [0x99, 0x8E]),
        ("sm-extra-object", [0x81, 0x87, 0x99, 0x8E]),
        ("sm-wrong-status:6A80", [0x87, 0x99, 0x8E]),
    ],
)
def test_protected_answers_lack_or_add_what_was_asked(effect: str, tags: list[int]) -> None:
    opened = terminal_with(f"read={effect}")
    session = opened.open_with_bac()
    answer = opened.card.transmit(session.protect(CommandApdu(0x00, 0xB0, 0x81, 0x00, le=20)).encoded())
    assert [item.tag for item in tlv.parse_all(answer[:-2])] == tags
    assert answer[-2:] == b"\x90\x00"


@pytest.mark.parametrize("effect", [name for name in EFFECTS if name.startswith("sm-") and name != "sm-new-keys"])
def test_the_reader_never_takes_a_badly_protected_file(effect: str) -> None:
    """The right answer is the only one taken; sm-old-keys and sm-extra-object change nothing of what is said."""
    honest = VirtualCard.of("adult").document.files
    try:
        reading = read_chip(card_with(f"read-dg1={written(effect)}"), Can(ADULT.can))
    except ChipError:
        return
    assert reading.files.get("DG1", honest["DG1"]) == honest["DG1"]


@pytest.mark.parametrize("effect", ["bad-token", "empty-value", "missing-tag", "wrong-tag", "status:6300"])
def test_a_wrong_last_step_of_pace_opens_nothing(effect: str) -> None:
    with pytest.raises(ChipError):
        read_chip(card_with(f"pace-step-4={effect}"), Can(ADULT.can))


def test_a_refused_mutual_authentication_opens_no_session() -> None:
    with pytest.raises(AccessDenied):
        read_chip(card_with("bac-auth=status:6300", "pace-mse=status:6A80"), mrz_key(ADULT))


@pytest.mark.parametrize(
    "spec",
    [
        "read=",
        "=status:9000",
        "read=status",
        "read=status:90",
        "read=flip:x",
        "read=status:6A80@0",
        "a=b=c",
        "read=late",
    ],
)
def test_a_malformed_hook_is_refused(spec: str) -> None:
    with pytest.raises(MalformedFault):
        card_with(spec)


@pytest.mark.parametrize(("spec", "known"), [("tea=status:6A80", "pace-mse"), ("read=explode", "sm-no-mac")])
def test_an_unknown_phase_or_effect_is_answered_with_those_that_exist(spec: str, known: str) -> None:
    with pytest.raises(UnknownName, match=known):
        card_with(spec)
