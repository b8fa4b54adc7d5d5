"""Any bytes in, at least a status word out, never an exception: in plain, and inside a session."""

from __future__ import annotations

from functools import cache

import pytest
from card_terminal import SELECT_EMRTD, Terminal
from hypothesis import given, settings
from hypothesis import strategies as st

from hardware_mocks import issuer, personas
from hardware_mocks.card import VirtualCard
from hardware_mocks.faults import EFFECTS, faulty
from nfc_icao.chip.apdu import CommandApdu

KNOWN_INS = st.sampled_from([0xA4, 0xB0, 0xB1, 0x82, 0x84, 0x86, 0x88, 0x22])
KNOWN_CLA = st.sampled_from([0x00, 0x10, 0x0C, 0x1C, 0x80])
MSE_PACE_CAN = bytes.fromhex("0022C1A40F800A04007F00070202040202830102")
LIKELY_DATA = st.one_of(
    st.binary(max_size=80),
    st.builds(lambda tag, value: b"\x7c" + bytes([len(value) + 2, tag, len(value)]) + value,
              st.sampled_from([0x80, 0x81, 0x83, 0x85]), st.binary(max_size=70)),
    st.sampled_from([bytes.fromhex("A0000002471001"), b"\x01\x1e", b"\x01\x1c", MSE_PACE_CAN[5:], b"\x7c\x00"]),
)  # fmt: skip


def short_command(header: tuple[int, int, int, int], data: bytes, tail: bytes) -> bytes:
    return bytes(header) + (bytes([len(data)]) + data if data else b"") + tail


@cache
def document_of(persona_id: str, profile: str | None) -> issuer.IssuedDocument:
    return issuer.issue(personas.load(persona_id), profile)


LIKELY_COMMANDS = st.builds(
    short_command,
    st.tuples(
        KNOWN_CLA,
        KNOWN_INS,
        st.sampled_from([0x00, 0x02, 0x04, 0x41, 0x81, 0x9C, 0xC1]),
        st.sampled_from([0x00, 0x0C, 0x1C, 0xA4, 0xA6]),
    ),
    LIKELY_DATA,
    st.sampled_from([b"", b"\x00", b"\x08", b"\x28", b"\x00\x00"]),
)


@pytest.mark.parametrize(("persona_id", "profile"), [("adult", None), ("passport", "bsi-passport"), ("adult", "open")])
@settings(max_examples=60, deadline=None)
@given(commands=st.lists(st.one_of(st.binary(max_size=300), LIKELY_COMMANDS), max_size=12))
def test_any_commands_are_answered(persona_id: str, profile: str | None, commands: list[bytes]) -> None:
    card = VirtualCard(document_of(persona_id, profile))
    for command in [bytes.fromhex(SELECT_EMRTD), *commands]:
        assert len(card.transmit(command)) >= 2


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(KNOWN_INS, st.integers(0, 255), st.integers(0, 255), LIKELY_DATA, st.integers(0, 300)), max_size=6
    )
)
def test_any_protected_commands_are_answered_under_the_session(
    commands: list[tuple[int, int, int, bytes, int]],
) -> None:
    opened = Terminal(VirtualCard.of("elder"))
    opened.open_with_bac()
    for ins, p1, p2, data, le in commands:
        before = opened.card.log[-1]
        response = opened.channel.transmit(CommandApdu(0x00, ins, p1, p2, data, le or None))
        assert response.sw >= 0x6100
        assert opened.card.log[-1] is not before
        if ins in {0x22, 0x86} and response.is_ok:
            return  # the keys may have changed; the terminal does not follow


@pytest.mark.parametrize("effect", [name for name, effect in EFFECTS.items() if not effect.argument])
def test_a_misbehaving_chip_answers_any_commands_too(effect: str) -> None:
    if EFFECTS[effect].behave == "lifted":
        return  # that one is meant to raise
    card = faulty(VirtualCard(document_of("adult", None)), f"any={effect}")
    for command in (SELECT_EMRTD, "0084000008", MSE_PACE_CAN.hex(), "10860000027C0000", "00B09C0000", "00", ""):
        assert isinstance(card.transmit(bytes.fromhex(command)), bytes)


@pytest.mark.parametrize(
    "command", ["", "00", "00A404", "00A4040C07A0", "00B000000000", "00A4000000000000", "00A4000000000001"]
)
def test_what_is_no_command_is_of_wrong_length(command: str) -> None:
    assert VirtualCard.of("adult").transmit(bytes.fromhex(command)) == b"\x67\x00"


def test_a_hostile_length_cannot_make_the_card_wait_for_more() -> None:
    assert VirtualCard.of("adult").transmit(bytes.fromhex("00A4040C00FFFF") + bytes(10)) == b"\x67\x00"
