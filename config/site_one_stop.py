"""The one-stop officer's window page of a site: which office its papers go to, and where they are handed over."""

from __future__ import annotations

from pydantic import Field

from config.files import Strict


class OneStop(Strict):
    """A site without this table has no such page."""

    counter: str = Field(default="Q1", pattern=r"^[A-Z0-9]{1,12}$")
    """Part of the slip numbers: each counter of an office has its own."""
    office: str = Field(default="", max_length=200)
    """Whom papers are addressed to; empty leaves the line to the pen."""
    place: str = Field(default="", max_length=200)
    """Where papers are signed and answers are fetched."""
    phone: str = Field(default="", max_length=40)
    """Whom to call, on the slip."""
    hand_over: str | None = Field(default=None, min_length=1)
    """The folder of the office's software, which must be there; relative to the state directory. Without it nothing is
    handed over."""
