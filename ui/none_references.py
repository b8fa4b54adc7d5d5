"""WORKAROUND for PySide6 6.12.0 on CPython older than 3.12.

That release gives back `None` (and now and then `True` or `False`) from its methods without owning a reference, so
every `setText` takes one reference too many; after some thousand calls the interpreter aborts with "deallocating
None". From CPython 3.12 on these objects are immortal and nothing happens. PySide6 6.11.3 is not affected. A desk must
not stop in the middle of a day because somebody installed the newest wheel, so the three objects are given references
enough for years. Measured with `sys.getrefcount(None)` around a loop of `QLabel.setText`.
"""

from __future__ import annotations

import ctypes
import sys

import PySide6

_AFFECTED = "6.12.0"
_MANY = 1 << 40 if sys.maxsize > 1 << 32 else 1 << 29


def hold_constants() -> bool:
    """Make the constants outlive the fault where it exists; True when that was needed and done."""
    affected = PySide6.__version__ == _AFFECTED and sys.implementation.name == "cpython"
    if not affected or sys.version_info >= (3, 12) or sys.getrefcount(None) >= _MANY:
        return False
    for constant in (None, True, False):
        ctypes.c_ssize_t.from_address(id(constant)).value += _MANY
    return True
