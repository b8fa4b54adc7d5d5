"""The record as it travels: JSON whose shape is `webhook.schema.json`.

The same record always gives the same bytes, whatever version of the kiosk sends it: offices compare the content of two
deliveries under one key. So nothing about the sender (version, time, attempt) is in the body.
"""

from __future__ import annotations

import json
from datetime import UTC

from kiosk.domain.record import Record

SCHEMA = "mot-cham.record.v1"


def encode(record: Record) -> bytes:
    """UTF-8 JSON with sorted keys."""
    body: dict[str, object] = {
        "schema": SCHEMA,
        "record_id": record.record_id,
        "desk_id": record.desk_id,
        "service_id": record.service_id,
        "form_id": record.form_id,
        "confirmed_at": record.confirmed_at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "values": {name: value.value for name, value in record.values.items()},
        "sources": {name: value.source for name, value in record.values.items()},
        "assurance": {name: value.assurance.lower() for name, value in record.values.items()},
        "corrections": {
            name: value.corrected_from for name, value in record.values.items() if value.corrected_from is not None
        },
        "identification": dict(record.identification),
        "insurance": dict(record.insurance),
    }
    if record.follows is not None:
        body["follows"] = record.follows
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
