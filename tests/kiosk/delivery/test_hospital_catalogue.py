"""What a hospital offers: asked, parsed as if it were hostile, kept for a while, and better old than missing."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from hospital_rest_sender import MERCHANT, SECRET, conversation_with
from hypothesis import given
from hypothesis import strategies as st

from hardware_mocks.hospital_rest import SERVICES, FakeHospitalRest
from kiosk.delivery.hospital import (
    CatalogueUnavailable,
    Department,
    HospitalCatalogue,
    Service,
    Slot,
    VisitType,
    entries,
)

SCHEMA = json.loads(
    (Path(__file__).parents[3] / "docs" / "deliveries" / "hospital-rest.schema.json").read_text(encoding="utf-8")
)


@pytest.fixture
def his(clock):
    with FakeHospitalRest(SECRET, MERCHANT, now=lambda: clock.now().timestamp()) as running:
        running.patients["001199012345"] = {"MA_BN": "BN000123", "HO_TEN": "ĐỖ THỊ UYÊN", "NGAY_SINH": "199905150000"}
        running.cards["001199012345"] = {
            "MA_THE_BHYT": "GD4010112345678",
            "MA_DKBD": "01001",
            "GT_THE_TU": "20260101",
            "GT_THE_DEN": "31/12/2026",
            "PHAN_TUYEN": 1,
            "MA_KQ": "000",
            "TEN_KQ": "Thẻ hợp lệ",
            "TIEP_NHAN_BHYT": 1,
        }
        yield running


@pytest.fixture
def catalogue(his, clock):
    made = HospitalCatalogue(conversation_with(his, clock), clock=clock, keep_s=900, stale_s=3600)
    yield made
    made.close()


def test_the_way_from_the_type_of_visit_to_a_room_with_its_prices(catalogue):
    assert catalogue.visit_types() == (VisitType("01", "Khám bệnh"),)
    assert catalogue.departments("01")[0] == Department("K01", "Khoa Khám bệnh")
    inner, surgery = catalogue.services("01", "K01")
    assert inner == Service("KB.NOI", "Khám Nội", "P101", "Phòng khám Nội 1", 120_000, 45_000, 75_000)
    assert (surgery.price_vnd, surgery.extra_vnd) == (None, None)
    assert catalogue.services("01", "K19")[0].extra_vnd == 0
    assert catalogue.slots("KB.NOI", "20261121") == (Slot("07:30", 3), Slot("08:00", 0))
    assert (catalogue.has_service("K01", "KB.NOI"), catalogue.has_service("K01", "KB.MAT")) == (True, False)


def test_the_imagined_hospitals_services_fit_the_schema():
    for row in (*SERVICES["K01"], *SERVICES["K19"]):
        jsonschema.validate(row, SCHEMA["$defs"]["service"])


def test_a_patient_and_a_card_the_hospital_knows_and_those_it_does_not(catalogue):
    known = catalogue.patient("001199012345")
    assert known is not None
    assert (known.patient_id, known.full_name) == ("BN000123", "ĐỖ THỊ UYÊN")
    assert "BN000123" not in repr(known)
    card = catalogue.insurance("001199012345", "Đỗ Thị Uyên", "15/05/1999")
    assert card is not None
    assert (card.card_number, card.route, card.result_code, card.accepted) == ("GD4010112345678", "1", "000", True)
    assert (card.valid_from, card.valid_to) == (date(2026, 1, 1), date(2026, 12, 31))
    assert catalogue.patient("001000000000") is None
    assert catalogue.insurance("001000000000", "X", "1999") is None


def test_a_list_is_asked_for_once_in_a_while_and_nothing_about_a_person_is_kept(catalogue, his, clock):
    for _ in range(5):
        catalogue.departments("01")
    assert his.requests == 1
    clock.pass_time(901)
    catalogue.departments("01")
    assert his.requests == 2
    catalogue.patient("001199012345")
    catalogue.patient("001199012345")
    assert his.requests == 4


def test_when_the_hospital_does_not_answer_the_last_list_stands_until_it_is_too_old(catalogue, his, clock):
    before = catalogue.departments("01")
    his.stop()
    clock.pass_time(1000)
    assert catalogue.departments("01") == before
    clock.pass_time(3000)
    with pytest.raises(CatalogueUnavailable):
        catalogue.departments("01")
    with pytest.raises(CatalogueUnavailable):
        catalogue.has_service("K01", "KB.NOI")


@pytest.mark.parametrize("status", [302, 401, 403, 429, 500, 503])
def test_an_answer_that_is_none_is_no_list(catalogue, his, status):
    his.script(status=status)
    with pytest.raises(CatalogueUnavailable):
        catalogue.visit_types()


def test_one_broken_entry_does_not_take_the_others_with_it(catalogue, his):
    rows = [
        {"MA_KHOA": "K01", "TEN_KHOA": "Khoa Khám bệnh"},
        {"MA_KHOA": "K02"},
        {"MA_KHOA": None, "TEN_KHOA": "Khoa Không Mã"},
        {"MA_KHOA": "K03", "TEN_KHOA": "\x1b[2J"},
        {"MA_KHOA": "K04", "TEN_KHOA": "x" * 301},
        "K05",
        {"MA_KHOA": 6, "TEN_KHOA": "Khoa <b>Mắt</b>"},
    ]
    his.script(body=json.dumps({"code": "000", "data": rows}).encode())
    assert catalogue.departments("01") == (Department("K01", "Khoa Khám bệnh"), Department("6", "Khoa <b>Mắt</b>"))


@pytest.mark.parametrize("price", [-1, 10**10, 1.5, "12.000", "miễn phí", True, None, [], "9" * 40])
def test_what_is_no_price_is_unknown_and_never_free(catalogue, his, price):
    row = {"MA_DICH_VU": "KB", "TEN_DICH_VU": "Khám", "DON_GIA": price}
    his.script(body=json.dumps({"code": "000", "data": [row]}).encode())
    (service,) = catalogue.services("01", "K01")
    assert service.price_vnd is None


def test_more_entries_than_anybody_has_are_cut(catalogue, his):
    rows = [{"MA_KHOA": f"K{n}", "TEN_KHOA": "Khoa"} for n in range(entries.MAX_ENTRIES + 10)]
    his.script(body=json.dumps({"code": "000", "data": rows}).encode())
    assert len(catalogue.departments("01")) == entries.MAX_ENTRIES


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abcd"), inner, max_size=4),
    max_leaves=8,
)
NAMES = {"code": "a", "name": "b", "price_vnd": "c", "valid_from": "c", "accepted": "d", "free": "d", "starts": "a"}


@given(JSON)
def test_whatever_stands_in_an_answer_is_an_entry_or_nothing(content):
    for row in entries.rows_of(content):
        for parse in (entries.visit_type, entries.department, entries.service, entries.slot, entries.patient):
            parse(row, NAMES)
        entries.insurance(row, NAMES)
