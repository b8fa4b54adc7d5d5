"""`mot-cham address convert`: the shape other programs rely on, and sentences for people."""

from __future__ import annotations

import json

import pytest

from kiosk.addresses import Note, Status
from kiosk.bootstrap.languages import language
from kiosk.cli import main
from kiosk.cli.exit_codes import ExitCode


def test_every_text_has_its_object_in_the_order_given(capsys: pytest.CaptureFixture[str]) -> None:
    texts = ["Tổ 8, Ngọc Thụy, Long Biên, Hà Nội", "Thôn Đăk Mút, Đăk Mar, Đắk Hà, Kon Tum", "Ví Dụ"]
    assert main(["address", "convert", *texts, "--json"]) == ExitCode.DONE
    split, exact, unknown = json.loads(capsys.readouterr().out)
    assert [split["text"], exact["text"], unknown["text"]] == texts
    assert exact == {
        "text": texts[1],
        "status": "exact",
        "detail": "Thôn Đăk Mút",
        "candidates": [
            {
                "ward_code": "23512",
                "ward": "Xã Đăk Mar",
                "province_code": "51",
                "province": "Tỉnh Quảng Ngãi",
                "note": None,
            }
        ],
    }
    assert (split["status"], len(split["candidates"])) == ("choose", 2)
    assert all("Phường Ngọc Thụy" in one["note"] for one in split["candidates"])
    assert unknown == {"text": "Ví Dụ", "status": "not_found", "detail": None, "candidates": []}


def test_people_read_the_card_the_units_and_the_reason(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["address", "convert", "Xóm Ví Dụ, TT. Neo, Yên Dũng, Bắc Giang"]) == ExitCode.DONE
    said = capsys.readouterr().out
    for part in (
        "Xóm Ví Dụ, TT. Neo, Yên Dũng, Bắc Giang",
        "Phường Yên Dũng (07681)",
        "Nham Biền",
        "như trên thẻ: Xóm Ví Dụ",
    ):
        assert part in said


@pytest.mark.parametrize("code", ["vi", "en"])
def test_every_status_and_every_note_has_a_sentence(code: str) -> None:
    said = [language(code).say(f"address.status.{one.value}") for one in Status]
    said += [language(code).say(f"address.note.{one.value}", old="A", new="B") for one in Note]
    assert not [one for one in said if one.startswith("address.") or "{" in one]
    assert len(set(said)) == len(Status) + len(Note)
