"""The page for receivers and the schema say what the kiosk does; the receiver on the page works as printed."""

from __future__ import annotations

import json
import re
import sqlite3
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from delivered_records import invented_record

import kiosk.delivery
from kiosk.delivery.payload import SCHEMA, encode
from kiosk.delivery.signature import sign
from kiosk.domain.identity import Assurance, Source

PAGE = (Path(__file__).parents[3] / "docs" / "webhook.md").read_text(encoding="utf-8")
SCHEMA_FILE = Path(kiosk.delivery.__file__).parent / "webhook.schema.json"
SCHEMA_CONTENT: dict[str, Any] = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
SECRET = re.search(r"the secret is `([^`]+)`", PAGE)[1].encode()
BODY, ANSWER = (block.strip() for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL))
HEADERS = dict(re.findall(r"^([A-Za-z-]+): (.+)$", re.search(r"```http\n(.*?)```", PAGE, re.DOTALL)[1], re.MULTILINE))


def faults(value: object, schema: dict[str, Any], where: str = "body") -> list[str]:
    """The few words of JSON Schema that our file uses, checked by hand."""
    found = []
    if "const" in schema and value != schema["const"]:
        found.append(f"{where}: not {schema['const']}")
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{where}: {value!r} is not one of the known words")
    kinds = {"object": dict, "string": str, "null": type(None), "boolean": bool}
    wanted = schema.get("type", [])
    allowed = tuple(kinds[kind] for kind in ([wanted] if isinstance(wanted, str) else wanted))
    if allowed and not isinstance(value, allowed):
        return [*found, f"{where}: wrong type"]
    if isinstance(value, str):
        found += [f"{where}: pattern"] if "pattern" in schema and not re.search(schema["pattern"], value) else []
        found += (
            [f"{where}: length"] if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", 1e9) else []
        )
    if isinstance(value, dict):
        found += [f"{where}.{name}: missing" for name in schema.get("required", []) if name not in value]
        for name, one in value.items():
            inner = schema.get("properties", {}).get(name, schema.get("additionalProperties"))
            found += faults(one, inner, f"{where}.{name}") if inner is not None else []
    return found


def test_the_example_on_the_page_fits_the_schema():
    assert faults(json.loads(BODY), SCHEMA_CONTENT) == []
    assert faults(json.loads(ANSWER), SCHEMA_CONTENT["$defs"]["answer"]) == []


def test_a_real_body_fits_the_schema_and_has_no_member_the_schema_does_not_name():
    body = json.loads(encode(invented_record()))
    assert faults(body, SCHEMA_CONTENT) == []
    assert sorted(body) == sorted(SCHEMA_CONTENT["required"])
    added = json.loads(encode(replace(invented_record(), follows=invented_record().record_id)))
    assert faults(added, SCHEMA_CONTENT) == []
    assert sorted(added) == sorted(SCHEMA_CONTENT["properties"])


def test_the_hand_made_check_finds_what_does_not_fit():
    body = json.loads(BODY)
    for member, wrong in (
        ("schema", "v0"),
        ("record_id", "7"),
        ("values", {"HO_TEN": None}),
        ("confirmed_at", "today"),
    ):
        assert len(faults({**body, member: wrong}, SCHEMA_CONTENT)) == 1
    del body["values"]
    assert faults(body, SCHEMA_CONTENT) == ["body.values: missing"]


def test_the_words_of_the_schema_are_the_words_of_the_kiosk():
    members = SCHEMA_CONTENT["properties"]
    assert members["schema"]["const"] == SCHEMA
    assert members["sources"]["additionalProperties"]["enum"] == [*(source.value for source in Source), None]
    assert members["assurance"]["additionalProperties"]["enum"] == [one.name.lower() for one in Assurance]


def test_every_member_is_explained_on_the_page():
    for member in SCHEMA_CONTENT["properties"]:
        assert f"`{member}`" in PAGE


def test_the_signature_on_the_page_is_right():
    assert HEADERS["X-MotCham-Signature"] == sign(SECRET, HEADERS["X-MotCham-Timestamp"], BODY.encode())
    assert HEADERS["Idempotency-Key"] == json.loads(BODY)["record_id"]


def test_the_example_answer_reads_as_a_receipt():
    from kiosk.delivery.answer import parse_receipt

    receipt = parse_receipt(ANSWER.encode(), invented_record().record_id, "hospital")
    assert (receipt.number, receipt.duplicate) == ("BV-000007", False)
    assert receipt.received_at == datetime.fromisoformat("2026-11-21T08:02:04+07:00")


@pytest.fixture
def receive():
    """The receiver as it is printed, with a database in memory."""
    (source,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    names: dict[str, Any] = {}
    exec(compile(source, "docs/webhook.md", "exec"), names)
    database = sqlite3.connect(":memory:")
    signed_at = int(HEADERS["X-MotCham-Timestamp"])

    def ask(headers: dict[str, str], body: bytes, after_s: int = 1) -> tuple[int, dict[str, Any]]:
        lowered = {name.lower(): value for name, value in headers.items()}
        return names["receive"](lowered, body, SECRET, database, now=lambda: signed_at + after_s)

    yield ask
    database.close()


def test_the_receiver_on_the_page_takes_the_example_once_and_says_duplicate_after_that(receive):
    status, first = receive(HEADERS, BODY.encode())
    assert (status, first["receipt"], first["duplicate"]) == (200, "BV-000001", False)
    assert faults(first, SCHEMA_CONTENT["$defs"]["answer"]) == []
    assert receive(HEADERS, BODY.encode()) == (200, {**first, "duplicate": True})


def test_the_receiver_on_the_page_turns_away_what_it_should(receive):
    body = BODY.encode()
    receive(HEADERS, body)
    assert receive({**HEADERS, "X-MotCham-Signature": "v1=đ"}, body)[0] == 401
    assert receive({}, body)[0] == 401
    assert receive(HEADERS, body + b" ")[0] == 401
    assert receive(HEADERS, body, after_s=301) == (401, {"error": "timestamp"})
    changed = body.replace(b"0900000000", b"0900000009")
    signed = {**HEADERS, "X-MotCham-Signature": sign(SECRET, HEADERS["X-MotCham-Timestamp"], changed)}
    assert receive(signed, changed) == (409, {"error": "content_differs"})
