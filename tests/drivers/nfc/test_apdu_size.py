from __future__ import annotations

import socket

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from imagined_pcsc import ImaginedPcsc, Slot

from drivers.nfc.apdu_size import feature_request_code, limits_of_reader
from drivers.nfc.pcsc_calls import PROTOCOL_T0
from drivers.nfc.pcsc_errors import error_for
from drivers.nfc.pcsc_reader import PcscReader
from drivers.nfc.reader_models import model_of
from drivers.nfc.vpcd_link import VpcdTransport
from nfc_icao.transport import SHORT_APDUS, ApduLimits, limits_of

UNKNOWN = "Imagined Reader CL 00 00"
PROPERTIES = 0x42330012
FEATURES = bytes([0x06, 4, 0x42, 0x33, 0x00, 0x06, 0x12, 4]) + PROPERTIES.to_bytes(4, "big")


def driver(longest: int, *, before: bytes = b"") -> dict[int, bytes]:
    return {feature_request_code(): FEATURES, PROPERTIES: before + b"\x0a\x04" + longest.to_bytes(4, "little")}


def limits(reader: str, answers: dict[int, bytes]) -> ApduLimits:
    def control(code: int) -> bytes:
        if code not in answers:
            raise error_for(0x80100016, "SCardControl")
        return answers[code]

    return limits_of_reader(reader, control)


def test_a_reader_nobody_knows_anything_about_carries_short_apdus() -> None:
    assert limits(UNKNOWN, {}) == SHORT_APDUS


def test_what_the_driver_says_of_an_unknown_reader_is_believed() -> None:
    assert limits(UNKNOWN, driver(1014, before=bytes.fromhex("010210020B02E604"))) == ApduLimits(1014, 1014)
    assert limits(UNKNOWN, driver(0x10000)).extended


@pytest.mark.parametrize("size", [0, 256, 261])
def test_a_driver_that_says_no_more_than_short_means_short(size: int) -> None:
    assert limits(UNKNOWN, driver(size)) == SHORT_APDUS


@pytest.mark.parametrize(
    "reader",
    [
        "ACS ACR122U PICC Interface 00 00",
        "ACS ACR122 0",
        "ACS ACR1281U 00 02",
        "FT R502 CL 00 00",
        "Identiv uTrust 3720 Contactless Reader 0",
        "Regula RFID Reader 0",
    ],
)
def test_a_reader_known_to_break_on_extended_length_is_short_whatever_its_driver_says(reader: str) -> None:
    assert limits(reader, driver(0x10000)) == SHORT_APDUS


def test_a_known_reader_is_held_to_its_row_and_to_its_driver() -> None:
    acr1252 = "ACS ACR1252 Dual Reader [ACR1252 Dual Reader PICC] 00 00"
    assert limits(acr1252, {}).max_response_bytes == 500
    assert limits(acr1252, driver(0x10000)).max_response_bytes == 500
    assert limits(acr1252, driver(400)).max_response_bytes == 400


def test_the_virtual_reader_carries_as_much_as_one_frame_of_its_socket() -> None:
    assert limits("Virtual PCD 00 00", {}) == limits("Virtual PCD 00 01", driver(0x10000)) == ApduLimits(65535, 65535)


@pytest.mark.parametrize(
    ("reader", "row"),
    [
        ("HID Global OMNIKEY 5022 Smart Card Reader 0", 510),
        ("OMNIKEY CardMan 5422CL 00 00", 510),
        ("OMNIKEY 5427 CK 0", 510),
        ("OMNIKEY CardMan 5025-CL 0", 374),
        ("Identiv uTrust 3700 F CL Reader 0", 1024),
        ("Identiv uTrust 4701 F Dual Interface Reader [CL] 00 00", 1024),
        ("ACS ACR1552 1S CL Reader PICC 0", 506),
        ("Feitian bR500 00 00", 506),
        ("DUALi DE-620 Combi 0", 2028),
    ],
)
def test_names_as_systems_write_them_find_their_row(reader: str, row: int) -> None:
    model = model_of(reader)
    assert model is not None
    assert model.longest_apdu == row


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=40), st.binary(max_size=40))
def test_whatever_a_driver_answers_there_are_limits(features: bytes, properties: bytes) -> None:
    found = limits(UNKNOWN, {feature_request_code(): features, PROPERTIES: properties})
    assert 258 <= found.max_response_bytes <= 65_538


def test_the_control_code_is_that_of_the_platform() -> None:
    assert feature_request_code("win32") == 0x313520
    assert feature_request_code("linux") == feature_request_code("darwin") == 0x42000D48


def test_a_connected_card_comes_with_what_its_reader_carries() -> None:
    pcsc = ImaginedPcsc({UNKNOWN: Slot()}, controls=driver(2000))
    pcsc.lay(UNKNOWN)
    with PcscReader(pcsc).connect(UNKNOWN) as card:
        assert limits_of(card) == ApduLimits(2000, 2000)


def test_a_driver_that_refuses_to_be_asked_does_not_disturb_the_card() -> None:
    pcsc = ImaginedPcsc({UNKNOWN: Slot()})
    pcsc.lay(UNKNOWN)
    with PcscReader(pcsc).connect(UNKNOWN) as card:
        assert limits_of(card) == SHORT_APDUS
        assert card.transmit(bytes.fromhex("0084000008")) == b"\x90\x00"


def test_a_contact_chip_under_t0_is_spoken_to_in_short_apdus() -> None:
    pcsc = ImaginedPcsc({UNKNOWN: Slot()}, protocol=PROTOCOL_T0, controls=driver(0x10000))
    pcsc.lay(UNKNOWN)
    with PcscReader(pcsc).connect(UNKNOWN) as card:
        assert limits_of(card) == SHORT_APDUS


def test_a_socket_carries_whole_frames() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert limits_of(VpcdTransport(client)) == ApduLimits(65535, 65535)
