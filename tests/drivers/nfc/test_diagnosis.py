from __future__ import annotations

import sys

import pytest
from imagined_pcsc import ImaginedPcsc, Slot

from drivers.nfc.diagnosis import diagnose


def verdicts(pcsc: ImaginedPcsc) -> list[tuple[str, bool]]:
    return [(found.key, found.ok) for found in diagnose(pcsc)]


def test_a_working_reader_is_named() -> None:
    found = diagnose(ImaginedPcsc({"R PICC 00": Slot(), "R SAM 01": Slot()}))
    assert [(each.key, each.ok) for each in found] == [
        ("library", True),
        ("service", True),
        ("readers", True),
        ("reader", True),
        ("reader", False),
    ]
    assert found[3].detail == "R PICC 00"


def test_a_stopped_service_and_a_missing_reader_are_told_apart() -> None:
    assert verdicts(ImaginedPcsc(up=False)) == [("library", True), ("service", False)]
    assert verdicts(ImaginedPcsc()) == [("library", True), ("service", True), ("readers", False)]


def test_a_missing_library_comes_with_its_remedy_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "smartcard.scard", None)
    [found] = diagnose()
    assert not found.ok
    assert "scripts/run" in found.vi
    assert "scripts/run" in found.en
