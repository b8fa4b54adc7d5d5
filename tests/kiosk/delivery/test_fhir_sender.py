"""A transaction to an imagined FHIR server: created once, found again, refused, lost."""

from __future__ import annotations

import json

import pytest
from delivered_records import described_record
from message_senders import SYSTEMS, WORDS

from hardware_mocks.fhir_receiver import FhirReceiver
from kiosk.delivery import DeliveryLater, DeliveryProblem, DeliveryRefused, DeliverySettingsInvalid
from kiosk.delivery.fhir import FhirServer, FhirSettings
from kiosk.runtime.clock import SystemClock

TOKEN = "an invented bearer token"


@pytest.fixture
def server():
    with FhirReceiver(token=TOKEN) as running:
        yield running


@pytest.fixture
def sender(server):
    made = FhirServer(FhirSettings(server.url, "FHIR", SYSTEMS, WORDS, TOKEN, 5.0))
    yield made
    made.close()


def problem(sender) -> tuple[str, DeliveryProblem]:
    try:
        sender.deliver(described_record())
    except DeliveryLater as error:
        return "later", error.problem
    except DeliveryRefused as error:
        return "refused", error.problem
    raise AssertionError("it was delivered")


def test_a_server_that_validates_creates_all_three_and_the_receipt_names_the_encounter(sender, server):
    receipt = sender.deliver(described_record())
    assert sorted(server.resources) == ["Coverage/2", "Encounter/3", "Patient/1"]
    assert server.resources["Encounter/3"]["subject"] == {"reference": "Patient/1"}
    assert (receipt.number, receipt.destination, receipt.duplicate) == ("Encounter/3", "FHIR", False)
    assert receipt.office_time
    assert abs((receipt.received_at - SystemClock().now()).total_seconds()) < 60


def test_an_answer_that_was_lost_is_asked_for_again_and_nothing_is_doubled(sender, server):
    record = described_record()
    server.script(drop=True, times=1)
    with pytest.raises(DeliveryLater) as caught:
        sender.deliver(record)
    assert caught.value.problem is DeliveryProblem.HUNG_UP
    receipt = sender.deliver(record)
    assert (receipt.number, receipt.duplicate) == ("Encounter/3", True)
    assert len(server.resources) == 3
    assert server.bundles[0] == server.bundles[1]


def test_a_second_visit_belongs_to_the_patient_who_is_there_and_leaves_them_as_they_are(sender, server):
    sender.deliver(described_record())
    before = server.resources["Patient/1"]
    receipt = sender.deliver(described_record(DIA_CHI="Nơi khác"))
    assert server.resources["Patient/1"] is before
    assert server.resources[receipt.number]["subject"] == {"reference": "Patient/1"}
    assert [place.split("/")[0] for place in server.resources].count("Patient") == 1


def test_two_patients_under_one_number_are_a_persons_work(sender, server):
    sender.deliver(described_record())
    server.resources["Patient/99"] = server.resources["Patient/1"]
    assert problem(sender) == ("refused", DeliveryProblem.REJECTED)
    assert len(server.resources) == 4


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (400, ("refused", DeliveryProblem.REJECTED)),
        (422, ("refused", DeliveryProblem.REJECTED)),
        (409, ("later", DeliveryProblem.IN_PROGRESS)),
        (401, ("later", DeliveryProblem.UNAUTHORISED)),
        (404, ("later", DeliveryProblem.WRONG_ADDRESS)),
        (429, ("later", DeliveryProblem.THROTTLED)),
        (500, ("later", DeliveryProblem.SERVER_ERROR)),
        (302, ("later", DeliveryProblem.WRONG_ADDRESS)),
    ],
)
def test_a_status_means_what_it_means_in_fhir(sender, server, status, expected):
    server.script(status=status)
    assert problem(sender) == expected


def response(*entries) -> bytes:
    return json.dumps({"resourceType": "Bundle", "type": "transaction-response", "entry": entries}).encode()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[" * 5000,
        b'{"resourceType": "OperationOutcome"}',
        response(),
        response({"response": {"status": "201", "location": "Patient/1"}}),
        response({"response": {"status": "404", "location": "Encounter/1"}}),
        response({"response": {"status": "201", "location": "Encounter/" + "x" * 200}}),
        response({"response": {"status": 201, "location": ["Encounter/1"]}}, None, "x"),
        response(*[{"response": {"status": "201", "location": "Encounter/1"}}] * 50),
    ],
)
def test_an_answer_that_does_not_say_where_the_encounter_is_leaves_the_record_here(sender, server, body):
    server.script(body=body)
    assert problem(sender) == ("later", DeliveryProblem.ANSWER_MALFORMED)


@pytest.mark.parametrize("location", ["https://his.example/fhir/Encounter/17/_history/3", "Encounter/17"])
def test_a_location_may_be_whole_or_relative(sender, server, location):
    server.script(body=response({"response": {"status": "201 Created", "location": location}}))
    assert sender.deliver(described_record()).number == "Encounter/17"


def test_a_wrong_token_is_told_to_the_administrator_and_shown_nowhere(server):
    settings = FhirSettings(server.url, "FHIR", SYSTEMS, WORDS, "another token")
    assert "another" not in repr(settings)
    sender = FhirServer(settings)
    assert problem(sender) == ("later", DeliveryProblem.UNAUTHORISED)
    sender.close()


@pytest.mark.parametrize(
    ("url", "token"),
    [
        ("http://192.0.2.7/fhir", None),
        ("ftp://his.example", None),
        ("https://his.example/fhir", "a\nb"),
        ("https://his.example/fhir", "đ"),
        ("https://his.example/fhir", ""),
    ],
)
def test_an_address_or_a_token_that_cannot_work_is_refused_at_once(url, token):
    with pytest.raises(DeliverySettingsInvalid):
        FhirSettings(url, "FHIR", SYSTEMS, WORDS, token)
