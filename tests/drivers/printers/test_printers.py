"""Tickets through the real ESC/POS library to an imagined printer on the network, to files, and to printers that
fail."""

from __future__ import annotations

import io
import socket
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from drivers.errors import LibraryMissing
from drivers.printers import (
    CodePage,
    DeviceFile,
    EscPosPrinter,
    EscPosSettings,
    NetworkPort,
    PaperOut,
    PdfPrinter,
    PrinterFault,
    PrinterGone,
    SerialLine,
    TicketDocument,
    WindowsPrinter,
    escpos_printer,
)
from drivers.printers.code_page import encoded
from hardware_mocks.printer import NetworkPrinter, VirtualPrinter
from hardware_mocks.printer_paper import RollPrinter

QUICK = EscPosSettings(timeout_s=2.0, status_wait_s=0.2)


def dots(height: int = 120) -> bytes:
    picture = Image.new("1", (576, height), 1)
    for place in range(height):
        picture.putpixel((place, place), 0)
    kept = io.BytesIO()
    picture.save(kept, "PNG")
    return kept.getvalue()


DOCUMENT = TicketDocument("2026-11-21-A012", b"%PDF-1.7 imagined", dots(), ("Số thứ tự", "A012", "Phòng Nội 1"))


@pytest.fixture
def network() -> Iterator[NetworkPrinter]:
    with NetworkPrinter() as printer:
        yield printer


def desk(network: NetworkPrinter, settings: EscPosSettings = QUICK) -> EscPosPrinter:
    return EscPosPrinter(NetworkPort("127.0.0.1", network.port), settings)


def until(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 3
    while time.monotonic() < deadline and not condition():
        time.sleep(0.01)
    return condition()


def same_dots(paper: Image.Image, png: bytes) -> bool:
    """Whether the paper begins with the picture, dot for dot."""
    with Image.open(io.BytesIO(png)) as wanted:
        printed = paper.crop((0, 0, *wanted.size)).convert("L")
        return ImageChops.difference(printed, wanted.convert("L")).getbbox() is None


def test_a_ticket_reaches_the_paper_dot_for_dot_and_is_cut(
    network: NetworkPrinter, capsys: pytest.CaptureFixture[str]
) -> None:
    desk(network).print(DOCUMENT)
    assert capsys.readouterr() == ("", "")
    assert until(lambda: len(network.roll.cut) == 1)
    assert same_dots(network.roll.cut[0].picture(), DOCUMENT.bitmap)
    assert network.roll.unknown == 0


def test_two_tickets_are_two_strips_of_paper(network: NetworkPrinter) -> None:
    printer = desk(network)
    printer.print(DOCUMENT)
    printer.print(DOCUMENT)
    assert until(lambda: len(network.roll.cut) == 2)


def test_a_ticket_longer_than_one_raster_arrives_whole(network: NetworkPrinter) -> None:
    tall = Image.new("1", (576, 2200), 1)
    tall.putpixel((5, 2199), 0)
    kept = io.BytesIO()
    tall.save(kept, "PNG")
    desk(network).print(TicketDocument("long", b"", kept.getvalue()))
    assert until(lambda: len(network.roll.cut) == 1)
    assert same_dots(network.roll.cut[0].picture(), kept.getvalue())


def test_without_paper_nothing_is_sent_and_a_person_is_told() -> None:
    with NetworkPrinter(paper="out") as network:
        with pytest.raises(PaperOut):
            desk(network).print(DOCUMENT)
        assert network.roll.cut == []


def test_paper_that_is_nearly_out_still_prints() -> None:
    with NetworkPrinter(paper="low") as network:
        desk(network).print(DOCUMENT)
        assert until(lambda: len(network.roll.cut) == 1)


def test_a_printer_that_never_answers_is_believed_to_have_paper() -> None:
    with NetworkPrinter(mute=True) as network:
        desk(network).print(DOCUMENT)
        assert until(lambda: len(network.roll.cut) == 1)


def test_a_printer_that_must_not_be_asked_is_not_asked() -> None:
    with NetworkPrinter(paper="out") as network:
        desk(network, EscPosSettings(timeout_s=2, ask_paper=False)).print(DOCUMENT)


@pytest.mark.parametrize("answer", [b"\xff", b"\x00", b"\x01\x80", b"\x7f" * 16])
def test_bytes_that_are_no_status_do_not_stop_a_ticket(answer: bytes) -> None:
    class Chatty(RollPrinter):
        def feed(self, data: bytes) -> bytes:
            return answer if super().feed(data) else b""

    with NetworkPrinter() as network:
        network.roll = Chatty()
        desk(network).print(DOCUMENT)
        assert until(lambda: len(network.roll.cut) == 1)


def test_a_printer_that_is_switched_off_is_told_as_gone() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(PrinterGone) as caught:
        EscPosPrinter(NetworkPort("127.0.0.1", port), QUICK).print(DOCUMENT)
    assert "127.0.0.1" not in str(caught.value)


def test_a_printer_that_hangs_up_halfway_is_a_fault_and_works_again_afterwards(network: NetworkPrinter) -> None:
    network.hang_up_after = 100
    big = TicketDocument("big", b"", dots(500))
    with pytest.raises(PrinterFault):
        for _ in range(20):  # What the kernel takes before it learns of the end is not an error yet.
            desk(network).print(big)
    network.hang_up_after = None
    network.roll = RollPrinter()
    desk(network).print(DOCUMENT)
    assert until(lambda: len(network.roll.cut) == 1)


def test_a_usb_printer_that_is_a_file_gets_the_same_bytes(tmp_path: Path) -> None:
    device = tmp_path / "lp0"
    device.touch()
    EscPosPrinter(DeviceFile(str(device)), QUICK).print(DOCUMENT)
    roll = RollPrinter()
    assert roll.feed(device.read_bytes()) == b""
    assert same_dots(roll.cut[0].picture(), DOCUMENT.bitmap)


def test_a_file_that_cannot_be_opened_is_a_printer_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(PrinterGone):
        EscPosPrinter(DeviceFile(str(tmp_path / "none" / "lp0")), QUICK).print(DOCUMENT)


def test_a_serial_port_that_is_not_there_is_a_printer_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(PrinterGone):
        EscPosPrinter(SerialLine(str(tmp_path / "ttyS9")), QUICK).print(DOCUMENT)


@pytest.mark.skipif(sys.platform == "win32", reason="there the library may be installed")
def test_windows_printing_without_its_library_names_the_remedy() -> None:
    with pytest.raises(LibraryMissing) as caught:
        EscPosPrinter(WindowsPrinter("Kho 1"), QUICK).print(DOCUMENT)
    assert "pywin32" in caught.value.remedy


def test_without_the_library_the_error_names_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr(escpos_printer.importlib, "import_module", absent)
    with pytest.raises(LibraryMissing) as caught:
        EscPosPrinter(NetworkPort("127.0.0.1"), QUICK).print(DOCUMENT)
    assert caught.value.library == "python-escpos"


class Wire:
    """A connection that keeps what was sent; for kinds of connection this machine does not have."""

    def __init__(self, answer: bytes = b"\x12", fails: Exception | None = None) -> None:
        self.sent = bytearray()
        self.device = self
        self.timeout = 0.0
        self._answer, self._fails = answer, fails
        self.closed = False

    def close(self) -> None:
        self.closed = True

    def _raw(self, data: bytes) -> None:
        if self._fails is not None:
            raise self._fails
        self.sent += data

    def _read(self) -> bytes:
        return self._answer

    def image(self, picture: Image.Image, impl: str) -> None:
        self.sent += b"<dots>"

    def cut(self) -> None:
        self.sent += b"<cut>"


def over(wire: Wire, settings: EscPosSettings = QUICK) -> EscPosPrinter:
    return EscPosPrinter(SerialLine("COM3"), settings, connect=lambda _, __: wire)


def test_a_serial_printer_is_asked_within_the_wait_and_printed_with_the_timeout() -> None:
    wire = Wire()
    over(wire).print(DOCUMENT)
    assert bytes(wire.sent) == b"\x10\x04\x04\x1b@<dots><cut>"
    assert wire.timeout == QUICK.timeout_s
    assert wire.closed


def test_a_serial_printer_without_paper_says_so() -> None:
    wire = Wire(answer=b"\x7e")
    with pytest.raises(PaperOut):
        over(wire).print(DOCUMENT)
    assert wire.closed


def test_a_printer_without_a_cutter_gets_paper_to_tear() -> None:
    wire = Wire()
    over(wire, EscPosSettings(cut=False)).print(DOCUMENT)
    assert bytes(wire.sent).endswith(b"<dots>" + b"\n" * 6)


def test_a_failure_of_any_library_underneath_is_one_fault_without_its_words() -> None:
    wire = Wire(fails=RuntimeError("Nguyễn Thị Ví Dụ"))
    with pytest.raises(PrinterFault) as caught:
        over(wire).print(DOCUMENT)
    assert "Nguyễn" not in str(caught.value)
    assert wire.closed


def test_letters_are_printed_only_where_the_site_knows_the_printers_page() -> None:
    wire = Wire()
    over(wire, EscPosSettings(code_page=CodePage(52, "cp1258"))).print(DOCUMENT)
    assert b"<dots>" not in wire.sent
    assert b"\x1bt\x34" in wire.sent
    assert "A012".encode("cp1258") in wire.sent


@pytest.mark.parametrize("page", [None, CodePage(0, "cp437"), CodePage(9, "no-such-codec")])
def test_a_page_that_cannot_carry_one_letter_leaves_the_ticket_to_dots(page: CodePage | None) -> None:
    wire = Wire()
    over(wire, EscPosSettings(code_page=page)).print(DOCUMENT)
    assert b"<dots>" in wire.sent


@pytest.mark.parametrize("text", ["Đỗ Thị Uyển", "ậ ẵ ở ữ ỵ Ế Ộ đ", "ẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"])
def test_windows_1258_carries_every_vietnamese_letter_and_reads_back_the_same(text: str) -> None:
    raw = encoded((text,), CodePage(52, "cp1258"))
    assert raw is not None
    assert unicodedata.normalize("NFC", raw.decode("cp1258").strip()) == text


def test_a_document_shows_nothing_of_its_content() -> None:
    assert "Phòng" not in repr(DOCUMENT) and "%PDF" not in repr(DOCUMENT)


# Folders.


def test_a_pdf_appears_whole_under_the_tickets_name_and_a_reprint_replaces_it(tmp_path: Path) -> None:
    printer = PdfPrinter(tmp_path / "tickets")
    printer.print(DOCUMENT)
    printer.print(DOCUMENT)
    assert [one.name for one in (tmp_path / "tickets").iterdir()] == ["2026-11-21-A012.pdf"]
    assert (tmp_path / "tickets" / "2026-11-21-A012.pdf").read_bytes() == DOCUMENT.pdf


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "...", "a/b\\c:d", "x" * 500, "số 1\x00"])
def test_whatever_a_ticket_is_called_its_file_stays_in_the_folder(tmp_path: Path, name: str) -> None:
    PdfPrinter(tmp_path / "tickets").print(TicketDocument(name, b"%PDF", b""))
    (only,) = (tmp_path / "tickets").iterdir()
    assert only.suffix == ".pdf" and not only.name.startswith(".")


def test_a_folder_that_cannot_be_written_is_a_fault_and_leaves_no_half_file(tmp_path: Path) -> None:
    blocked = tmp_path / "tickets"
    blocked.write_text("a file stands in the way", encoding="utf-8")
    with pytest.raises(PrinterFault):
        PdfPrinter(blocked).print(DOCUMENT)


def test_the_virtual_printer_keeps_both_forms_and_can_run_out_of_paper(tmp_path: Path) -> None:
    printer = VirtualPrinter(tmp_path)
    printer.print(DOCUMENT)
    printer.paper_out = True
    with pytest.raises(PaperOut):
        printer.print(DOCUMENT)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["ticket-0001.pdf", "ticket-0001.png"]
    assert printer.printed == [DOCUMENT.name]
