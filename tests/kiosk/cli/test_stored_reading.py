"""A reading in a folder comes back as it was, but for what only the terminal that took part can believe."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hardware_mocks.card import VirtualCard
from kiosk.cli import stored_reading
from nfc_icao import Can, ChipReading, read_chip
from nfc_icao.errors import MalformedData
from nfc_icao.evidence import EF_CARD_SECURITY, PaceChipAuthenticationEvidence


@pytest.fixture(scope="module")
def reading() -> ChipReading:
    card = VirtualCard.of("adult")
    return read_chip(card, Can(card.document.can))


def change(folder: Path, edit: Callable[[dict[str, Any]], object]) -> None:
    file = folder / stored_reading.SUMMARY
    summary = json.loads(file.read_text(encoding="utf-8"))
    edit(summary)
    file.write_text(json.dumps(summary), encoding="utf-8")


def test_what_is_stored_comes_back(reading: ChipReading, tmp_path: Path) -> None:
    stored_reading.store(reading, tmp_path)
    back = stored_reading.load(tmp_path)
    assert reading.chip_authentication is not None
    assert back == replace(
        reading, files=dict(reading.files), chip_authentication=replace(reading.chip_authentication, witnessed=False)
    )


def test_a_proof_inside_pace_comes_back_as_not_witnessed(reading: ChipReading, tmp_path: Path) -> None:
    evidence = PaceChipAuthenticationEvidence(13, b"\x04" * 65, b"\x05" * 65)
    files = {**reading.files, EF_CARD_SECURITY: b"\x30\x00"}
    stored_reading.store(replace(reading, files=files, pace_chip_authentication=evidence), tmp_path)
    back = stored_reading.load(tmp_path)
    assert back.pace_chip_authentication == replace(evidence, witnessed=False)
    assert back.files[EF_CARD_SECURITY] == b"\x30\x00"


def test_a_folder_of_version_1_is_read(reading: ChipReading, tmp_path: Path) -> None:
    stored_reading.store(reading, tmp_path)

    def as_in_version_1(summary: dict[str, Any]) -> None:
        summary["version"] = 1
        del summary["pace_chip_authentication"]

    change(tmp_path, as_in_version_1)
    back = stored_reading.load(tmp_path)
    assert back.active_authentication == reading.active_authentication
    assert back.pace_chip_authentication is None


def test_a_folder_of_a_later_version_is_refused(reading: ChipReading, tmp_path: Path) -> None:
    stored_reading.store(reading, tmp_path)
    change(tmp_path, lambda summary: summary.update(version=3))
    with pytest.raises(MalformedData, match="version 3"):
        stored_reading.load(tmp_path)


@pytest.mark.parametrize(
    "edit",
    [
        lambda summary: summary.update(version="2"),
        lambda summary: summary.update(access=[]),
        lambda summary: summary["access"].update(protocol=5),
        lambda summary: summary["access"].update(cipher="\x1b[2J"),
        lambda summary: summary["access"].update(key_index=True),
        lambda summary: summary["traffic"].update(elapsed_s="soon"),
        lambda summary: summary["traffic"].update(elapsed_s=10**400),
        lambda summary: summary["traffic"].update(elapsed_s=float("nan")),
        lambda summary: summary["refusals"].update(DG3=0x10000),
        lambda summary: summary["active_authentication"].update(response="zz"),
        lambda summary: summary["chip_authentication"].update(completed="yes"),
        lambda summary: summary.pop("refusals"),
    ],
)
def test_a_summary_with_a_value_of_another_kind_is_refused(
    reading: ChipReading, tmp_path: Path, edit: Callable[[dict[str, Any]], object]
) -> None:
    stored_reading.store(reading, tmp_path)
    change(tmp_path, edit)
    with pytest.raises(MalformedData):
        stored_reading.load(tmp_path)


def test_a_folder_with_more_files_than_a_chip_is_refused(reading: ChipReading, tmp_path: Path) -> None:
    stored_reading.store(reading, tmp_path)
    for number in range(stored_reading.MAX_FILES):
        (tmp_path / f"extra{number}.bin").write_bytes(b"")
    with pytest.raises(MalformedData):
        stored_reading.load(tmp_path)
