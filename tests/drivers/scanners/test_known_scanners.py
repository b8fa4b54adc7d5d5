from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

from drivers.errors import LibraryMissing
from drivers.scanners import FoundPort, find_scanner_ports


def test_makers_of_scanners_come_before_bridges_and_other_ports_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    ports = [
        SimpleNamespace(device="COM1", vid=None),
        SimpleNamespace(device="COM2", vid=0x1A86),
        SimpleNamespace(device="COM3", vid=0x1EAB),
        SimpleNamespace(device="COM4", vid=0x2341),
    ]
    monkeypatch.setattr("serial.tools.list_ports.comports", lambda: ports)
    assert find_scanner_ports() == [FoundPort("COM3", "Newland", True), FoundPort("COM2", "", False)]


def test_a_machine_without_pyserial_gets_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "serial.tools.list_ports", None)
    with pytest.raises(LibraryMissing):
        find_scanner_ports()
