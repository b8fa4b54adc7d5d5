"""The part of a site's file about typing a record into another program's window."""

from __future__ import annotations

from pydantic import Field

from config.files import Strict


class Typing(Strict):
    """A site without this part has no such button."""

    script: str = Field(min_length=1)
    """A script that comes with the program (config/deliveries/typing-*.toml), or a file relative to the state
    directory."""
