"""The pages about deliveries say what the kiosk does: examples, signatures, names, kinds."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import get_args

import jsonschema
import pytest
from delivered_records import described_record
from hospital_rest_sender import CONTRACT, MERCHANT

from config.deliveries_data import Delivery, load_hospital_contract
from config.delivery_base import built_in_contracts
from hardware_mocks.hospital_rest import FakeHospitalRest
from kiosk.bootstrap.deliveries import reader_fields
from kiosk.delivery.mapping import flat
from kiosk.domain.record import RecordId

PAGES = Path(__file__).parents[3] / "docs" / "deliveries"
REST, READER, OVERVIEW = (
    (PAGES / name).read_text(encoding="utf-8") for name in ("hospital-rest.md", "reader-webhook.md", "README.md")
)
RECORD = replace(described_record(), record_id=RecordId("01a1fb9f-e8c0-73f2-a1d8-4e75b1e9c0d1"))
REST_SCHEMA = json.loads((PAGES / "hospital-rest.schema.json").read_text(encoding="utf-8"))


def blocks(page: str, language: str) -> list[str]:
    return [block.strip() for block in re.findall(rf"```{language}\n(.*?)```", page, re.DOTALL)]


def test_the_registration_on_the_page_is_the_one_that_is_sent_and_fits_the_schema():
    body, answer = blocks(REST, "json")
    assert json.loads(body) == flat(RECORD, CONTRACT.registration)
    jsonschema.validate(json.loads(body), REST_SCHEMA)
    envelope = json.loads(answer)
    definitions = REST_SCHEMA["$defs"]
    jsonschema.validate(envelope, definitions["envelope"])
    jsonschema.validate(envelope["data"], definitions["registered"])


def test_the_signature_on_the_page_is_right_and_a_hospital_accepts_it():
    secret = re.search(r"the secret is `([^`]+)`", REST)[1].encode()
    body = blocks(REST, "json")[0].encode()
    headers = dict(re.findall(r"^([A-Za-z-]+): (.+)$", blocks(REST, "http")[0], re.MULTILINE))
    (listed,) = (block for block in blocks(REST, "") if block.startswith(MERCHANT))
    assert listed.split("|")[-1] == hashlib.sha256(body).hexdigest()
    assert headers["x-sign"] == hmac.new(secret, listed.encode(), hashlib.sha256).hexdigest()
    hospital = FakeHospitalRest(secret, MERCHANT, now=lambda: float(headers["x-timestamp"]))
    from hardware_mocks.hospital_http import Request

    lowered = {name.lower(): value for name, value in headers.items()}
    status, answer = hospital.answer(Request("POST", "/api/dangky-kcb", {}, lowered, body))
    assert (status, answer["code"], answer["data"]["MA_LK"]) == (200, "000", "LK-000001")


def test_every_call_and_every_name_of_the_contract_stands_on_the_page():
    contract = load_hospital_contract("hospital-rest")
    for call in contract.calls:
        assert f"`{call.method} {call.path}`" in REST
        for theirs in (*call.parameters.values(), *call.answer.values()):
            assert f"`{theirs}`" in REST
    for header in (contract.headers.merchant, contract.headers.timestamp, contract.headers.signature):
        assert f"`{header}`" in REST


def test_the_flat_json_on_the_page_is_the_one_that_is_sent():
    (body,) = blocks(READER, "json")
    assert list(json.loads(body).items()) == list(flat(RECORD, reader_fields("reader-hn212", Path())).items())


def test_the_overview_names_every_kind_and_its_list_is_one_a_site_could_have():
    kinds = [get_args(model.model_fields["kind"].annotation)[0] for model in get_args(get_args(Delivery)[0])]
    listed = re.findall(r"^\| `([a-z0-9-]+)` \|", OVERVIEW, re.MULTILINE)
    assert set(listed) == set(kinds)
    written = tomllib.loads(blocks(OVERVIEW, "toml")[0])["deliveries"]
    models = {get_args(model.model_fields["kind"].annotation)[0]: model for model in get_args(get_args(Delivery)[0])}
    for one in written:
        models[one["kind"]].model_validate(one)


def test_every_link_on_the_pages_leads_somewhere():
    for page in PAGES.glob("*.md"):
        for link in re.findall(r"\]\((?!https:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_every_contract_that_comes_with_the_program_is_named_on_a_page():
    pages = "".join(page.read_text(encoding="utf-8") for page in PAGES.glob("*.md"))
    assert [name for name in built_in_contracts() if f"{name}.toml" not in pages] == []


@pytest.mark.parametrize(
    "module", ["hospital", "hospital_rest", "hospital_reader", "hospital_folder", "mllp_receiver", "fhir_receiver"]
)
def test_each_imagined_receiver_can_be_started_by_hand(module):
    asked = subprocess.run(
        [sys.executable, "-m", f"hardware_mocks.{module}", "--help"],
        capture_output=True,
        check=True,
        encoding="utf-8",
        cwd=PAGES.parents[1],
    )
    assert f"hardware_mocks.{module}" in asked.stdout
    assert f"python -m hardware_mocks.{module}" in OVERVIEW
