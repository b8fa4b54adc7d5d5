"""The bundle of a record: its resources, its keys, and what the R4B models say of it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from delivered_records import described_record
from fhir.resources.R4B.bundle import Bundle
from hypothesis import given, settings
from hypothesis import strategies as st
from message_senders import SYSTEMS, WORDS

from kiosk.delivery import DeliveryRefused, DeliverySettingsInvalid
from kiosk.delivery.fhir import FhirSystems, encode
from kiosk.domain.record import RecordId

FULL = {"MA_LK": "KB-7", "MA_CSKCB": "01999", "LY_DO_VV": "Đau bụng"}
SCHEMA = json.loads(
    (Path(__file__).parents[3] / "docs" / "deliveries" / "fhir.schema.json").read_text(encoding="utf-8")
)


def built(record) -> dict:
    return json.loads(encode(record, WORDS, SYSTEMS))


def resources(record) -> dict[str, dict]:
    return {one["resource"]["resourceType"]: one["resource"] for one in built(record)["entry"]}


def keys(record) -> dict[str, str]:
    return {one["request"]["url"]: one["request"]["ifNoneExist"] for one in built(record)["entry"]}


def without(record, *names):
    return replace(record, values={name: value for name, value in record.values.items() if name not in names})


def test_a_record_becomes_a_patient_a_coverage_and_an_arrived_encounter():
    record = described_record(**FULL)
    found = resources(record)
    assert list(found) == ["Patient", "Coverage", "Encounter"]
    patient, coverage, encounter = found.values()
    assert [(one["system"], one["value"]) for one in patient["identifier"]] == [
        (SYSTEMS.personal_number, "001199012345"),
        (SYSTEMS.insurance_card, "GD4010112345678"),
    ]
    assert patient["name"] == [{"use": "official", "text": "Đỗ Thị Uyên", "family": "Đỗ", "given": ["Thị", "Uyên"]}]
    assert (patient["gender"], patient["birthDate"]) == ("female", "1999-05-15")
    assert patient["address"][0]["text"] == "Số 5 ngõ 12, Phường Láng, Hà Nội"
    assert patient["meta"]["tag"] == [{"system": "urn:mot-cham:assurance", "code": "authentic"}]
    assert (coverage["subscriberId"], coverage["period"]) == (
        "GD4010112345678",
        {"start": "2026-01-01", "end": "2026-12-31"},
    )
    assert (encounter["status"], encounter["class"]["code"]) == ("arrived", "AMB")
    assert encounter["period"] == {"start": "2026-11-21T08:02:00+07:00"}
    assert encounter["serviceProvider"]["identifier"] == {"system": SYSTEMS.facility, "value": "01999"}
    assert [one["value"] for one in encounter["identifier"]] == [f"urn:uuid:{record.record_id}", "KB-7"]


def test_every_reference_is_one_of_the_bundles_own_entries():
    content = built(described_record(**FULL))
    urls = [one["fullUrl"] for one in content["entry"]]
    assert len(set(urls)) == 3
    references = [
        content["entry"][1]["resource"]["beneficiary"]["reference"],
        content["entry"][2]["resource"]["subject"]["reference"],
    ]
    assert references == [urls[0], urls[0]]


def test_the_models_of_r4b_take_it_back_and_give_the_same_json():
    body = encode(described_record(**FULL), WORDS, SYSTEMS)
    again = Bundle.model_validate_json(body)
    assert json.loads(again.model_dump_json(exclude_none=True)) == json.loads(body)


def test_it_fits_the_schema_on_the_page():
    jsonschema.validate(built(described_record(**FULL)), SCHEMA)
    jsonschema.validate(built(without(described_record(), "SO_CCCD", "MA_THE_BHYT")), SCHEMA)


def test_a_patient_is_looked_for_by_the_best_number_there_is_and_a_visit_by_the_record():
    record = described_record()
    own = f"identifier=urn:ietf:rfc:3986|urn:uuid:{record.record_id}"
    assert keys(record)["Patient"] == f"identifier={SYSTEMS.personal_number}|001199012345"
    assert keys(record)["Encounter"] == own
    assert keys(without(record, "SO_CCCD"))["Patient"] == f"identifier={SYSTEMS.insurance_card}|GD4010112345678"
    nobody = without(record, "SO_CCCD", "MA_THE_BHYT")
    assert keys(nobody)["Patient"] == own
    assert "Coverage" not in resources(nobody)
    assert resources(nobody)["Patient"]["identifier"][0]["use"] == "temp"


def test_next_years_card_of_the_same_number_is_another_coverage():
    assert keys(described_record())["Coverage"] != keys(described_record())["Coverage"]


def test_the_same_record_always_gives_the_same_bytes():
    record = described_record()
    assert encode(record, WORDS, SYSTEMS) == encode(record, WORDS, SYSTEMS)


@pytest.mark.parametrize(
    ("born", "written"), [("199905150000", "1999-05-15"), ("199905000000", "1999-05"), ("199900000000", "1999")]
)
def test_a_birth_is_written_as_precisely_as_it_is_known(born, written):
    assert resources(described_record(NGAY_SINH=born))["Patient"]["birthDate"] == written


@pytest.mark.parametrize("born", ["19990230", "15/05/1999", "1999-05-15"])
def test_a_date_that_is_none_is_refused_without_being_told(born):
    with pytest.raises(DeliveryRefused) as caught:
        encode(described_record(NGAY_SINH=born), WORDS, SYSTEMS)
    assert born not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_record_without_a_name_or_one_that_adds_to_another_has_nobody_to_belong_to():
    follow_up = replace(described_record(), follows=RecordId("01a1fb9f-e8c0-73f2-a1d8-4e75b1e9c0d1"))
    for record in (without(described_record(), "HO_TEN"), follow_up):
        with pytest.raises(DeliveryRefused):
            encode(record, WORDS, SYSTEMS)


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_whatever_a_person_types_is_a_valid_bundle_or_refused(text):
    try:
        content = built(described_record(LY_DO_VV=text, DIA_CHI=text, HO_TEN=text))
    except DeliveryRefused:
        return
    assert content["entry"][0]["resource"]["name"][0]["text"] == " ".join(text.split())


@pytest.mark.parametrize("system", ["", "cccd", "https://his.example/a|b", "http://a b"])
def test_a_system_that_is_no_uri_is_an_error_of_the_settings(system):
    with pytest.raises(DeliverySettingsInvalid):
        FhirSystems(system, SYSTEMS.insurance_card, SYSTEMS.facility)
