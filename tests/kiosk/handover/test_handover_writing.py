"""The same data as JSON, XML and CSV: as documented, complete, and harmless to a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from papers_at_hand import NOW, ct01, hand_over

from kiosk.bootstrap.paper_forms import paper_facts, paper_form
from kiosk.forms import OfficeFacts, fill_paper
from kiosk.handover import HandedPaper, HandOver, HandOverUnfit, to_csv, to_json, to_xml
from kiosk.handover.writing import COLUMNS

DOCS = Path(__file__).parents[3] / "docs"
SCHEMA = json.loads((DOCS / "handover.schema.json").read_text(encoding="utf-8"))
XSD = etree.XMLSchema(etree.parse(DOCS / "handover.xsd"))
EVIL = '=HYPERLINK("http://invented.example")'


def box(document: dict[str, Any], name: str) -> dict[str, Any]:
    (found,) = [one for one in document["papers"][0]["boxes"] if one["name"] == name]
    return found


def rows_of(written: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline="")))


def test_json_is_as_its_schema_says_and_carries_every_value_with_its_source() -> None:
    said = json.loads(to_json(hand_over(ct01(gioi_tinh="Nữ"))))
    jsonschema.validate(said, SCHEMA)
    assert (said["slip"], said["made_at"]) == ("PHIEU/20261121/Q1/007", "2026-11-21T10:04:05+07:00")
    name = box(said, "ho_ten")
    assert (name["value"], name["source"], name["assurance"]) == ("NGUYỄN VĂN AN", "qr", "claimed")
    sex = box(said, "gioi_tinh")
    assert (sex["value"], sex["code"], sex["source"], sex["corrected"]) == ("Nữ", "2", "staff", True)
    assert box(said, "email")["value"] is None
    assert box(said, "email")["source"] is None


def test_dates_keep_their_precision_beside_what_is_printed() -> None:
    said = json.loads(to_json(hand_over()))
    assert (box(said, "ngay_sinh")["value"], box(said, "ngay_sinh")["iso"]) == ("15/03/1983", "1983-03-15")
    ((row,),) = [table["rows"] for table in said["papers"][0]["tables"]]
    assert {one["name"]: one["iso"] for one in row}["ngay_sinh"] == "1985"


def test_xml_is_as_its_schema_says_and_says_what_json_says() -> None:
    written = to_xml(hand_over())
    document = etree.fromstring(written)
    XSD.assertValid(document)
    said = json.loads(to_json(hand_over()))
    for name in ("ho_ten", "ngay_sinh", "kinh_gui"):
        (found,) = document.xpath(f"Papers/Paper/Boxes/Box[@name='{name}']/Value")
        assert found.text == box(said, name)["value"]
    assert document.xpath("Papers/Paper/Tables/Table/Rows/Row/Box[@name='ngay_sinh']/Iso")[0].text == "1985"
    assert not document.xpath("Papers/Paper/Boxes/Box[@name='email']/Value"), "what is not known is missing"


@pytest.mark.parametrize("form_id", ["khai-sinh", "tk01", "mot-cua-02", "thong-bao-luu-tru"])
def test_forms_that_nobody_filled_are_as_the_schemas_say_too(form_id: str) -> None:
    empty = fill_paper(paper_form(form_id), {}, OfficeFacts(NOW.date()), paper_facts())
    made = HandOver("PHIEU/1", NOW, (HandedPaper(empty, b""),))
    jsonschema.validate(json.loads(to_json(made)), SCHEMA)
    XSD.assertValid(etree.fromstring(to_xml(made)))


def test_csv_has_a_line_for_each_box_and_numbers_rows() -> None:
    rows = rows_of(to_csv(hand_over()))
    assert {one["slip"] for one in rows} == {"PHIEU/20261121/Q1/007"}
    (member,) = [one for one in rows if one["table"] == "thanh_vien" and one["box"] == "ho_ten"]
    assert (member["row"], member["value"], member["procedure"]) == ("1", "ĐỖ THỊ UYÊN", "1.004222")
    assert tuple(rows[0]) == COLUMNS


def test_the_byte_order_mark_is_there_unless_told_otherwise() -> None:
    assert to_csv(hand_over()).startswith(b"\xef\xbb\xbfslip,")
    assert to_csv(hand_over(), byte_order_mark=False).startswith(b"slip,")


@pytest.mark.parametrize("text", [EVIL, " =1+1", "+84912345678", "-1", "@SUM(A1)", "\t=1", "a\r\n=1"])
def test_a_value_that_looks_like_a_formula_is_text_in_csv_and_untouched_in_json_and_xml(text: str) -> None:
    made = hand_over(ct01(noi_dung=text))
    (cell,) = [one["value"] for one in rows_of(to_csv(made)) if one["box"] == "noi_dung"]
    assert not cell.lstrip().startswith(("=", "+", "-", "@"))
    assert "\n" not in cell
    said = box(json.loads(to_json(made)), "noi_dung")["value"]
    assert " ".join(said.split()) == " ".join(text.split())


@given(st.text(min_size=1, max_size=60))
def test_whatever_a_person_types_all_three_can_be_read_back(text: str) -> None:
    made = hand_over(ct01(noi_dung=text, ho_ten=text))
    jsonschema.validate(json.loads(to_json(made)), SCHEMA)
    XSD.assertValid(etree.fromstring(to_xml(made)))
    for row in rows_of(to_csv(made)):
        assert None not in row
        assert not row["value"].lstrip().startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("slip", ["", "../PHIEU/1", "phieu", "PHIEU//1", "PHIEU/1/", "A" * 61])
def test_a_number_that_is_no_slips_is_refused_before_it_names_a_file(slip: str) -> None:
    with pytest.raises(HandOverUnfit):
        hand_over(slip=slip)


def test_no_paper_and_two_of_one_form_are_no_hand_over() -> None:
    with pytest.raises(HandOverUnfit):
        hand_over(ct01(), ct01())
    with pytest.raises(HandOverUnfit):
        HandOver("PHIEU/1", NOW, ())
    with pytest.raises(HandOverUnfit):
        HandOver("PHIEU/1", NOW.replace(tzinfo=None), (HandedPaper(ct01(), b""),))


def test_nobody_stands_in_what_python_prints_of_it() -> None:
    made = hand_over(ct01(noi_dung="Bí mật"))
    shown = repr(made) + repr(made.papers[0].boxes) + repr(made.papers[0].tables)
    assert not [one for one in ("Nguyễn", "NGUYỄN", "001083012345", "Bí mật", "%PDF") if one in shown]
