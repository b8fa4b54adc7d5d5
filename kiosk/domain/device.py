"""The devices whose coming and going changes what a visit can do."""

from __future__ import annotations

from enum import StrEnum


class Device(StrEnum):
    READER = "reader"
    SCANNER = "scanner"
    STORE = "store"
