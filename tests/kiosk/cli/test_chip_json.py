"""The JSON of a reading: its transaction report is as the published schema says, and holds nothing personal unasked."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from schema_check import problems

from hardware_mocks import issuer, personas
from kiosk.cli.chip_json import report_json
from nfc_icao import ChipReading, TrustStore, parse_lds, verify_chip
from nfc_icao.evidence import AccessSummary, ActiveAuthenticationEvidence, Traffic

ROOT = Path(__file__).parents[3]
SCHEMA = json.loads((ROOT / "docs" / "report.schema.json").read_text(encoding="utf-8"))
AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
CHALLENGE = bytes(8)


def document(persona: str) -> issuer.IssuedDocument:
    return issuer.issue(personas.load(persona))


def reading(persona: str = "adult") -> ChipReading:
    files = {name: content for name, content in document(persona).files.items() if name != "EF_ATR"}
    return ChipReading(
        access=AccessSummary("PACE", "GM", "AES-128", "brainpoolP256r1", "CAN", 0),
        files=files,
        traffic=Traffic(12, 345, 6789, 0.5),
        refusals={"DG3": 0x6982},
        active_authentication=ActiveAuthenticationEvidence(CHALLENGE, b"\x01" * 64, 0x9000),
    )


def values_of(read: ChipReading, trust: TrustStore | None = None, *, extended: bool = False) -> dict[str, Any]:
    trusted = trust if trust is not None else TrustStore.from_certificates([document("adult").csca_der])
    report = verify_chip(read, trusted, at=AT)
    return report_json(read, parse_lds(read.files), report, extended=extended)


def wrong(value: Any) -> list[str]:
    return list(problems(json.loads(json.dumps(value)), SCHEMA, SCHEMA))


READINGS = {
    "genuine": reading(),
    "nothing read": replace(reading(), files={}, refusals={}, active_authentication=None),
    "broken files": replace(reading(), files=dict.fromkeys(reading().files, b"\x00")),
    "altered photo": replace(reading(), files={**reading().files, "DG2": reading("elder").files["DG2"]}),
    "passport": reading("passport"),
}


@pytest.mark.parametrize("extended", [False, True])
@pytest.mark.parametrize("name", READINGS)
def test_every_report_is_as_the_schema_says(name, extended):
    assert wrong(values_of(READINGS[name], extended=extended)["transaction"]) == []
    assert wrong(values_of(READINGS[name], TrustStore(), extended=extended)["transaction"]) == []


def test_the_schema_notices_what_is_missing_unknown_or_wrong():
    good = values_of(reading())["transaction"]
    for change in (
        lambda one: one.pop("checks"),
        lambda one: one.update(extra=1),
        lambda one: one.update(overall="green"),
        lambda one: one["checks"].pop(),
        lambda one: one["checks"][0].update(reason="Free text"),
        lambda one: one["timing"].update(reported_at="2026-11-21T09:00:00"),
        lambda one: one["data_groups"].update(DG17="identical"),
        lambda one: one.update(transaction_id="1"),
        lambda one: one.update(signer_sha256="00"),
        lambda one: one["timing"].update(commands=-1),
        lambda one: one["timing"].update(commands=True),
    ):
        changed = copy.deepcopy(good)
        change(changed)
        assert wrong(changed), change


def test_the_report_of_a_good_card_holds_nothing_personal():
    person = personas.load("adult")
    for extended in (False, True):
        text = json.dumps(values_of(reading(), extended=extended)["transaction"], ensure_ascii=False)
        for personal in (person.person.personal_number, person.person.full_name, person.document.number):
            assert personal not in text


def test_files_are_added_on_request_and_only_behind_what_is_not_successful():
    altered = READINGS["altered photo"]
    assert values_of(altered)["transaction"]["extended"] is None
    nodes = {one["id"]: one for one in values_of(altered, extended=True)["transaction"]["extended"]}
    assert set(nodes["C12"]["files"]) == {"EF_SOD", "DG2"}
    assert "C1" not in nodes
    assert nodes["C4"]["active_authentication"]["challenge"] == CHALLENGE.hex()


def test_each_data_group_has_its_status():
    statuses = values_of(READINGS["altered photo"])["transaction"]["data_groups"]
    assert (statuses["DG1"], statuses["DG2"], statuses["DG3"]) == ("identical", "not_identical", "not_present")


def test_the_lists_that_were_used_are_named_with_their_hash(tmp_path):
    (tmp_path / "csca.der").write_bytes(document("adult").csca_der)
    (tmp_path / "known.defects.toml").write_text("format = 1\nissued = 2026-11-01\n", encoding="utf-8")
    (used,) = values_of(reading(), TrustStore.from_directory(tmp_path))["transaction"]["lists"]
    assert (used["name"], used["kind"], len(used["sha256"])) == ("known.defects.toml", "defect_list", 64)
    assert used["signed_at"].startswith("2026-11-01")


def test_two_reports_of_one_reading_are_two_transactions():
    assert (
        values_of(reading())["transaction"]["transaction_id"] != values_of(reading())["transaction"]["transaction_id"]
    )


def test_the_object_around_the_report_keeps_its_shape():
    assert {"access", "files", "refused", "mrz", "vietnam", "portrait", "verification", "traffic"} <= set(
        values_of(reading())
    )
