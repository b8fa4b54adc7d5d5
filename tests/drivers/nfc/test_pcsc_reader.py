from __future__ import annotations

import sys
import time

import pytest
from imagined_pcsc import ATR, ImaginedPcsc, Slot

from drivers.errors import CardUnusable, LibraryMissing, NoReader, ReaderGone, ReaderServiceDown, SharingViolation
from drivers.nfc.pcsc_calls import PROTOCOL_T0
from drivers.nfc.pcsc_reader import PcscReader, Sharing
from drivers.nfc.stalled_calls import CallStalled
from nfc_icao.errors import CardLost
from nfc_icao.transport import answer_to_reset_of

READER = "Imagined Reader CL 00 00"
GET_CHALLENGE = bytes.fromhex("0084000008")


def test_a_machine_without_pyscard_gets_the_remedy_when_a_reader_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "smartcard.scard", None)
    reader = PcscReader()
    with pytest.raises(LibraryMissing, match="scripts/run"):
        reader.readers()


def test_leaving_the_connection_resets_the_chip_and_gives_everything_back() -> None:
    pcsc = ImaginedPcsc({READER: Slot()})
    pcsc.lay(READER)
    with PcscReader(pcsc).connect(READER) as card:
        assert card.transmit(GET_CHALLENGE) == b"\x90\x00"
    assert pcsc.log == ["disconnect 1"]
    assert pcsc.open_contexts() == 0


def test_a_failed_connection_gives_its_context_back() -> None:
    pcsc = ImaginedPcsc({READER: Slot()})
    with pytest.raises(CardLost), PcscReader(pcsc).connect(READER):
        pass
    assert pcsc.open_contexts() == 0


@pytest.mark.parametrize(("silent", "said"), [(False, ATR), (True, b"")])
def test_what_the_chip_said_to_power_is_known_where_the_service_tells(silent: bool, said: bytes) -> None:
    pcsc = ImaginedPcsc(silent_about_cards=silent)
    pcsc.plug(READER)
    pcsc.lay(READER)
    with PcscReader(pcsc).connect(READER) as card:
        assert answer_to_reset_of(card) == said
        assert card.transmit(bytes(5)) == b"\x90\x00"


def test_a_transaction_is_begun_and_ended() -> None:
    pcsc = ImaginedPcsc({READER: Slot()})
    pcsc.lay(READER)
    with PcscReader(pcsc, sharing=Sharing.TRANSACTION).connect(READER):
        pass
    assert pcsc.log == ["begin", "end", "disconnect 1"]


def test_under_t0_an_announced_answer_is_fetched_piece_by_piece() -> None:
    sent: list[bytes] = []
    answers = iter([b"\x61\x03", b"abc\x61\x02", b"de\x90\x00"])

    def chip(command: bytes) -> bytes:
        sent.append(command)
        return next(answers)

    pcsc = ImaginedPcsc({READER: Slot()}, protocol=PROTOCOL_T0)
    pcsc.lay(READER, chip)
    with PcscReader(pcsc).connect(READER) as card:
        assert card.transmit(bytes.fromhex("0088000002AABB00")) == b"abcde\x90\x00"
    assert [command.hex() for command in sent] == ["0088000002aabb", "00c0000003", "00c0000002"]


def test_under_t1_an_announced_answer_is_passed_on_as_it_is() -> None:
    pcsc = ImaginedPcsc({READER: Slot()})
    pcsc.lay(READER, lambda _command: b"\x61\x10")
    with PcscReader(pcsc).connect(READER) as card:
        assert card.transmit(GET_CHALLENGE) == b"\x61\x10"


def test_a_chip_that_announces_data_without_end_is_given_up() -> None:
    pcsc = ImaginedPcsc({READER: Slot()}, protocol=PROTOCOL_T0)
    pcsc.lay(READER, lambda _command: bytes(255) + b"\x61\xff")
    with pytest.raises(CardLost), PcscReader(pcsc).connect(READER) as card:
        card.transmit(GET_CHALLENGE)


@pytest.mark.parametrize("answer", [b"", b"\x90"])
def test_an_answer_without_a_status_word_loses_the_card(answer: bytes) -> None:
    pcsc = ImaginedPcsc({READER: Slot()})
    pcsc.lay(READER, lambda _command: answer)
    with pytest.raises(CardLost), PcscReader(pcsc).connect(READER) as card:
        card.transmit(GET_CHALLENGE)


def test_a_reader_that_hangs_is_left_when_its_time_is_up() -> None:
    def hang(_command: bytes) -> bytes:
        time.sleep(1.0)
        return b"\x90\x00"

    pcsc = ImaginedPcsc({READER: Slot()})
    pcsc.lay(READER, hang)
    begun = time.monotonic()
    with pytest.raises(CardLost) as lost, PcscReader(pcsc, command_limit_s=0.1).connect(READER) as card:
        card.transmit(GET_CHALLENGE)
    assert isinstance(lost.value.__cause__, CallStalled)
    assert time.monotonic() - begun < 0.8


def test_the_reader_unplugged_in_the_middle_loses_the_card_and_names_the_cause() -> None:
    pcsc = ImaginedPcsc({READER: Slot()})
    pcsc.lay(READER)
    with pytest.raises(CardLost) as lost, PcscReader(pcsc).connect(READER) as card:
        pcsc.unplug(READER)
        card.transmit(GET_CHALLENGE)
    assert isinstance(lost.value.__cause__, ReaderGone)


def test_the_service_stopped_in_the_middle_loses_the_card_and_names_the_cause() -> None:
    pcsc = ImaginedPcsc({READER: Slot()})
    pcsc.lay(READER)
    with pytest.raises(CardLost) as lost, PcscReader(pcsc).connect(READER) as card:
        pcsc.stop()
        card.transmit(GET_CHALLENGE)
    assert isinstance(lost.value.__cause__, ReaderServiceDown)


def test_another_program_is_given_a_moment_to_let_go() -> None:
    pcsc = ImaginedPcsc({READER: Slot()})
    pcsc.lay(READER)
    pcsc.slots[READER].held = True
    with pytest.raises(SharingViolation), PcscReader(pcsc, patience_s=0.1).connect(READER):
        pass


def test_a_mute_card_is_lost_and_can_be_laid_down_again() -> None:
    pcsc = ImaginedPcsc({READER: Slot()})
    pcsc.lay(READER, mute=True)
    with pytest.raises(CardLost, match="does not answer to power"), PcscReader(pcsc).connect(READER):
        pass


def test_a_service_that_is_down_is_a_device_error_at_once() -> None:
    with pytest.raises(ReaderServiceDown), PcscReader(ImaginedPcsc(up=False)).connect(READER):
        pass


def test_the_best_slot_is_found_by_itself_and_by_part_of_its_name() -> None:
    pcsc = ImaginedPcsc({"X SAM 01 00": Slot(), READER: Slot(), "Other Contact 00 00": Slot()})
    assert PcscReader(pcsc).find() == READER
    assert PcscReader(pcsc).find("other") == "Other Contact 00 00"
    with pytest.raises(ReaderGone, match="Imagined Reader"):
        PcscReader(pcsc).find("absent")
    with pytest.raises(NoReader):
        PcscReader(ImaginedPcsc()).find()


def test_a_card_of_an_unknown_protocol_is_unusable(monkeypatch: pytest.MonkeyPatch) -> None:
    from drivers.nfc.pcsc_errors import error_for

    pcsc = ImaginedPcsc({READER: Slot()})

    def refuse(*_: object) -> tuple[int, int]:
        raise error_for(0x8010000F, "SCardConnect")

    monkeypatch.setattr(pcsc, "connect", refuse)
    with pytest.raises(CardUnusable), PcscReader(pcsc).connect(READER):
        pass
