"""Printed forms that contradict themselves stop the start; those that come with the program do not."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import config
from config import paper_forms_data
from config.paper_forms_data import paper_form_findings, paper_table_findings
from kiosk.bootstrap.paper_forms import broken_papers, paper_form
from kiosk.domain.identity import FactName
from kiosk.forms import DefinitionError, PaperForm
from kiosk.papers import layouts

TODAY = date(2026, 11, 21)
SMALL: dict[str, Any] = {
    "form_id": "small",
    "version": "Mẫu 1",
    "title": {"vi": "Nhỏ"},
    "layout": "forms/ct01",
    "roles": ["applicant", "members"],
    "fields": [{"name": "ho_ten", "label": {"vi": "Họ tên"}, "fill": ["applicant.full_name"]}],
    "tables": [
        {
            "name": "dong",
            "label": {"vi": "Dòng"},
            "role": "members",
            "most": 3,
            "columns": [{"name": "ho_ten", "label": {"vi": "Họ tên"}, "fill": ["each.full_name"]}],
        }
    ],
}


def filled_from(*origins: str) -> dict[str, Any]:
    rows = deepcopy(SMALL)
    rows["fields"][0]["fill"] = list(origins)
    return rows


def with_table(**changed: Any) -> dict[str, Any]:
    rows = deepcopy(SMALL)
    rows["tables"][0].update(changed)
    return rows


@pytest.mark.parametrize("form_id", config.paper_forms())
def test_every_form_that_comes_with_the_program_is_built_and_has_its_layout(form_id: str) -> None:
    paper = paper_form(form_id)
    assert paper.form_id == form_id
    assert paper.layout in layouts()


@pytest.mark.parametrize("form_id", config.paper_forms())
def test_a_form_that_comes_with_the_program_has_no_findings(form_id: str) -> None:
    assert list(paper_form_findings(form_id, TODAY)) == []


def test_a_form_is_found_wanting_when_the_law_behind_it_is_over() -> None:
    assert [one.reason for one in paper_form_findings("khai-sinh", date(2027, 3, 1))] == ["its validity is over"]


def test_the_tables_of_issuers_and_relations_are_in_order() -> None:
    assert list(paper_table_findings(TODAY)) == []


def test_a_check_of_settings_names_a_form_that_cannot_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = (paper_forms_data.DIRECTORY / "dc02.toml").read_text(encoding="utf-8")
    for name, text in {
        "dc02": good,
        "a": good.replace('"applicant.sex"', '"applicant.shoe_size"'),
        "b": good.replace('layout = "forms/dc02"', 'layout = "forms/none"'),
        "c": good.replace("title = {", "titel = {"),
        "d": good.replace('field = "ngay_sinh"', 'field = "ngay_nao"'),
    }.items():
        own = text.replace('form_id = "dc02"', f'form_id = "{name}"')
        (tmp_path / f"{name}.toml").write_text(own, encoding="utf-8")
    monkeypatch.setattr(paper_forms_data, "DIRECTORY", tmp_path)
    paper_forms_data.paper_form_file.cache_clear()
    try:
        broken = broken_papers()
        checked = config.check(config.load_site("demo"), today=TODAY)
    finally:
        paper_forms_data.paper_form_file.cache_clear()
    named = [(Path(one.file).stem, one.reason) for one in broken]
    assert [stem for stem, _ in named] == ["a", "b", "d"]
    assert "shoe_size" in named[0][1]
    assert named[1][1] == "there is no layout forms/none"
    mine = {Path(one.file).stem for one in checked if one.file.startswith(str(tmp_path))}
    assert mine == {"c", "d"}


@pytest.mark.parametrize(
    "rows",
    [
        filled_from("applicant.shoe_size"),
        filled_from("landlord.full_name"),
        filled_from("head.full_name"),
        filled_from("members.full_name"),
        filled_from("each.full_name"),
        filled_from("office.full_name"),
        filled_from("full_name"),
        with_table(role="landlord"),
        with_table(role="head"),
        with_table(name="ho_ten"),
        with_table(columns=[]),
        {key: value for key, value in SMALL.items() if key != "layout"},
        {**SMALL, "roles": ["landlord"]},
        {**SMALL, "fields": []},
    ],
)
def test_a_form_that_cannot_work_is_refused(rows: dict[str, Any]) -> None:
    with pytest.raises(DefinitionError, match="small"):
        PaperForm.from_rows(rows)


def test_a_form_names_the_facts_it_needs_and_no_others() -> None:
    assert PaperForm.from_rows(SMALL).facts_asked == {FactName.FULL_NAME}
    assert FactName.RELIGION in paper_form("tk01").facts_asked
    assert not {FactName.RELIGION, FactName.ETHNICITY} & paper_form("ct01").facts_asked
