"""Where a row of data comes from. Facts of law and practice age; a row without its origin cannot be checked again."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field

from config.files import Strict


class Certainty(StrEnum):
    VERIFIED = "verified"
    """Read in the named source."""
    LIKELY = "likely"
    """Inferred, or one weak source."""
    UNKNOWN = "unknown"
    """Looked for and not found; the row says what is done meanwhile."""


class Row(Strict):
    """What every row of data says about itself."""

    source: str = Field(min_length=3)
    read_on: date
    certainty: Certainty
    valid_until: date | None = None
    """The last day the row is known to hold; `config check` complains afterwards."""


class Labels(Strict):
    """A text for people, Vietnamese first."""

    vi: str = Field(min_length=1)
    en: str = Field(min_length=1)
