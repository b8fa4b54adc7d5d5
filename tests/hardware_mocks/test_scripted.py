"""A script is followed to the letter or not at all."""

from __future__ import annotations

import pytest

from hardware_mocks.errors import ScriptDiverged
from hardware_mocks.scripted import ScriptedTransport
from nfc_icao.errors import CardLost


def test_a_script_is_replayed_in_order() -> None:
    transport = ScriptedTransport([("00 A4 02 0C", "9000"), (b"\x00\xb0\x00\x00\x00", b"\x01\x90\x00")])
    assert transport.transmit(bytes.fromhex("00A4020C")) == b"\x90\x00"
    assert transport.remaining == 1
    assert transport.transmit(bytes.fromhex("00B0000000")) == b"\x01\x90\x00"
    assert transport.remaining == 0


def test_another_command_than_foreseen_is_an_error_that_tells_no_data() -> None:
    transport = ScriptedTransport([("00A4020C", "9000")])
    with pytest.raises(ScriptDiverged) as caught:
        transport.transmit(bytes.fromhex("0022C1A4") + b"secret")
    assert "secret" not in str(caught.value)
    assert b"secret".hex() not in str(caught.value)


def test_a_command_after_the_end_is_an_error() -> None:
    with pytest.raises(ScriptDiverged, match="after the end"):
        ScriptedTransport([]).transmit(b"\x00\xa4\x00\x00")


def test_an_exception_in_the_script_is_raised() -> None:
    with pytest.raises(CardLost):
        ScriptedTransport([(None, CardLost("gone"))]).transmit(b"\x00\xa4\x00\x00")
