"""Records that survive: an encrypted store with an outbox and an audit.

Enters: `Record`, `Receipt`. Leaves: acknowledgement after fsync, `WaitingRecord`, `AuditVerdict`, `StoreError`. Words:
record, outbox, fate, audit, head, purge. Not known: the chip, the screen, how a record travels.
"""

from kiosk.records.audit import AuditEvent, AuditHead, AuditVerdict
from kiosk.records.errors import (
    DiskFull,
    EngineUnsafe,
    KeyFileError,
    RecordDiffers,
    RecordUnknown,
    StoreBusy,
    StoreCorrupt,
    StoreError,
    StoreTooNew,
    WrongKey,
)
from kiosk.records.keyfile import create_key, key_for_store, read_key
from kiosk.records.quarantine import set_aside
from kiosk.records.rows import WaitingRecord
from kiosk.records.store import Store

__all__ = [
    "AuditEvent",
    "AuditHead",
    "AuditVerdict",
    "DiskFull",
    "EngineUnsafe",
    "KeyFileError",
    "RecordDiffers",
    "RecordUnknown",
    "Store",
    "StoreBusy",
    "StoreCorrupt",
    "StoreError",
    "StoreTooNew",
    "WaitingRecord",
    "WrongKey",
    "create_key",
    "key_for_store",
    "read_key",
    "set_aside",
]
