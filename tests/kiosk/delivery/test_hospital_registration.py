"""Registering a visit over the hospital's REST contract: signed, once in effect, and every answer sorted."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest
from delivered_records import described_record, invented_record
from hospital_rest_sender import CONTRACT, MERCHANT, SECRET, conversation_with

from hardware_mocks.hospital_rest import FakeHospitalRest
from kiosk.delivery import DeliveryLater, DeliveryProblem, DeliveryRefused, DeliverySettingsInvalid, Outbox
from kiosk.delivery.hospital import (
    HospitalRegistration,
    HospitalSettings,
    Meaning,
    SignatureForm,
    TimestampForm,
)
from kiosk.delivery.hospital.signing import signature, timestamp
from kiosk.domain.record import RecordedValue, RecordFate

SCHEMA = json.loads(
    (Path(__file__).parents[3] / "docs" / "deliveries" / "hospital-rest.schema.json").read_text(encoding="utf-8")
)


@pytest.fixture
def his(clock):
    with FakeHospitalRest(SECRET, MERCHANT, now=lambda: clock.now().timestamp()) as running:
        yield running


@pytest.fixture
def make_sender(his, clock):
    made = []

    def make(**more: object) -> HospitalRegistration:
        made.append(HospitalRegistration(conversation_with(his, clock, **more), clock=clock))
        return made[-1]

    yield make
    for sender in made:
        sender.close()


@pytest.fixture
def sender(make_sender):
    return make_sender()


def problem_of(sender, record=None) -> tuple[str, DeliveryProblem]:
    try:
        sender.deliver(record or described_record())
    except DeliveryLater as error:
        return "later", error.problem
    except DeliveryRefused as error:
        return "refused", error.problem
    raise AssertionError("it was delivered")


def test_a_record_registers_its_visit_and_brings_back_its_number_and_place(sender, his, clock):
    record = described_record(LY_DO_VV="Đau đầu")
    receipt = sender.deliver(record)
    (content,) = his.registered
    jsonschema.validate(content, SCHEMA)
    assert content["MA_YEU_CAU"] == record.record_id
    assert (content["HO_TEN"], content["MA_THE_BHYT"], content["LY_DO_VV"]) == (
        "Đỗ Thị Uyên",
        "GD4010112345678",
        "Đau đầu",
    )
    assert (content["MA_KQ"], content["XAC_THUC"], content["MA_YEU_CAU_GOC"]) == ("000", "authentic", "")
    assert (receipt.number, receipt.destination, receipt.duplicate) == ("LK-000001 / 1", "HIS", False)
    assert receipt.office_time is True
    assert abs(receipt.received_at - datetime.now(UTC)).total_seconds() < 60


def test_the_mapping_and_the_schema_name_the_same_members():
    assert [one.theirs for one in CONTRACT.registration] == list(SCHEMA["properties"])


def test_an_answer_lost_after_the_hospital_registered_is_found_by_asking_again(sender, his):
    record = described_record()
    his.script(drop=True, times=1)
    assert problem_of(sender, record) == ("later", DeliveryProblem.HUNG_UP)
    assert sender.deliver(record).duplicate is True
    assert len(his.registered) == 1


def test_other_content_under_the_same_key_is_refused(sender, his):
    record = described_record()
    sender.deliver(record)
    changed = replace(record, values={**record.values, "HO_TEN": RecordedValue("Trần Văn Khác", "staff", "claimed")})
    assert problem_of(sender, changed) == ("refused", DeliveryProblem.REJECTED)


def test_what_adds_to_a_visit_names_it_and_registers_no_second_one(sender, his):
    visit = described_record()
    added = replace(described_record(), follows=visit.record_id)
    sender.deliver(visit)
    sender.deliver(added)
    assert [one["MA_YEU_CAU_GOC"] for one in his.registered] == ["", visit.record_id]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("404", ("refused", DeliveryProblem.REJECTED)),
        ("999", ("later", DeliveryProblem.SERVER_ERROR)),
        ("123", ("later", DeliveryProblem.ANSWER_MALFORMED)),
    ],
)
@pytest.mark.parametrize("status", [200, 404])
def test_the_hospitals_own_code_decides_where_it_sends_one(sender, his, code, expected, status):
    his.script(status=status, body=json.dumps({"code": code, "data": None}).encode())
    wanted = ("later", DeliveryProblem.WRONG_ADDRESS) if (code, status) == ("123", 404) else expected
    assert problem_of(sender) == wanted


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (302, ("later", DeliveryProblem.WRONG_ADDRESS)),
        (400, ("refused", DeliveryProblem.REJECTED)),
        (401, ("later", DeliveryProblem.UNAUTHORISED)),
        (404, ("later", DeliveryProblem.WRONG_ADDRESS)),
        (429, ("later", DeliveryProblem.THROTTLED)),
        (500, ("later", DeliveryProblem.SERVER_ERROR)),
        (503, ("later", DeliveryProblem.THROTTLED)),
    ],
)
def test_without_a_code_the_status_decides(sender, his, status, expected):
    his.script(status=status, body=b"<html>")
    assert problem_of(sender) == expected


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"[]",
        b"<html>",
        b'{"code": "000"}',
        b'{"code": "000", "data": []}',
        b'{"code": "000", "data": {}}',
        b'{"code": "000", "data": {"STT_LK": 4}}',
        b'{"code": "000", "data": {"MA_LK": ""}}',
        b'{"code": "000", "data": {"MA_LK": true}}',
        b'{"code": "000", "data": {"MA_LK": ["a"]}}',
        b'{"code": "000", "data": {"MA_LK": "\\u202eLK"}}',
        b'{"code": "000", "data": {"MA_LK": "' + b"9" * 200 + b'"}}',
        b'{"code": 0, "data": {"MA_LK": "LK-1"}}',
        b'{"code": ["000"], "data": {"MA_LK": "LK-1"}}',
        b"[" * 50_000,
    ],
)
def test_an_answer_that_is_no_registration_leaves_the_record_here(sender, his, answer):
    his.script(body=answer)
    assert problem_of(sender) == ("later", DeliveryProblem.ANSWER_MALFORMED)


def test_an_answer_without_an_end_is_cut_off(sender, his):
    his.script(body=b" " * (3 * 1024 * 1024))
    assert problem_of(sender) == ("later", DeliveryProblem.ANSWER_TOO_LARGE)


def test_a_wrong_secret_and_a_wrong_name_are_for_an_administrator(make_sender):
    for wrong in ({"secret": b"another secret, as long"}, {"merchant_id": "kiosk-02"}):
        assert problem_of(make_sender(**wrong)) == ("later", DeliveryProblem.UNAUTHORISED)


def test_a_record_without_a_name_is_refused_before_it_leaves(sender, his):
    record = invented_record(name="")
    assert problem_of(sender, record) == ("refused", DeliveryProblem.UNFIT)
    assert his.requests == 0


def test_a_value_that_would_blur_the_signature_is_refused_before_it_leaves(sender, his):
    assert problem_of(sender, described_record(SO_CCCD="0011|99")) == ("refused", DeliveryProblem.UNFIT)
    assert his.requests == 0


def test_a_hospital_that_is_down_and_up_again_has_every_visit_once_and_in_order(make_sender, his, store, clock):
    outbox = Outbox(store, {"his": make_sender()}, clock, jitter=lambda: 1.0)
    records = [described_record() for _ in range(8)]
    his.stop()
    for record in records:
        store.save(record, outbox.deliveries)
        assert outbox.deliver_now(record.record_id) is None
    his.start()
    clock.pass_time(901)
    assert len(outbox.deliver_due(lambda: False)) == 8
    assert [one["MA_YEU_CAU"] for one in his.registered] == [record.record_id for record in records]
    assert store.fate(records[0].record_id) is RecordFate.DELIVERED


def test_the_signature_is_the_published_hmac_over_what_is_listed():
    """RFC 4231 §4.3, test case 2, with the message cut at a separator."""
    expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    listed = ["what do ya want ", " nothing?"]
    assert signature(b"Jefe", listed, "for", SignatureForm.HEX) == expected
    assert signature(b"Jefe", listed, "for", SignatureForm.HEX_UPPER) == expected.upper()
    assert signature(b"Jefe", listed, "for", SignatureForm.BASE64) == "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM="
    with pytest.raises(DeliveryRefused):
        signature(b"Jefe", listed, "want", SignatureForm.HEX)


def test_the_time_is_written_in_the_form_the_hospital_wants():
    moment = datetime(2026, 11, 21, 1, 2, 3, 456000, tzinfo=UTC)
    assert timestamp(moment, TimestampForm.UNIX_S) == "1795222923"
    assert timestamp(moment, TimestampForm.UNIX_MS) == "1795222923456"
    assert timestamp(moment, TimestampForm.VIETNAM_MOMENT) == "20261121080203"


def test_a_hospital_may_have_a_code_for_refusal(make_sender, his):
    contract = replace(CONTRACT, codes={**CONTRACT.codes, "410": Meaning.REFUSED})
    his.script(body=b'{"code": "410"}')
    assert problem_of(make_sender(contract=contract)) == ("refused", DeliveryProblem.REJECTED)


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "http://his.example/api"},
        {"url": "https://user:word@his.example"},
        {"secret": b"short"},
        {"merchant_id": "a|b"},
        {"merchant_id": ""},
        {"timeout_s": 0.0},
    ],
)
def test_settings_that_would_send_a_record_astray_are_refused(wrong):
    words = {
        "url": "https://his.example/api",
        "merchant_id": MERCHANT,
        "secret": SECRET,
        "destination": "HIS",
        "contract": CONTRACT,
    }
    with pytest.raises(DeliverySettingsInvalid):
        HospitalSettings(**{**words, **wrong})
    assert "secret" not in repr(HospitalSettings(**words))
