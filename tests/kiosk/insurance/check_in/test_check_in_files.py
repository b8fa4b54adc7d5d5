"""The check-in table as XML and JSON: it comes back as it went, and hostile files are one kind of error."""

from __future__ import annotations

import builtins
import json
import random
from pathlib import Path

import pytest
from arrivals import WHOLE
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from lxml import etree

from kiosk.insurance.check_in import (
    COLUMNS,
    CheckInError,
    CheckInRow,
    LibraryMissing,
    MalformedCheckIn,
    envelope,
    from_json,
    from_xml,
    to_json,
    to_xml,
)

DOCS = Path(__file__).parents[4] / "docs"
XML, JSON = to_xml([WHOLE]).decode(), to_json([WHOLE]).decode()
PLAIN = st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), max_size=30)
ROWS = st.lists(
    st.builds(CheckInRow, st.fixed_dictionaries({}, optional=dict.fromkeys(COLUMNS, PLAIN))), min_size=1, max_size=3
)


@given(ROWS)
@settings(max_examples=60)
def test_what_is_written_is_read_again_letter_by_letter(rows: list[CheckInRow]) -> None:
    assert from_xml(to_xml(rows)) == tuple(rows)
    assert from_json(to_json(rows)) == tuple(rows)


def test_xml_and_json_say_the_same_with_the_same_names() -> None:
    assert from_xml(to_xml([WHOLE, WHOLE])) == from_json(to_json([WHOLE, WHOLE])) == (WHOLE, WHOLE)
    for name in (*COLUMNS, "CHI_TIEU_TRANG_THAI_KCB", "DSACH_TRANG_THAI_KCB", "TRANG_THAI_KCB", "CHUKYDONVI"):
        assert f"<{name}" in XML
        assert f'"{name}"' in JSON


def test_the_envelope_is_that_of_the_standard_with_an_empty_place_for_the_signature() -> None:
    root = etree.fromstring(XML.encode())
    assert [one.tag for one in root] == ["DSACH_TRANG_THAI_KCB", "CHUKYDONVI"]
    assert [one.tag for one in root[0][0]] == list(COLUMNS)
    assert len(root[1]) == 0
    assert not root[1].text


def test_markup_in_a_name_stays_a_name() -> None:
    row = WHOLE.with_values({"HO_TEN": "<b>&amp;</HO_TEN>]]>"})
    assert from_xml(to_xml([row])) == (row,)


def test_a_signed_file_is_read_and_its_signature_left_alone() -> None:
    signature = '<CHUKYDONVI><S:Signature xmlns:S="urn:x"><S:Deep><STT>9</STT></S:Deep></S:Signature></CHUKYDONVI>'
    assert from_xml(XML.replace("<CHUKYDONVI/>", signature).encode()) == (WHOLE,)


def test_other_writings_of_the_same_file_are_read() -> None:
    for text in (
        "\ufeff" + XML,
        XML.replace("\n", "\r\n"),
        XML.replace("<HO_TEN>Đỗ Thị Ví Dụ</HO_TEN>", "<HO_TEN><![CDATA[Đỗ Thị Ví Dụ]]></HO_TEN>"),
        XML.replace("<STT>", "<!-- a note --><STT>"),
        XML.replace("<CHUKYDONVI/>", ""),
    ):
        assert from_xml(text.encode()) == (WHOLE,)


def test_a_file_that_lacks_a_column_says_which() -> None:
    (row,) = from_xml(XML.replace("<DU_PHONG></DU_PHONG>", "").encode())
    assert row.absent == {"DU_PHONG"}
    body = json.loads(JSON)
    del body["CHI_TIEU_TRANG_THAI_KCB"]["DSACH_TRANG_THAI_KCB"]["TRANG_THAI_KCB"][0]["MA_BN"]
    (row,) = from_json(json.dumps(body).encode())
    assert row.absent == {"MA_BN"}


def test_columns_in_another_order_and_attributes_are_seen_as_the_schema_sees_them() -> None:
    schema = etree.XMLSchema(etree.parse(str(DOCS / "check-in.xsd")))
    stt = "<STT>1</STT>"
    swapped = XML.replace(stt, "").replace("</MA_BN>", "</MA_BN>" + stt)
    with_attribute = XML.replace("<STT>", '<STT unit="1">')
    on_the_row = XML.replace("<TRANG_THAI_KCB>", '<TRANG_THAI_KCB id="1">')
    for text in (swapped, with_attribute, on_the_row):
        assert not schema.validate(etree.fromstring(text.encode()))
    (row,) = from_xml(swapped.encode())
    assert (row.out_of_order, row.with_attributes) == (frozenset({"STT"}), frozenset())
    (row,) = from_xml(with_attribute.encode())
    assert (row.out_of_order, row.with_attributes) == (frozenset(), frozenset({"STT"}))
    (row,) = from_xml(on_the_row.encode())
    assert row.with_attributes == {"MA_LK"}


HOSTILE_XML = [
    XML.replace("<DSACH_TRANG_THAI_KCB>", '<DSACH_TRANG_THAI_KCB n="1">').encode(),
    b"",
    b"\xff\xfe<\x00",
    b"not xml",
    b"<x/>",
    b"<CHI_TIEU_TRANG_THAI_KCB/>",
    XML.replace("<CHI_TIEU", '<!DOCTYPE x [<!ENTITY a "b">]><CHI_TIEU', 1).encode(),
    XML.replace("<CHI_TIEU", '<!doctype x SYSTEM "file:///etc/hostname"><CHI_TIEU', 1).encode(),
    XML.replace("Đỗ", "&nowhere;").encode(),
    XML.replace("<STT>1</STT>", "<STT>1</STT><STT>2</STT>").encode(),
    XML.replace("<STT>1</STT>", "<STT><B>1</B></STT>").encode(),
    XML.replace("<STT>1</STT>", "<STRANGE>1</STRANGE>").encode(),
    XML.replace("<STT>", "loose<STT>").encode(),
    XML.replace("TRANG_THAI_KCB>", "OTHER_KCB>").encode(),
    XML.replace("<CHUKYDONVI/>", "<CHUKYDONVI/><CHUKYDONVI/>").encode(),
    XML.replace("UTF-8", "UTF-16").encode(),
    XML.encode("utf-16"),
    XML.replace("Đỗ", "\x01").encode(),
    XML[: len(XML) // 2].encode(),
    (XML + XML).encode(),
    b"<CHI_TIEU_TRANG_THAI_KCB>" + b"<a>" * 100_000,
    (b"<CHI_TIEU_TRANG_THAI_KCB><DSACH_TRANG_THAI_KCB/></CHI_TIEU_TRANG_THAI_KCB>"),
    (XML.replace("<CHUKYDONVI/>", "<CHUKYDONVI>" + "<a>" * 5000 + "</a>" * 5000 + "</CHUKYDONVI>")).encode(),
]


@pytest.mark.parametrize("data", HOSTILE_XML, ids=range(len(HOSTILE_XML)))
def test_a_hostile_xml_file_is_one_kind_of_error_that_holds_nothing_of_it(data: bytes) -> None:
    with pytest.raises(MalformedCheckIn) as caught:
        from_xml(data)
    assert "Ví Dụ" not in str(caught.value)
    assert "001199000001" not in str(caught.value)
    assert caught.value.__cause__ is None


HOSTILE_JSON = [
    b"",
    b"[]",
    b"{}",
    b"\xff",
    b"[" * 100_000,
    JSON.replace('"1"', "1").encode(),
    JSON.replace('"STT"', '"MA_LK"').encode(),
    JSON.replace('"STT"', '"STRANGE"').encode(),
    JSON.replace('"CHUKYDONVI"', '"OTHER"').encode(),
    JSON.replace("[", "{").replace("]", "}").encode(),
    b'{"CHI_TIEU_TRANG_THAI_KCB":{"DSACH_TRANG_THAI_KCB":{"TRANG_THAI_KCB":[]}}}',
    b'{"CHI_TIEU_TRANG_THAI_KCB":{"DSACH_TRANG_THAI_KCB":{"TRANG_THAI_KCB":[1]}}}',
    b'{"CHI_TIEU_TRANG_THAI_KCB":{"DSACH_TRANG_THAI_KCB":null}}',
]


@pytest.mark.parametrize("data", HOSTILE_JSON, ids=range(len(HOSTILE_JSON)))
def test_a_hostile_json_file_is_one_kind_of_error(data: bytes) -> None:
    with pytest.raises(MalformedCheckIn):
        from_json(data)


@pytest.mark.parametrize("read", [from_xml, from_json])
def test_a_file_that_is_too_large_or_has_too_many_rows_is_refused(
    read: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert callable(read)
    with pytest.raises(MalformedCheckIn, match="larger"):
        read(b" " * (envelope.MAX_BYTES + 1))
    for module in ("xml_form", "json_form"):
        monkeypatch.setattr(f"kiosk.insurance.check_in.{module}.MAX_ROWS", 1)
    data = to_xml([WHOLE, WHOLE]) if read is from_xml else to_json([WHOLE, WHOLE])
    with pytest.raises(MalformedCheckIn, match="more than 1 rows"):
        read(data)


@pytest.mark.parametrize(("read", "whole"), [(from_xml, XML.encode()), (from_json, JSON.encode())])
def test_a_file_with_altered_bytes_is_read_or_refused_and_never_crashes(read: object, whole: bytes) -> None:
    assert callable(read)
    dice = random.Random(20261121)
    refused = 0
    for _ in range(1500):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 4)):
            at = dice.randrange(len(data))
            change = dice.randrange(3)
            if change == 0:
                data[at] = dice.randrange(256)
            elif change == 1:
                del data[at : at + dice.randint(1, 9)]
            else:
                data[at:at] = dice.choice([b"<", b">", b"&", b'"', b"{", b"]", b"\x00", b"</STT>", b"<!--"])
        try:
            rows = read(bytes(data))
        except MalformedCheckIn:
            refused += 1
        else:
            assert all(isinstance(row, CheckInRow) for row in rows)
    assert refused > 100


def test_what_xml_cannot_hold_is_refused_when_written_and_names_the_column() -> None:
    with pytest.raises(CheckInError, match="row 1: HO_TEN"):
        to_xml([WHOLE.with_values({"HO_TEN": "a\x00"})])
    with pytest.raises(CheckInError):
        to_json([WHOLE.with_values({"HO_TEN": "\ud800"})])


@pytest.mark.parametrize("write", [to_xml, to_json])
def test_an_empty_table_is_not_written(write: object) -> None:
    assert callable(write)
    with pytest.raises(CheckInError):
        write([])


def test_without_lxml_the_error_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = builtins.__import__

    def without_lxml(name: str, *more: object) -> object:
        if name == "lxml":
            raise ImportError(name)
        return honest(name, *more)  # type: ignore[arg-type] # handed on as it came

    monkeypatch.setattr(builtins, "__import__", without_lxml)
    with pytest.raises(LibraryMissing, match="office"):
        to_xml([WHOLE])
    assert from_json(to_json([WHOLE])) == (WHOLE,)


def test_the_schemas_in_the_docs_accept_what_is_written_and_refuse_what_is_not() -> None:
    schema = etree.XMLSchema(etree.parse(str(DOCS / "check-in.xsd")))
    schema.assertValid(etree.fromstring(to_xml([WHOLE, WHOLE])))
    assert not schema.validate(etree.fromstring(XML.replace("<STT>1</STT>", "").encode()))
    assert not schema.validate(etree.fromstring(XML.replace("<STT>1</STT>", "<STT>x</STT>").encode()))
    validator = Draft202012Validator(json.loads((DOCS / "check-in.schema.json").read_text(encoding="utf-8")))
    assert list(validator.iter_errors(json.loads(JSON))) == []
    assert list(validator.iter_errors(json.loads(JSON.replace('"STT"', '"STX"'))))


def test_the_schemas_in_the_docs_have_the_sizes_of_the_table() -> None:
    from arrivals import RULES

    text = json.loads((DOCS / "check-in.schema.json").read_text(encoding="utf-8"))
    columns = text["$defs"]["row"]["properties"]
    sizes = {one.name: max(one.max_annex or 0, one.max_portal or 0) for one in RULES.columns}
    assert {name: one["maxLength"] for name, one in columns.items()} == sizes
    tree = etree.parse(str(DOCS / "check-in.xsd"))
    where = {"xs": "http://www.w3.org/2001/XMLSchema"}
    written = {
        one.get("name"): int(one.find(".//xs:maxLength", where).get("value"))
        for one in tree.findall(".//xs:complexType[@name='row']//xs:element", where)
    }
    assert written == sizes
