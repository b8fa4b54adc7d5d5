"""The flat JSON of a chip reader, pushed to a listener on this machine."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from delivered_records import described_record

from hardware_mocks.hospital_reader import NAMES, FakeReaderListener
from kiosk.bootstrap.deliveries import reader_fields
from kiosk.delivery import (
    DeliveryLater,
    DeliveryProblem,
    DeliveryRefused,
    DeliverySettingsInvalid,
    ReaderWebhook,
    ReaderWebhookSettings,
)

FIELDS = reader_fields("reader-hn212", Path())
SCHEMA = json.loads(
    (Path(__file__).parents[3] / "docs" / "deliveries" / "reader-webhook.schema.json").read_text(encoding="utf-8")
)


@pytest.fixture
def listener():
    with FakeReaderListener() as running:
        yield running


@pytest.fixture
def sender(listener, clock):
    webhook = ReaderWebhook(ReaderWebhookSettings(listener.url, "HIS", FIELDS), clock=clock)
    yield webhook
    webhook.close()


def problem(sender) -> tuple[str, DeliveryProblem]:
    try:
        sender.deliver(described_record())
    except DeliveryLater as error:
        return "later", error.problem
    except DeliveryRefused as error:
        return "refused", error.problem
    raise AssertionError("it was delivered")


def test_a_listener_for_a_reader_understands_the_record_as_it_is(sender, listener, clock):
    record = described_record()
    receipt = sender.deliver(record)
    (received,) = listener.received
    assert tuple(received) == NAMES
    assert received["full_name"] == "Đỗ Thị Uyên"
    assert (received["id_card"], received["date_of_birth"], received["gender"]) == ("001199012345", "15/05/1999", "Nữ")
    assert received["place_of_residence"] == "Số 5 ngõ 12, Phường Láng, Hà Nội"
    assert received["father_name"] == ""
    assert (receipt.number, receipt.received_at, receipt.office_time) == (record.record_id, clock.now(), False)


def test_what_is_sent_fits_the_schema_on_the_page(sender, listener):
    sender.deliver(described_record())
    jsonschema.validate(listener.received[0], SCHEMA)
    assert list(SCHEMA["properties"]) == list(NAMES)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (500, ("later", DeliveryProblem.SERVER_ERROR)),
        (404, ("later", DeliveryProblem.WRONG_ADDRESS)),
        (302, ("later", DeliveryProblem.WRONG_ADDRESS)),
        (400, ("refused", DeliveryProblem.REJECTED)),
    ],
)
def test_a_listener_that_does_not_take_it_keeps_the_record_here(sender, listener, status, expected):
    listener.script(status=status)
    assert problem(sender) == expected


def test_a_listener_that_is_not_running_gets_it_later(sender, listener):
    listener.stop()
    assert problem(sender) == ("later", DeliveryProblem.UNREACHABLE)


@pytest.mark.parametrize(
    "url",
    [
        "http://192.0.2.7:8050/",
        "https://his.example/",
        "http://localhost.example/",
        "http://a@localhost/",
        "ftp://localhost",
    ],
)
def test_an_unsigned_record_goes_to_no_other_machine(url):
    with pytest.raises(DeliverySettingsInvalid):
        ReaderWebhookSettings(url, "HIS", FIELDS)
