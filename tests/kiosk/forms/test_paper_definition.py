"""Printed forms that contradict themselves stop the start; those that come with the program do not."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

import pytest

import config
from config.paper_forms_data import paper_form_findings
from kiosk.bootstrap.paper_forms import paper_form
from kiosk.domain.identity import FactName
from kiosk.forms import DefinitionError, PaperForm
from kiosk.papers import layouts

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


def test_the_forms_that_come_with_the_program_have_no_findings_and_get_some_when_their_law_is_over() -> None:
    assert list(paper_form_findings(date(2026, 11, 21))) == []
    assert {one.file for one in paper_form_findings(date(2027, 3, 1))} >= {
        "config/forms/paper/khai-sinh.toml",
        "config/forms/paper/ket-hon.toml",
    }


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
