"""ADT^A04: what a confirmed record becomes, by the standard, by hand, and for anything a person may type."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from delivered_records import described_record, invented_record
from hl7apy.consts import VALIDATION_LEVEL
from hl7apy.parser import parse_message
from hypothesis import given, settings
from hypothesis import strategies as st
from message_senders import ADT, MAPPING, NAMES

from kiosk.delivery import DeliveryProblem, DeliveryRefused, DeliverySettingsInvalid
from kiosk.delivery.hl7 import Adt, ControlId, Field, Hl7Mapping, Meaning, Part, Segment
from kiosk.delivery.hl7.text import escaped
from kiosk.delivery.plain_text import plain
from kiosk.domain.record import RecordedValue, RecordId

FULL = {"MA_LK": "KB-7", "MA_CSKCB": "01999", "LY_DO_VV": "Đau bụng", "MA_DOITUONG_KCB": "1.1", "MA_KHUVUC": "K1"}


def lines(record) -> dict[str, list[list[str]]]:
    """Segments by name, each split into fields; MSH-1 is the separator itself, so MSH counts from one less."""
    found: dict[str, list[list[str]]] = {}
    for line in ADT.encode(record).decode("utf-8").split("\r")[:-1]:
        pieces = line.split("|")
        found.setdefault(pieces[0], []).append(["MSH", *pieces] if pieces[0] == "MSH" else pieces)
    return found


def without(record, *names):
    return replace(record, values={name: value for name, value in record.values.items() if name not in names})


def test_a_record_becomes_the_message_that_the_standard_describes():
    record = described_record(**FULL)
    found = lines(record)
    assert list(found) == ["MSH", "EVN", "PID", "PD1", "PV1", "PV2", "OBX", "IN1"]
    (msh,), (pid,), (pv1,), (in1,) = (found[name] for name in ("MSH", "PID", "PV1", "IN1"))
    assert (msh[3], msh[4], msh[9], msh[10], msh[12], msh[18]) == (
        "MOT-CHAM",
        "01999",
        "ADT^A04^ADT_A01",
        record.record_id,
        "2.5.1",
        "UNICODE UTF-8",
    )
    assert msh[7] == found["EVN"][0][2] == "20261121080203.456+0700"
    assert pid[3] == "001199012345^^^CCCD^NI~GD4010112345678^^^BHXH^HC"
    assert (pid[5], pid[7], pid[8]) == ("Đỗ^Uyên^Thị^^^^L", "19990515", "F")
    assert pid[11] == "Số 5 ngõ 12, Phường Láng, Hà Nội^^^^^VNM^H"
    assert found["PD1"][0][3] == "^^^^^^^^^01001"
    assert (pv1[2], pv1[3], pv1[19], pv1[44]) == ("O", "^^^01999", "KB-7^^^MOT-CHAM^VN", "202611210802+0700")
    assert pv1[50] == f"{record.record_id}^^^MOT-CHAM"
    assert found["PV2"][0][3] == "^Đau bụng"
    assert (in1[2], in1[3], in1[12], in1[13], in1[36]) == ("BHYT", "BHXH", "20260101", "20261231", "GD4010112345678")
    observed = [(one[1], one[3].split("^")[0], one[5], one[11]) for one in found["OBX"]]
    assert observed == [
        ("1", "XAC_THUC", "authentic", "F"),
        ("2", "MA_KQ", "000", "F"),
        ("3", "MA_DOITUONG_KCB", "1.1", "P"),
        ("4", "MA_KHUVUC", "K1", "F"),
    ]


def test_hl7apy_finds_nothing_wrong_with_it_when_it_reads_it_as_a_stranger():
    message = ADT.encode(described_record(**FULL))
    parsed = parse_message(message.decode("utf-8"), validation_level=VALIDATION_LEVEL.STRICT)
    assert parsed.validate()
    assert parsed.name == "ADT_A01"
    assert parsed.to_er7().split("\r") == message.decode("utf-8").split("\r")[:-1]


def test_the_same_record_always_gives_the_same_bytes_and_another_second_gives_others():
    record = described_record()
    assert ADT.encode(record) == ADT.encode(record)
    assert ADT.encode(replace(record, confirmed_at=record.confirmed_at + timedelta(seconds=1))) != ADT.encode(record)


@pytest.mark.parametrize(
    ("born", "written"),
    [
        ("199905150000", "19990515"),
        ("199905000000", "199905"),
        ("199900000000", "1999"),
        ("202611210730", "202611210730+0700"),
    ],
)
def test_a_birth_is_written_as_precisely_as_it_is_known(born, written):
    assert lines(described_record(NGAY_SINH=born))["PID"][0][7] == written


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Uyên", "Uyên^^^^^^L"),
        ("Lê Văn", "Lê^Văn^^^^^L"),
        ("Tôn Nữ Thị Ninh", "Tôn^Ninh^Nữ Thị^^^^L"),
        ("  Đỗ   Thị Uyên ", "Đỗ^Uyên^Thị^^^^L"),
        ("Y-Bih A|B", "Y-Bih^A\\F\\B^^^^^L"),
    ],
)
def test_a_name_is_split_so_that_family_middle_given_gives_it_back(name, written):
    assert lines(described_record(HO_TEN=name))["PID"][0][5] == written


def test_who_has_no_number_gets_the_records_own_id_and_nobody_else_does():
    record = without(described_record(), "SO_CCCD", "MA_THE_BHYT")
    found = lines(record)
    assert found["PID"][0][3] == f"{record.record_id}^^^MOT-CHAM^PI"
    assert "IN1" not in found
    assert lines(without(described_record(), "SO_CCCD"))["PID"][0][3] == "GD4010112345678^^^BHXH^HC"


def test_a_long_address_goes_on_in_the_second_component_and_a_longer_one_ends_in_an_ellipsis():
    words = " ".join(["Thôn Đoài"] * 20)
    first, second = lines(described_record(DIA_CHI=words))["PID"][0][11].split("^")[:2]
    assert len(first) <= 120
    assert f"{first} {second}" == words
    cut = lines(described_record(DIA_CHI="x" * 500))["PID"][0][11].split("^")[:2]
    assert [len(one) for one in cut] == [120, 120]
    assert cut[1].endswith("…")


def test_what_names_a_person_is_never_cut():
    with pytest.raises(DeliveryRefused) as caught:
        ADT.encode(described_record(SO_CCCD="0" * 16))
    assert caught.value.problem is DeliveryProblem.UNFIT


@pytest.mark.parametrize("born", ["15/05/1999", "19991350", "abcd"])
def test_a_date_that_is_none_is_refused_without_being_told(born):
    with pytest.raises(DeliveryRefused) as caught:
        ADT.encode(described_record(NGAY_SINH=born))
    assert born not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_record_without_a_name_or_one_that_adds_to_another_is_not_registered():
    for record in (
        without(described_record(), "HO_TEN"),
        replace(described_record(), follows=RecordId("01a1fb9f-e8c0-73f2-a1d8-4e75b1e9c0d1")),
    ):
        with pytest.raises(DeliveryRefused):
            ADT.encode(record)


def test_a_value_cannot_write_a_segment_of_its_own():
    found = lines(described_record(LY_DO_VV="ho\rIN1|1|X\n\x0b\x1c\rZZZ|1"))
    assert [len(rows) for name, rows in found.items() if name in ("IN1", "ZZZ")] == [1]
    assert found["PV2"][0][3] == "^ho IN1\\F\\1\\F\\X ZZZ\\F\\1"


def unescaped(text: str) -> str:
    """As a receiver reads it: the five sequences of §2.7.1."""
    means = {"E": "\\", "F": "|", "S": "^", "T": "&", "R": "~"}
    return re.sub(r"\\([EFSTR])\\", lambda found: means[found[1]], text)


TYPED = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)


@settings(max_examples=60, deadline=None)
@given(TYPED)
def test_whatever_a_person_types_comes_back_as_one_line(text):
    found = lines(described_record(LY_DO_VV=text))
    expected = plain(text)
    got = found["PV2"][0][3].split("^")[1] if "PV2" in found and len(found["PV2"][0]) > 3 else ""
    assert unescaped(got) == expected
    assert "\x0b" not in got and "\x1c" not in got


@given(TYPED)
def test_escaping_is_undone_by_unescaping_whatever_the_text(text):
    assert unescaped(escaped(text)) == text
    assert not set("|^&~\r") & set(escaped(plain(text)))


def test_a_short_control_id_has_twenty_characters_and_stays_the_same():
    record = described_record()
    short = Adt(MAPPING, NAMES, control_id=ControlId.SHORT)
    assert len(short.control_id(record.record_id)) == 20
    assert short.control_id(record.record_id).encode() in short.encode(record)
    assert short.control_id(record.record_id) != short.control_id(invented_record().record_id)


def one_segment(name: str, number: int) -> Hl7Mapping:
    return Hl7Mapping((Segment(name, (Field(number, (Part("1", constant="x"),)),)),), {"AA": Meaning.DONE})


@pytest.mark.parametrize(("name", "number"), [("XXX", 1), ("PID", 90), ("MSH", 10), ("EVN", 2)])
def test_fields_that_the_standard_lacks_and_those_we_write_ourselves_are_errors_of_the_mapping(name, number):
    with pytest.raises(DeliverySettingsInvalid):
        Adt(one_segment(name, number), {})


def test_a_name_that_the_mapping_does_not_ask_for_is_an_error_of_the_settings():
    with pytest.raises(DeliverySettingsInvalid):
        Adt(MAPPING, {"sending_facilty": "01999"})


def test_a_mapping_that_reads_nothing_of_ours_or_never_hears_yes_is_refused():
    with pytest.raises(DeliverySettingsInvalid):
        Part("1", ours=("values",))
    with pytest.raises(DeliverySettingsInvalid):
        Hl7Mapping(MAPPING.segments, {"AA": Meaning.LATER})


def test_a_field_may_have_no_components_at_all_in_a_sites_own_mapping():
    record = replace(described_record(), values={"HO_TEN": RecordedValue("Lê Văn An", "staff", "claimed")})
    message = ADT.encode(record).decode("utf-8")
    assert "PID|1||" in message
    assert "PD1" not in message
