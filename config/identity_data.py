"""Facts about personal numbers, and about children who have none yet."""

from __future__ import annotations

from functools import cache
from typing import Literal

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


class NewBornName(Row):
    """Whose name a new-born goes by before it has one; the rows stand in the order in which they are tried."""

    after: Literal["mother", "father", "guardian", "facility"]


@cache
def new_born_names() -> tuple[NewBornName, ...]:
    return read_rows(HOME / "identity" / "new_born_names.toml", "names", NewBornName, "after")
