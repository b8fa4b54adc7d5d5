"""A store as the first version left it, with records on their way: what an update meets."""

from __future__ import annotations

import json
from pathlib import Path

from invented_records import KEY
from sqlalchemy import Connection, text

from kiosk.domain.record import Record
from kiosk.records.columns import write_time
from kiosk.records.encrypted_engine import WRITES, make_engine
from kiosk.records.folding import fold
from kiosk.records.migrating import migrate

FIRST = "0001"


def make_old_file(path: Path, records: list[Record]) -> None:
    """Every second record is delivered."""
    engine = make_engine(path, KEY, 5)
    with engine.connect() as connection:
        raw = connection.connection.cursor()
        raw.execute("PRAGMA journal_mode = WAL")
        raw.close()
    with engine.execution_options(**WRITES).begin() as connection:
        fill_old(connection, records)
    engine.dispose()


def fill_old(connection: Connection, records: list[Record]) -> None:
    migrate(connection, FIRST)
    for sequence, record in enumerate(records, 1):
        values = {
            name: {
                "value": one.value,
                "source": one.source,
                "assurance": one.assurance,
                "corrected_from": one.corrected_from,
            }
            for name, one in record.values.items()
        }
        columns = {
            "sequence": sequence,
            "record_id": record.record_id,
            "desk_id": record.desk_id,
            "service_id": record.service_id,
            "form_id": record.form_id,
            "confirmed_at": write_time(record.confirmed_at),
            "field_values": json.dumps(values),
            "identification": json.dumps(dict(record.identification)),
            "insurance": json.dumps(dict(record.insurance)),
            "folded_name": fold(record.values["HO_TEN"].value),
        }
        _insert(connection, "record", columns)
        delivered = sequence % 2 == 0
        standing = {
            "record_id": record.record_id,
            "sequence": sequence,
            "fate": "delivered" if delivered else "waiting",
            "attempts": sequence,
            "next_at": write_time(record.confirmed_at),
            "receipt_number": f"BV-{sequence}" if delivered else None,
            "destination": "hospital" if delivered else None,
            "received_at": write_time(record.confirmed_at) if delivered else None,
            "duplicate": False if delivered else None,
            "settled_at": write_time(record.confirmed_at) if delivered else None,
        }
        _insert(connection, "outbox", standing)


def _insert(connection: Connection, table: str, columns: dict[str, object]) -> None:
    names = ", ".join(columns)
    marks = ", ".join(f":{name}" for name in columns)
    connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), columns)
