"""The guide to adding a form: its example is a form."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from at_counter import AN, BINH, OFFICE, UYEN, value
from docx import Document
from paper_text import WRITTEN_AT, drawn, letters_in, letters_of

from config import paper_forms_data
from kiosk.bootstrap.paper_forms import paper_facts, paper_form, paper_words
from kiosk.domain.roles import Role
from kiosk.forms import FilledPaper, fill_paper, paper_data
from kiosk.papers import render_docx, rendering

GUIDE = Path(paper_forms_data.__file__).parent / "forms" / "README.md"
FORM = "giay-moi"


def example(kind: str) -> str:
    found = re.search(rf"```{kind}\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None, kind
    return found.group(1)


@pytest.fixture
def invitation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FilledPaper]:
    """The guide's two files in their places, filled by a family."""
    forms, layouts = tmp_path / "paper", tmp_path / "layouts"
    forms.mkdir()
    (forms / f"{FORM}.toml").write_text(example("toml"), encoding="utf-8")
    shutil.copytree(rendering.LAYOUTS, layouts)
    (layouts / "forms" / f"{FORM}.typ").write_text(example("typ"), encoding="utf-8")
    monkeypatch.setattr(paper_forms_data, "DIRECTORY", forms)
    monkeypatch.setattr(rendering, "LAYOUTS", layouts)
    family = {Role.APPLICANT: (UYEN,), Role.HEAD: (AN,), Role.MEMBERS: (BINH,)}
    yield fill_paper(paper_form(FORM), family, OFFICE, paper_facts())
    paper_forms_data.paper_form_file.cache_clear()


def test_the_example_of_the_guide_is_filled_and_drawn(invitation: FilledPaper) -> None:
    assert value(invitation, "nguoi_di_cung.1.quan_he") == "Con"
    letters = letters_in(drawn(invitation))
    for said in (
        "GIẤY MỜI VÍ DỤ",
        "Mẫu GM-01",
        "ĐỖ THỊ UYÊN",
        "Thôn Một, Xã Mẫu, Ninh Bình",
        "Nguyễn Bình",
        "NGƯỜI MỜI",
    ):
        assert letters_of(said) in letters


def test_the_example_of_the_guide_is_a_document_as_well(invitation: FilledPaper) -> None:
    data = paper_data(invitation, paper_words(trial=False))
    made = Document(io.BytesIO(render_docx(f"forms/{FORM}", data, written_at=WRITTEN_AT)))
    assert "1. Họ và tên: ĐỖ THỊ UYÊN" in "\n".join(one.text for one in made.paragraphs)
