"""Facts about personal numbers."""

from __future__ import annotations

from functools import cache

from pydantic import Field

from config.data_rows import read_rows
from config.files import HOME
from config.provenance import Row


class Province(Row):
    prefix: str = Field(pattern=r"^[0-9]{3}$")
    """First three digits of a personal number."""
    name: str = Field(min_length=1)
    """One of the 63 provinces before 1 July 2025."""
    since_2025: str = Field(min_length=1)
    """One of the 34 since."""


@cache
def provinces() -> tuple[Province, ...]:
    return read_rows(HOME / "identity" / "province_codes.toml", "provinces", Province, "prefix")
