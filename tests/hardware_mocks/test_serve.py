"""The virtual card as a program of its own: what it prints, what it serves, what it writes down."""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from drivers.nfc.vpcd_link import connect_to_card
from hardware_mocks import issuer, personas, profiles, serve
from nfc_icao.access.keys import Can
from nfc_icao.reading import read_chip

CAN = Can(personas.load("adult").can)
WAIT_S = 10.0


class Printed(io.StringIO):
    """Standard output, with a bell for the port."""

    def __init__(self) -> None:
        super().__init__()
        self.told = threading.Event()

    def flush(self) -> None:
        self.told.set()


@contextmanager
def serving(*options: str) -> Iterator[int]:
    printed, stop = Printed(), threading.Event()
    command_line = ["adult", "--listen", "0", *options]
    worker = threading.Thread(
        target=serve.main, args=(command_line,), kwargs={"out": printed, "cancelled": stop.is_set}
    )
    worker.start()
    try:
        assert printed.told.wait(WAIT_S)
        found = re.search(r"listening on 127\.0\.0\.1:([0-9]+)", printed.getvalue())
        assert found is not None
        yield int(found[1])
    finally:
        stop.set()
        worker.join(WAIT_S)


def test_a_reader_reads_the_served_card_and_trusts_its_certificate(tmp_path: Path) -> None:
    certificate = tmp_path / "csca.der"
    with serving("--csca", str(certificate)) as port, connect_to_card("127.0.0.1", port) as link:
        reading = read_chip(link, CAN)
    assert reading.files["DG1"] == issuer.issue(personas.load("adult")).files["DG1"]
    assert certificate.read_bytes() == issuer.demo_csca_der()


def test_the_log_holds_headers_and_status_words_and_no_values(tmp_path: Path) -> None:
    log = tmp_path / "apdus.txt"
    with serving("--log", str(log)) as port, connect_to_card("127.0.0.1", port) as link:
        link.transmit(bytes.fromhex("00A4040C07A0000002471001"))
    lines = log.read_text(encoding="utf-8").splitlines()
    assert "> 00 A4 04 0C (12 bytes)" in lines
    assert "< 90 00 (2 bytes)" in lines
    assert not any("A0 00 00 02" in line for line in lines)


def test_values_are_logged_when_asked_for(tmp_path: Path) -> None:
    log = tmp_path / "apdus.txt"
    with serving("--log", str(log), "--log-values") as port, connect_to_card("127.0.0.1", port) as link:
        link.transmit(bytes.fromhex("00A4040C07A0000002471001"))
    assert "> 00A4040C07A0000002471001" in log.read_text(encoding="utf-8")


def test_profile_and_faults_are_those_asked_for() -> None:
    options = ("--profile", "quirk-bac-gone", "--fault", "select-mf=status:6FEE")
    with serving(*options) as port, connect_to_card("127.0.0.1", port) as link:
        assert link.transmit(bytes.fromhex("00A4000C023F00")) == b"\x6f\xee"
        link.transmit(bytes.fromhex("00A4040C07A0000002471001"))
        assert link.transmit(bytes.fromhex("0084000008")) == b"\x6a\x88"


def test_the_inventory_names_everything_there_is() -> None:
    printed = io.StringIO()
    assert serve.main(["--list"], out=printed) == 0
    assert all(name in printed.getvalue() for name in (*personas.ids(), *profiles.names()))


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["nobody"], 2, "there are: adult"),
        (["adult", "--profile", "tin"], 2, "there are: acr122u"),
        (["adult", "--fault", "explode"], 2, "there are: lift-after"),
        (["adult", "--listen", "-1"], 3, "no port"),
        ([], 2, "personas"),
    ],
)
def test_what_cannot_be_served_is_said_with_an_exit_code(options: list[str], code: int, said: str) -> None:
    printed = io.StringIO()
    assert serve.main(options, out=printed) == code
    assert said in printed.getvalue()
