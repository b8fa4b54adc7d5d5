"""`mot-cham form fill --out FILE.docx`, and codes that several forms share."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from docx import Document

from kiosk.cli import main
from kiosk.cli.exit_codes import ExitCode

AN = {"role": "applicant", "qr": "001099012345||Nguyễn Văn An|15031999|Nam|Thôn Một, Xã Mẫu, Ninh Bình|06102025||||"}


def fill(folder: Path, form: str, name: str) -> int:
    identity = folder / "people.json"
    identity.write_text(json.dumps([AN], ensure_ascii=False), encoding="utf-8")
    return main(["form", "fill", form, "--identity", str(identity), "--out", str(folder / name)])


def test_a_name_that_ends_in_docx_makes_a_document_for_editing(tmp_path: Path) -> None:
    assert fill(tmp_path, "tam-vang", "to-khai.DOCX") in (ExitCode.DONE, ExitCode.CHECK_FAILED)
    with (tmp_path / "to-khai.DOCX").open("rb") as file:
        text = "\n".join(one.text for one in Document(file).paragraphs)
    assert "NGUYỄN VĂN AN" in text


def test_any_other_name_makes_a_pdf(tmp_path: Path) -> None:
    fill(tmp_path, "tam-vang", "to-khai.pdf")
    assert (tmp_path / "to-khai.pdf").read_bytes().startswith(b"%PDF-")


def test_a_page_of_the_register_needs_no_card(tmp_path: Path) -> None:
    answers = tmp_path / "answers.json"
    rows = {"ho_so.1.thu_tuc": "Đăng ký khai sinh", "ho_so.1.chu_ho_so": "Nguyễn Văn An"}
    answers.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    out = tmp_path / "so.docx"
    assert main(["form", "fill", "mot-cua-07", "--answers", str(answers), "--out", str(out)]) == ExitCode.DONE
    with out.open("rb") as file:
        rows_written = [[cell.text for cell in row.cells] for row in Document(file).tables[-1].rows]
    assert "Đăng ký khai sinh" in rows_written[1]


def test_a_code_that_several_forms_have_is_refused_with_their_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fill(tmp_path, "01", "to-khai.pdf") == ExitCode.USAGE
    told = capsys.readouterr().err
    assert "huu-tri-xa-hoi-01" in told
    assert "mot-cua-01" in told
    assert "ct01" not in told
    assert not (tmp_path / "to-khai.pdf").exists()
