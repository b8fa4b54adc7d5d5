"""What can go wrong with what is kept. No text here ever holds a key, a value or a statement with its parameters."""

from __future__ import annotations


class StoreError(Exception):
    """The store could not do what was asked. `detail` is a name such as SQLite's own error name, never a value."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.detail = detail


class WrongKey(StoreError):
    """The key does not open this store, or there is a store and no key file beside it."""


class StoreCorrupt(StoreError):
    """The file is damaged, or it never was a store of ours."""


class DiskFull(StoreError):
    """Nothing was written because there is no room. The store goes on working once there is."""


class StoreBusy(StoreError):
    """Another program holds the store for longer than we wait."""


class StoreUnreachable(StoreError):
    """The server does not answer, or does not let us in. Nothing was written, or nobody knows: save again."""


class StoreSettingsInvalid(StoreError):
    """The address of the store is none that a store can have, or the library for it is not installed."""


class BacklogFull(StoreError):
    """So much waits for an office that no further record is taken. Nothing was written, and nothing is lost."""


class StoreTooNew(StoreError):
    """A newer version of the kiosk wrote this store; this one would not understand it."""


class EngineUnsafe(StoreError):
    """The SQLite inside loses acknowledged rows (WAL-reset bug of 3.7.0 to 3.51.2), or the server was told not to sync:
    the kiosk refuses to keep records on it."""


class RecordUnknown(StoreError):
    """No record has this id."""


class RecordDiffers(StoreError):
    """A record with this id is already kept and says something else. Confirmed records are never changed."""


class KeyFileError(StoreError):
    """The key file is missing, of the wrong length, or readable by others."""
