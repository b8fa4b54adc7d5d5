"""`mot-cham chip read`: each thing that stands in the way has its own sentence and exit code."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from drivers.errors import UnknownReader
from drivers.nfc import PcscReader
from hardware_mocks import faults, patience, personas, vpcd
from hardware_mocks.card import VirtualCard
from kiosk.bootstrap.failures import failure_of
from kiosk.cli import main
from kiosk.cli.exit_codes import ExitCode
from kiosk.domain.failure import FailureCode
from nfc_icao.errors import CardLost, CardSilent

CAN = "012345"


@contextmanager
def card(profile: str | None, *faulty: str) -> Iterator[int]:
    stop, ready, ports = threading.Event(), threading.Event(), []

    def opened(port: int) -> None:
        ports.append(port)
        ready.set()

    thread = threading.Thread(
        target=vpcd.serve_listening,
        args=(faults.faulty(VirtualCard.of("adult", profile), *faulty), 0),
        kwargs={"cancelled": stop.is_set, "listening": opened},
    )
    thread.start()
    assert ready.wait(5)
    try:
        yield ports[0]
    finally:
        stop.set()
        thread.join(5)


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, str]]:
    capsys.readouterr()
    code = main(["chip", "read", "--json", *arguments])
    return code, json.loads(capsys.readouterr().out)["error"]


def test_a_port_where_nothing_listens_is_no_unplugged_reader(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    code, error = said(capsys, "--tcp", f"127.0.0.1:{port}", "--can", CAN)
    assert (code, error["code"]) == (ExitCode.DEVICE, "no_card_listening")


def test_nobody_who_comes_in_time_is_no_lifted_card(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    code, error = said(capsys, "--vpcd-listen", str(port), "--can", CAN, "--wait", "0.1")
    assert (code, error["code"]) == (ExitCode.DEVICE, "no_card")


def test_a_reader_of_another_name_is_said_at_once_and_not_waited_for(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PcscReader, "readers", lambda _self: ["ACS ACR1252 [ACR1252 Dual Reader PICC] 00 00"])
    started = time.monotonic()
    code, error = said(capsys, "--reader", "Nope", "--can", CAN)
    assert (code, error["code"]) == (ExitCode.DEVICE, "reader_not_found")
    assert "ACR1252" in error["detail"]
    assert time.monotonic() - started < 5


def test_a_part_of_the_readers_name_suffices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PcscReader, "readers", lambda _self: ["ACS ACR1252 Dual Reader PICC 00 00"])
    assert PcscReader().find("acr1252").startswith("ACS")
    with pytest.raises(UnknownReader):
        PcscReader().find("omnikey")


def test_a_card_that_never_said_a_word_was_not_lifted(capsys: pytest.CaptureFixture[str]) -> None:
    with card(None, "lift-after:0") as port:
        code, error = said(capsys, "--tcp", f"127.0.0.1:{port}", "--can", CAN)
    assert (code, error["code"]) == (ExitCode.DEVICE, "chip_silent")
    with card(None, "lift-after:20") as port:
        _, error = said(capsys, "--tcp", f"127.0.0.1:{port}", "--can", CAN)
    assert error["code"] == "card_lifted"


def test_a_card_that_gives_no_answer_in_time_is_silent() -> None:
    assert failure_of(CardSilent("no answer in time")) is FailureCode.CHIP_SILENT
    assert failure_of(CardLost("gone")) is FailureCode.CARD_LIFTED


def test_a_refused_key_is_named_as_it_was_given(capsys: pytest.CaptureFixture[str]) -> None:
    with card(None) as port:
        link = ("--tcp", f"127.0.0.1:{port}")
        refusals = {
            option: said(capsys, *link, option, value)
            for option, value in (
                ("--can", "999999"), ("--id", "001083999999"), ("--mrz", "083999999,990101,300101"),
                ("--qr", "001083999999||Nguyễn Văn An|15031999|Nam|Hà Nội|10052022"),
            )
        }  # fmt: skip
    assert {(code, error["code"]) for code, error in refusals.values()} == {
        (ExitCode.ACCESS_REFUSED, "wrong_access_key")
    }
    sentences = {option: error["vi"] for option, (_, error) in refusals.items()}
    assert "CAN" in sentences["--can"]
    assert "số định danh" in sentences["--id"]
    assert "MRZ" in sentences["--mrz"]
    assert [option for option, sentence in sentences.items() if "mã QR" in sentence] == ["--qr"]


def test_a_can_for_a_chip_that_only_speaks_bac_points_to_the_mrz(capsys: pytest.CaptureFixture[str]) -> None:
    with card("bac-only") as port:
        code, error = said(capsys, "--tcp", f"127.0.0.1:{port}", "--can", personas.load("adult").can)
    assert code == ExitCode.ACCESS_REFUSED
    assert "--mrz" in error["vi"]
    assert "mã QR" not in error["vi"]


def test_a_trust_folder_that_is_missing_or_holds_a_broken_file_is_a_matter_of_usage_and_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    broken = tmp_path / "trust"
    broken.mkdir()
    (broken / "csca.der").write_bytes(b"no certificate")
    for folder, name in ((tmp_path / "none", "none"), (broken, "csca.der")):
        code, error = said(capsys, "--tcp", "127.0.0.1:1", "--can", CAN, "--trust", str(folder))
        assert (code, error["code"]) == (ExitCode.USAGE, "trust_anchor_unreadable")
        assert name in error["detail"]


@pytest.mark.parametrize(
    "key",
    [
        "C1234567,991301,300101", "C1234567,990132,300101", "C1234567,990101,300230", "C1234567,99 101,300101",
        "C1234567,990101, 30010", "C12 4567,990101,300101", ",990101,300101", "C1234567,990101", "<,990101,300101",
        "C1234567,990101,<<<<<<", "C1234567,9901<1,300101", "C1234567,٩٩٠١٠١,300101", "C" * 23 + ",990101,300101",
    ],
)  # fmt: skip
def test_an_mrz_key_that_no_document_has_is_a_usage_error(key: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["chip", "read", "--tcp", "127.0.0.1:1", "--mrz", key])
    assert stopped.value.code == ExitCode.USAGE


def test_an_mrz_key_in_small_letters_opens_the_chip(capsys: pytest.CaptureFixture[str]) -> None:
    person = personas.load("adult")
    key = f"{person.document.number},{person.date_of_birth_yymmdd},{person.date_of_expiry_yymmdd}"
    with card(None) as port:
        capsys.readouterr()
        assert main(["chip", "read", "--tcp", f"127.0.0.1:{port}", "--mrz", key.lower()]) == ExitCode.UNDETERMINED


def test_a_reading_loads_no_imagined_hardware() -> None:
    """A desk that reads chips may be delivered without it."""
    program = (
        "import sys; from kiosk.cli import main\n"
        "assert main(['chip', 'read', '--tcp', '127.0.0.1:1', '--can', '012345']) == 3\n"
        "loaded = [name for name in sys.modules if name.startswith('hardware_mocks')]\n"
        "raise SystemExit(str(loaded) if loaded else 0)"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 0, ended.stderr


def test_a_chip_that_only_speaks_bac_has_failed_no_pace_of_ours(capsys: pytest.CaptureFixture[str]) -> None:
    with card("bac-only") as port:
        capsys.readouterr()
        arguments = ["chip", "read", "--tcp", f"127.0.0.1:{port}", "--qr", personas.load("adult").qr_text(), "--json"]
        assert main(arguments) == ExitCode.UNDETERMINED
    report = json.loads(capsys.readouterr().out)
    checks = {one["id"]: (one["result"], one["reason"]) for one in report["verification"]["checks"]}
    assert report["access"]["protocol"] == "BAC"
    assert checks["C3"] == ("not_supported", "access.other_protocol_used")


def test_a_card_served_to_nobody_is_told_to_whoever_started_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def served(_card: object, host: str, port: int, *, tell: Callable[[bool], None]) -> None:
        assert (host, port) == ("127.0.0.1", 35999)
        tell(False)
        assert "Vẫn tiếp tục thử" in capsys.readouterr().err
        tell(True)
        raise KeyboardInterrupt

    monkeypatch.setattr(patience, "serve_patiently", served)
    assert main(["chip", "serve", "adult", "--vpcd", "127.0.0.1:35999"]) == ExitCode.DONE
    assert "Đã nối" in capsys.readouterr().err
