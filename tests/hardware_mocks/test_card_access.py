"""Opening the imagined chip: every cipher and curve, wrong keys, wrong order, and what is closed before."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest
from card_terminal import SELECT_EMRTD, Terminal, mrz_key

from hardware_mocks import issuer, personas, profiles
from hardware_mocks.card import VirtualCard
from hardware_mocks.curves import standard_curve
from nfc_icao.access.keys import Can, MrzKey
from nfc_icao.errors import AccessDenied
from nfc_icao.reading import ReadingPlan, read_chip

BeforeCard = Callable[..., Terminal]
MSE_PACE_CAN = "0022C1A40F800A04007F00070202040202830102"
EC_POINT_OFF_THE_CURVE = "04" + "01" * 64
ONLY_DG1 = ReadingPlan(data_groups=(1,), active_authentication=False, chip_authentication=False)


def card_with(cipher: str, parameter_id: int) -> VirtualCard:
    """An adult's card offering this one PACE and this one chip authentication."""
    profile = dataclasses.replace(
        profiles.load("vietnam-2021"),
        pace=(profiles.PaceOffer(cipher, parameter_id),),
        chip_authentication=(cipher,),
        chip_authentication_parameter_id=parameter_id,
    )
    return VirtualCard(issuer.issue(personas.load("adult"), profile))


@pytest.mark.parametrize("cipher", profiles.CIPHER_NAMES)
@pytest.mark.parametrize("parameter_id", [12, 13])
def test_pace_and_chip_authentication_work_with_every_cipher(cipher: str, parameter_id: int) -> None:
    card = card_with(cipher, parameter_id)
    plan = ReadingPlan(data_groups=(1, 14))
    reading = read_chip(card, Can(card.document.can), plan=plan)
    assert (reading.access.protocol, reading.access.cipher) == ("PACE", cipher)
    assert reading.chip_authentication is not None
    assert reading.chip_authentication.completed


@pytest.mark.parametrize("parameter_id", [8, 9, 10, 11, 14, 15, 16, 17, 18])
def test_pace_works_on_every_curve(parameter_id: int) -> None:
    card = card_with("AES-128", parameter_id)
    assert read_chip(card, Can(card.document.can), plan=ONLY_DG1).files["DG1"] == card.document.files["DG1"]


@pytest.mark.parametrize("persona_id", ["adult", "elder", "passport"])
@pytest.mark.parametrize(
    "plan", [dataclasses.replace(ONLY_DG1, access="pace"), dataclasses.replace(ONLY_DG1, access="bac")]
)
def test_the_mrz_opens_the_chip(persona_id: str, plan: ReadingPlan) -> None:
    reading = read_chip(VirtualCard.of(persona_id), mrz_key(personas.load(persona_id)), plan=plan)
    assert reading.access.protocol == plan.access.upper()
    assert reading.access.password == "MRZ"


@pytest.mark.parametrize("key", [Can("000000"), MrzKey("000000000", "000101", "300101")])
def test_a_wrong_key_opens_nothing_and_is_answered_6300(key: Can | MrzKey) -> None:
    card = VirtualCard.of("adult")
    with pytest.raises(AccessDenied):
        read_chip(card, key, plan=ONLY_DG1)
    assert 0x6300 in {record.status_word for record in card.log}
    assert not any(record.protected for record in card.log)


@pytest.mark.parametrize(
    "command", ["00A4020C02011E", "00B0000000", "00B09E0000", "00B1001E0354010000", "0088000008" + "00" * 9]
)
def test_nothing_in_the_application_is_open_before_access_control(terminal: BeforeCard, command: str) -> None:
    before = terminal()
    assert before.plain(SELECT_EMRTD) == "9000"
    assert before.plain(command) == "6982"


@pytest.mark.parametrize(
    ("commands", "last_answer"),
    [
        (["10860000027C0000"], "6985"),  # no MSE:SET AT before
        ([MSE_PACE_CAN, "00860000027C0000"], "6883"),  # not chained
        ([MSE_PACE_CAN, "10860000040102030400"], "6A80"),
        ([MSE_PACE_CAN, "10860000027C0000", "10860000027C0000"], "6A80"),  # step 1 again
        ([MSE_PACE_CAN, "10860000027C0000", f"10860000457C438141{EC_POINT_OFF_THE_CURVE}00"], "6A80"),
        ([MSE_PACE_CAN, "10860000027C0000", "10860000047C02810000"], "6A80"),
        ([MSE_PACE_CAN, "00A4020C02011C", "10860000027C0000"], "6985"),  # another command in between
        (["0022C1A40F800A04007F00070202040206830102"], "6A80"),  # a protocol that is not offered
        (["0022C1A40F800A04007F00070202040202830103"], "6A88"),  # PIN
        (["0022C1A40C800A04007F00070202040202"], "6A88"),  # no password named
        (["0022C1A412800A04007F0007020204020283010284010C"], "6A88"),  # parameters that are not offered
        (["0022C1A40201FF"], "6A80"),
        (["002241A40C800A04007F00070202030202"], "6982"),  # chip authentication before access
        (["0022000000"], "6A86"),
    ],
)  # fmt: skip
def test_pace_out_of_order_or_malformed_is_refused(terminal: BeforeCard, commands: list[str], last_answer: str) -> None:
    before = terminal()
    answers = [before.plain(command) for command in commands]
    assert answers[-1] == last_answer
    assert all(answer.endswith("9000") for answer in answers[:-1])


def test_a_terminal_that_echoes_the_chips_own_key_is_refused() -> None:
    """Doc 9303-11 §4.4.1: the ephemeral keys of the two sides shall differ."""
    card = VirtualCard(issuer.issue(personas.load("adult")), randomness=lambda count: b"\x01" * count)
    card.transmit(bytes.fromhex(MSE_PACE_CAN))
    card.transmit(bytes.fromhex("10860000027C0000"))
    curve = standard_curve(13)
    generator = curve.encode(curve.generator)
    card.transmit(bytes.fromhex("10860000457C438141") + generator + b"\x00")
    rehearsal = VirtualCard(card.document, randomness=lambda count: b"\x01" * count)
    for command in (MSE_PACE_CAN, "10860000027C0000"):
        rehearsal.transmit(bytes.fromhex(command))
    rehearsal.transmit(bytes.fromhex("10860000457C438141") + generator + b"\x00")
    own = rehearsal.transmit(bytes.fromhex("10860000457C438341") + generator + b"\x00")[4:-2]
    assert card.transmit(bytes.fromhex("10860000457C438341") + own + b"\x00") == b"\x63\x00"


@pytest.mark.parametrize(
    ("commands", "last_answer"),
    [
        ([SELECT_EMRTD, "0082000028" + "00" * 40 + "28"], "6985"),  # no challenge before
        ([SELECT_EMRTD, "0084000008", "0082000028" + "00" * 40 + "28"], "6300"),
        ([SELECT_EMRTD, "0084000008", "0082000008" + "00" * 8 + "28"], "6700"),
        ([SELECT_EMRTD, "0084000010"], "6700"),
        ([SELECT_EMRTD, "0084010008"], "6A86"),
        (["0084000008"], "6985"),  # no application selected
    ],
)
def test_bac_out_of_order_or_malformed_is_refused(terminal: BeforeCard, commands: list[str], last_answer: str) -> None:
    before = terminal()
    assert [before.plain(command) for command in commands][-1] == last_answer


def test_one_challenge_serves_one_attempt(terminal: BeforeCard) -> None:
    before = terminal()
    for command in (SELECT_EMRTD, "0084000008", "0082000028" + "00" * 40 + "28"):
        before.plain(command)
    assert before.plain("0082000028" + "00" * 40 + "28") == "6985"


def test_a_chip_without_bac_knows_no_challenge() -> None:
    profile = dataclasses.replace(profiles.load("vietnam-2021"), bac=False)
    card = VirtualCard(issuer.issue(personas.load("adult"), profile))
    card.transmit(bytes.fromhex(SELECT_EMRTD))
    assert card.transmit(bytes.fromhex("0084000008")) == b"\x6d\x00"


def test_access_ends_with_the_power(terminal: BeforeCard) -> None:
    before = terminal()
    before.open_with_bac()
    assert before.select(0x011E).is_ok
    before.card.reset()
    assert before.plain(SELECT_EMRTD) == "9000"
    assert before.plain("00A4020C02011E") == "6982"
