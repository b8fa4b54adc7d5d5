"""The file that holds the store's key: 32 random bytes only its owner can read.

The operating system's keyring was rejected as the only way: a kiosk without a desktop session has none. On POSIX the
file has mode 0600; on Windows its content is bound to the account by DPAPI, so that a copied file opens nothing
elsewhere. A key that was created is synced to the disk before it is used: a record whose key was lost in a power cut
is lost too.
"""

from __future__ import annotations

import secrets
import sys
from pathlib import Path

from kiosk.records.derived_keys import KEY_BYTES
from kiosk.records.errors import KeyFileError, WrongKey

if sys.platform == "win32":
    from kiosk.records import keyfile_win32 as platform
else:
    from kiosk.records import keyfile_posix as platform

_LARGEST_FILE = 4096


def read_key(path: Path) -> bytes:
    """The key in the file. Raises `KeyFileError` when it is missing, has the wrong length or others may read it."""
    try:
        platform.check_owner_only(path)
        with path.open("rb") as file:
            key = platform.unprotect(file.read(_LARGEST_FILE))
    except OSError as error:
        raise KeyFileError(type(error).__name__) from None
    if len(key) != KEY_BYTES:
        raise KeyFileError("length")
    return key


def create_key(path: Path) -> bytes:
    """Make a new key file; `KeyFileError` when one is there already."""
    key = secrets.token_bytes(KEY_BYTES)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        platform.create_owner_only(path, platform.protect(key))
    except OSError as error:
        raise KeyFileError(type(error).__name__) from None
    return key


def key_for_store(key_path: Path, store_path: Path) -> bytes:
    """The key of the store: read it, or make it when neither key nor store exist yet.

    A store without its key file is `WrongKey`: a new key would only hide that the old one is gone.
    """
    if key_path.exists():
        return read_key(key_path)
    if store_path.exists():
        raise WrongKey("key_file_missing")
    return create_key(key_path)
