"""Records that survive: an encrypted store with an outbox and an audit, on this machine or on the clinic's server.

Enters: `Record`, `Receipt`. Leaves: acknowledgement after fsync, `WaitingRecord`, `AuditVerdict`, `Backlog`,
`StoreError`. Words: record, outbox, delivery, fate, backlog, retention, audit, head, anchor. Not known: the chip, the
screen, how a record travels. The clinic's own tables are modules of their own over `Store.database`: `tickets`,
`look_ups`, `figures`, `desk_records`, `newest`.
"""

from kiosk.records.about_person import AboutPerson
from kiosk.records.audit import AuditEvent, AuditHead, AuditVerdict
from kiosk.records.backlog import Backlog, BacklogLimits, BacklogState
from kiosk.records.database import Database
from kiosk.records.errors import (
    BacklogFull,
    DiskFull,
    EngineUnsafe,
    KeyFileError,
    RecordDiffers,
    RecordUnknown,
    StoreBusy,
    StoreCorrupt,
    StoreError,
    StoreSettingsInvalid,
    StoreTooNew,
    StoreUnreachable,
    WrongKey,
)
from kiosk.records.forgetting import Retention
from kiosk.records.keyfile import create_key, key_for_store, read_key
from kiosk.records.quarantine import set_aside
from kiosk.records.rows import WaitingRecord
from kiosk.records.store import Store
from kiosk.records.subjects import Erased, Subject

__all__ = [
    "AboutPerson",
    "AuditEvent",
    "AuditHead",
    "AuditVerdict",
    "Backlog",
    "BacklogFull",
    "BacklogLimits",
    "BacklogState",
    "Database",
    "DiskFull",
    "EngineUnsafe",
    "Erased",
    "KeyFileError",
    "RecordDiffers",
    "RecordUnknown",
    "Retention",
    "Store",
    "StoreBusy",
    "StoreCorrupt",
    "StoreError",
    "StoreSettingsInvalid",
    "StoreTooNew",
    "StoreUnreachable",
    "Subject",
    "WaitingRecord",
    "WrongKey",
    "create_key",
    "key_for_store",
    "read_key",
    "set_aside",
]
