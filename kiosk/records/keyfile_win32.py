"""Key files on Windows: DPAPI (CryptProtectData) binds the content to the account that made it.

File permissions are left as the folder gives them: without the account's credentials the content is noise.
"""

from __future__ import annotations

import ctypes
import os
import sys
from ctypes import wintypes
from pathlib import Path

assert sys.platform == "win32"

_PURPOSE = b"mot-cham store key"
_UI_FORBIDDEN = 0x1
"""CRYPTPROTECT_UI_FORBIDDEN: a kiosk has nobody to answer a dialog."""


class _Blob(ctypes.Structure):
    """DATA_BLOB of dpapi.h."""

    _fields_ = (("size", wintypes.DWORD), ("data", ctypes.POINTER(ctypes.c_char)))


def protect(key: bytes) -> bytes:
    return _call("CryptProtectData", key)


def unprotect(content: bytes) -> bytes:
    """OSError when another account, or another machine, made the content."""
    return _call("CryptUnprotectData", content)


def create_owner_only(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_BINARY, 0o600)
    try:
        os.write(descriptor, content)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def check_owner_only(path: Path) -> None:
    """Nothing to check here: DPAPI refuses on reading."""


def _call(name: str, content: bytes) -> bytes:
    source, extra, result = _blob(content), _blob(_PURPOSE), _Blob()
    function = getattr(ctypes.WinDLL("crypt32", use_last_error=True), name)
    if not function(ctypes.byref(source), None, ctypes.byref(extra), None, None, _UI_FORBIDDEN, ctypes.byref(result)):
        raise ctypes.WinError(ctypes.get_last_error())
    try:
        return ctypes.string_at(result.data, result.size)
    finally:
        ctypes.WinDLL("kernel32").LocalFree(result.data)


def _blob(content: bytes) -> _Blob:
    buffer = ctypes.create_string_buffer(content, len(content))
    return _Blob(len(content), ctypes.cast(buffer, ctypes.POINTER(ctypes.c_char)))
