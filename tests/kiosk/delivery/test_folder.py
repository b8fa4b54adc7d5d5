"""Records as files: whole or not there, never over another, found by a fetcher, and later when the disk is full."""

from __future__ import annotations

import errno
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from delivered_records import described_record

from hardware_mocks.hospital_folder import FolderFetcher
from kiosk.delivery import (
    DeliveryLater,
    DeliveryProblem,
    DeliveryRefused,
    DeliverySettingsInvalid,
    Folder,
    FolderSettings,
    Format,
)
from kiosk.delivery.folder import placing
from kiosk.delivery.payload import encode
from kiosk.domain.record import RecordedValue


@pytest.fixture
def place(tmp_path) -> Path:
    path = tmp_path / "hồ sơ"
    path.mkdir()
    return path


@pytest.fixture
def folder(place, clock) -> Folder:
    formats = (Format("xml", lambda record: f"<X>{record.record_id}</X>".encode()),)
    return Folder(FolderSettings(place, "Thư mục", formats), clock=clock)


def later(folder: Folder, record) -> DeliveryProblem:
    with pytest.raises(DeliveryLater) as caught:
        folder.deliver(record)
    return caught.value.problem


def test_a_record_becomes_one_file_per_format_and_nothing_else_is_left(folder, place, clock):
    record = described_record()
    receipt = folder.deliver(record)
    assert sorted(path.name for path in place.iterdir()) == [f"{record.record_id}.json", f"{record.record_id}.xml"]
    assert (place / f"{record.record_id}.json").read_bytes() == encode(record)
    assert (receipt.number, receipt.received_at) == (f"{record.record_id}.json", clock.now())
    assert (receipt.duplicate, receipt.office_time) == (False, False)


def test_no_name_of_a_file_says_anything_about_a_person(folder, place):
    record = described_record()
    folder.deliver(record)
    names = " ".join(path.name for path in place.iterdir())
    assert all(value.value not in names for value in record.values.values() if len(value.value) > 1)


def test_the_same_record_again_is_a_duplicate_and_another_under_its_name_is_refused(folder, place):
    record = described_record()
    folder.deliver(record)
    assert folder.deliver(record).duplicate
    changed = replace(record, values={"HO_TEN": RecordedValue("Trần Văn Khác", "staff", "claimed")})
    with pytest.raises(DeliveryRefused) as caught:
        folder.deliver(changed)
    assert caught.value.problem is DeliveryProblem.CONTENT_DIFFERS
    assert (place / f"{record.record_id}.json").read_bytes() == encode(record)


def test_a_fetcher_takes_each_record_once_with_what_stands_beside_it(folder, place):
    record = described_record()
    folder.deliver(record)
    (place / f".{record.record_id}.json{placing.PART}").write_bytes(b"half a rec")
    fetcher = FolderFetcher(place)
    assert fetcher.fetch() == 1
    assert fetcher.received[record.record_id]["values"]["HO_TEN"] == "Đỗ Thị Uyên"
    assert fetcher.beside[record.record_id] == ("xml",)
    folder.deliver(record)  # The answer was lost: sent again under the same name.
    assert fetcher.fetch() == 0
    assert not list(place.glob("*.*"))


def test_a_folder_that_is_not_there_is_waited_for_and_never_made(folder, place):
    place.rmdir()
    assert later(folder, described_record()) is DeliveryProblem.FOLDER_AWAY
    assert not place.exists()


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        (errno.ENOSPC, DeliveryProblem.FOLDER_FULL),
        (errno.EDQUOT, DeliveryProblem.FOLDER_FULL),
        (errno.EACCES, DeliveryProblem.FOLDER_AWAY),
        (errno.EIO, DeliveryProblem.FOLDER_AWAY),
    ],
)
def test_a_disk_that_takes_no_more_leaves_nothing_half_and_the_record_goes_later(
    folder, place, monkeypatch, number, problem
):
    record = described_record()

    def full(_descriptor: int) -> None:
        raise OSError(number, "no")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        assert later(folder, record) is problem
    assert list(place.iterdir()) == []
    assert folder.deliver(record).duplicate is False


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_file_system_that_is_really_full_is_told_as_full(monkeypatch, place):
    monkeypatch.setattr(placing.Path, "with_name", lambda _path, _name: Path("/dev/full"))
    monkeypatch.setattr(placing.Path, "unlink", lambda _path, missing_ok: None)
    with pytest.raises(DeliveryLater) as caught:
        placing.place(place / "a.json", b"x" * 10_000)
    assert caught.value.problem is DeliveryProblem.FOLDER_FULL


def test_a_share_that_knows_no_links_gets_its_files_by_renaming(folder, place, monkeypatch):
    record = described_record()

    def unknown(_path: Path, _target: Path) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(Path, "hardlink_to", unknown)
    assert folder.deliver(record).duplicate is False
    assert folder.deliver(record).duplicate is True
    assert json.loads((place / f"{record.record_id}.json").read_bytes())["record_id"] == record.record_id
    assert not list(place.glob(".*"))


def test_a_file_that_appears_at_the_last_moment_is_not_replaced(place, monkeypatch):
    path = place / "a.json"
    writing = placing._write

    def and_somebody_else_too(part: Path, content: bytes) -> None:
        writing(part, content)
        path.write_bytes(b"theirs")

    monkeypatch.setattr(placing, "_write", and_somebody_else_too)
    with pytest.raises(DeliveryRefused):
        placing.place(path, b"ours")
    assert path.read_bytes() == b"theirs"
    assert [one.name for one in place.iterdir()] == ["a.json"]


def test_a_record_that_a_format_cannot_carry_is_refused_before_any_file_is_made(place):
    def cannot(_record) -> bytes:
        raise DeliveryRefused(DeliveryProblem.UNFIT)

    with pytest.raises(DeliveryRefused):
        Folder(FolderSettings(place, "Thư mục", (Format("xml", cannot),))).deliver(described_record())
    assert list(place.iterdir()) == []


@pytest.mark.parametrize("endings", [("json",), ("xml", "xml"), ("../xml",), ("",)])
def test_two_files_of_one_name_and_odd_endings_are_errors_of_the_settings(place, endings):
    with pytest.raises(DeliverySettingsInvalid):
        FolderSettings(place, "Thư mục", tuple(Format(one, encode) for one in endings))
