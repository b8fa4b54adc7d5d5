"""`mot-cham qr`: why a picture or a text gave nothing, and what is odd about one that gave something."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import zxingcpp

from drivers.scanners.opencv import cv2
from kiosk.cli import main
from kiosk.cli.exit_codes import ExitCode

CARD = "001099012345||Nguyễn Văn An|15031999|Nam|Hà Nội|10052022"


def picture(path: Path, text: str | None) -> Path:
    pixels = np.full((200, 200), 255, np.uint8)
    if text is not None:
        code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
        pixels = np.array(zxingcpp.write_barcode_to_image(code, scale=4, add_quiet_zones=True))
    path.write_bytes(cv2.imencode(".png", pixels)[1].tobytes())
    return path


@pytest.mark.parametrize(
    ("made", "problem", "code"),
    [
        ("missing", "file_unreadable", ExitCode.USAGE),
        ("folder", "file_unreadable", ExitCode.USAGE),
        ("text", "not_an_image", ExitCode.MALFORMED),
        ("blank", "no_code", ExitCode.MALFORMED),
        ("broken", "code_malformed", ExitCode.MALFORMED),
    ],
)
def test_a_picture_without_a_card_says_why(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, made: str, problem: str, code: ExitCode
) -> None:
    path = tmp_path / "card.png"
    if made == "folder":
        path.mkdir()
    elif made == "text":
        path.write_text("no image", encoding="utf-8")
    elif made != "missing":
        picture(path, CARD.replace("15031999", "31021999") if made == "broken" else None)
    good = picture(tmp_path / "good.png", CARD)
    assert main(["qr", "read", str(path), str(good), "--json"]) == code
    shown = capsys.readouterr()
    first, second = json.loads(shown.out)
    assert first == {"image": str(path), "kind": None, "fields": {}, "problem": problem}
    assert (second["kind"], second["problem"]) == ("cccd_2021", None)
    assert str(path) in shown.err
    assert str(good) not in shown.err


def test_what_is_odd_about_a_code_is_a_warning_and_no_failure(capsys: pytest.CaptureFixture[str]) -> None:
    text = "001099012345||Nguyễn Văn An|15/03/1999|Nam|Hà Nội|10052099|"
    assert main(["qr", "parse", text, "--json"]) == ExitCode.DONE
    shown = json.loads(capsys.readouterr().out)
    assert shown["kind"] == "cccd_2021"
    assert shown["fields"]["date_of_birth"] == "1999-03-15"
    assert shown["warnings"] == ["unusual_dates", "date_in_future"]
