"""Every word a desk can say has its sentence, and every file of a desk fits the others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import config
from config.desk_lists_data import export_files, list_files, load_export_file
from kiosk.bootstrap import desk_lists, desk_reports
from kiosk.desks import STATIONS
from kiosk.desks.comparing import COMPARED, Quality
from kiosk.desks.milestones import CardStatus

ROOM = Path(desk_lists.__file__).parents[1] / "desks"
CODES = config.languages()


def written_in(pattern: str, *files: str) -> set[str]:
    """What stands in the room's source where a sentence is chosen."""
    return {found for file in files for found in re.findall(pattern, (ROOM / file).read_text(encoding="utf-8"))}


@pytest.mark.parametrize("code", CODES)
def test_every_refusal_row_problem_and_status_has_a_sentence(code: str) -> None:
    texts = config.load_language(code)
    files = ("importing.py", "encodings.py", "text_table.py", "workbook.py")
    refusals = written_in(r'ListRefused\("([a-z_]+)"', *files)
    rows = written_in(r'"(quote_open|cell_too_long|too_many_cells)"', "raw_rows.py", "text_table.py")
    rows |= written_in(r'RowProblem\([^)]*"([a-z_]+)"', "importing.py") | {"same_row", "number_twice", "formula"}
    rows |= written_in(r'(?:wrong|note)="([a-z_]+)"', "cells.py")
    problems = written_in(r'_said\("([a-z_]+)"\)', "stations.py") | {"absent", "check", "several", "contradicts"}
    assert len(refusals) > 8
    assert len(rows) > 10
    assert len(problems) > 8
    wanted = [f"desks.refused.{one}" for one in refusals]
    wanted += [f"desks.row.{one}" for one in rows]
    wanted += [f"desks.problem.{one}" for one in problems]
    wanted += [f"desks.sheet.card.status.{one.value}" for one in CardStatus]
    wanted += [f"desks.sheet.differs.quality.{one.value}" for one in Quality]
    wanted += [f"desk.fact.{one.value}" for one in COMPARED]
    assert [one for one in wanted if one not in texts] == []


def test_every_station_list_and_report_of_a_desk_file_exists() -> None:
    for desk_id in config.desks():
        for service in config.load_desk(desk_id).services:
            assert service.station is None or service.station in STATIONS
            assert service.list_id is None or service.list_id in list_files()
            assert service.station is None or service.service_id in desk_reports.REPORTS
            assert config.desk_offering(service.service_id) == desk_id
    with pytest.raises(config.ConfigError):
        config.desk_offering("haircut")


@pytest.mark.parametrize("list_id", list_files())
def test_every_list_that_comes_with_the_program_has_a_shape_without_contradictions(list_id: str) -> None:
    assert desk_lists.list_shape(list_id).shape_id == list_id


@pytest.mark.parametrize(
    ("export_id", "form_id"), [("lodging", "lodging"), ("visitor-book", "visitor-book"), ("bank", "pay-list")]
)
def test_exports_speak_of_boxes_that_their_form_has(export_id: str, form_id: str) -> None:
    assert export_id in export_files()
    boxes = {one["name"] for one in config.load_form(form_id)["fields"]}
    values = {one.value for one in load_export_file(export_id).columns}
    assert {one for one in values if one[0] not in "#@"} <= boxes
