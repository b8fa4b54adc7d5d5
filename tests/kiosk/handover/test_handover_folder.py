"""Papers and data in a folder: by slip number, whole, never over something else."""

from __future__ import annotations

import errno
import hashlib
import json
from pathlib import Path

import pytest
from papers_at_hand import ct01, hand_over

from kiosk.delivery.folder import placing
from kiosk.handover import FolderAway, FolderFull, NameTaken, Sidecar, put

STEM = "PHIEU-20261121-Q1-007"


def test_pdf_comes_first_and_json_last_all_named_by_the_slip(tmp_path: Path) -> None:
    files = put(hand_over(), tmp_path, [Sidecar.CSV, Sidecar.XML])
    assert [one.name for one in files] == [f"{STEM}-ct01.pdf", f"{STEM}.xml", f"{STEM}.csv", f"{STEM}.json"]
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted(one.name for one in files)


def test_the_data_name_the_paper_and_its_digest(tmp_path: Path) -> None:
    put(hand_over(), tmp_path)
    (paper,) = json.loads((tmp_path / f"{STEM}.json").read_text(encoding="utf-8"))["papers"]
    assert paper["file"] == f"{STEM}-ct01.pdf"
    assert paper["sha256"] == hashlib.sha256((tmp_path / paper["file"]).read_bytes()).hexdigest()


def test_the_same_once_more_changes_nothing_and_another_under_its_number_is_refused(tmp_path: Path) -> None:
    put(hand_over(), tmp_path)
    before = (tmp_path / f"{STEM}.json").read_bytes()
    put(hand_over(), tmp_path)
    with pytest.raises(NameTaken) as told:
        put(hand_over(ct01(noi_dung="Khác")), tmp_path)
    assert (tmp_path / f"{STEM}.json").read_bytes() == before
    assert "Khác" not in str(told.value)


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(FolderAway):
        put(hand_over(), tmp_path / "share")
    assert not (tmp_path / "share").exists()


def test_a_full_disk_is_told_and_a_second_try_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, content: bytes) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patched:
        patched.setattr(placing, "_write", full)
        with pytest.raises(FolderFull):
            put(hand_over(), tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert len(put(hand_over(), tmp_path)) == 2


def test_the_mark_of_a_csv_is_a_choice(tmp_path: Path) -> None:
    put(hand_over(), tmp_path, [Sidecar.CSV], byte_order_mark=False)
    assert (tmp_path / f"{STEM}.csv").read_bytes().startswith(b"slip,")
