"""Form definitions that contradict themselves stop the start, not a citizen."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

import config
from kiosk.forms import DefinitionError, FormDefinition

SMALL: dict[str, Any] = {
    "form_id": "small",
    "title": {"vi": "Nhỏ"},
    "fields": [
        {"name": "HO_TEN", "label": {"vi": "Họ tên"}, "fill": ["identity.full_name"]},
        {
            "name": "GIOI_TINH",
            "label": {"vi": "Giới tính"},
            "kind": "choice",
            "choices": [{"code": "1", "label": {"vi": "Nam"}}],
        },
    ],
}


def broken(**changed: Any) -> dict[str, Any]:
    """SMALL with its first field changed."""
    rows = deepcopy(SMALL)
    rows["fields"][0].update(changed)
    return rows


def test_the_smallest_form_is_built_with_defaults() -> None:
    made = FormDefinition.from_rows(SMALL)
    assert [one.name for one in made.fields] == ["HO_TEN", "GIOI_TINH"]


@pytest.mark.parametrize("form_id", config.forms())
def test_every_form_that_comes_with_the_program_is_built(form_id: str) -> None:
    assert FormDefinition.from_rows(config.load_form(form_id)).form_id == form_id


@pytest.mark.parametrize(
    "rows",
    [
        {},
        {**SMALL, "title": {"en": "Small"}},
        {**SMALL, "fields": []},
        {**SMALL, "fields": ["HO_TEN"]},
        {**SMALL, "fields": [SMALL["fields"][0], SMALL["fields"][0]]},
        {**SMALL, "rules": [{"kind": "not_after", "field": "HO_TEN", "other": "NO_SUCH", "problem": "form.problem.x"}]},
        {**SMALL, "rules": [{"kind": "sometimes", "field": "HO_TEN", "other": "HO_TEN", "problem": "form.problem.x"}]},
        broken(fill=["identity.shoe_size"]),
        broken(kind="picture"),
        broken(kind="choice"),
        broken(choices=[{"code": "1", "label": {"vi": "Một"}}]),
        broken(pattern="[0-9"),
        broken(delivery="telegram"),
        broken(name=""),
        broken(kind="choice", choices=[{"label": {"vi": "Một"}}]),
        broken(kind="choice", choices=[{"code": "1", "label": {"vi": "Một"}}], default="2"),
        broken(kind="choice", choices=[{"code": "1", "label": {"vi": "Một"}}] * 2),
    ],
)
def test_a_definition_that_cannot_work_is_refused(rows: dict[str, Any]) -> None:
    with pytest.raises(DefinitionError):
        FormDefinition.from_rows(rows)


def test_the_error_names_form_and_field() -> None:
    with pytest.raises(DefinitionError, match=r"small.*HO_TEN"):
        FormDefinition.from_rows(broken(fill=["identity.shoe_size"]))
