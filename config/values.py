"""Values that do not stand in a site's file in clear: they come from another file, from the environment, or, on the
demo site alone, are invented.
"""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import model_validator

from config.errors import ConfigError
from config.files import Strict

MAX_VALUE_BYTES = 4096


class ValueSource(Strict):
    """Exactly one of the three."""

    file: str | None = None
    """A file with the value alone in it; relative to the site's state directory."""
    env: str | None = None
    """The name of an environment variable."""
    demo: str | None = None
    """An invented value; refused unless the site is a demo."""

    @model_validator(mode="after")
    def _exactly_one(self) -> ValueSource:
        if sum(one is not None for one in (self.file, self.env, self.demo)) != 1:
            raise ValueError("exactly one of file, env, demo is needed")
        return self

    def __repr__(self) -> str:
        return "ValueSource()"

    def read(self, state_directory: Path) -> str:
        """The value, blanks around it removed.

        Raises:
            ConfigError: the file or variable is missing or empty. The message never holds the value.
        """
        if self.demo is not None:
            return self.demo
        if self.env is not None:
            return _not_empty(os.environ.get(self.env, ""), f"environment variable {self.env}")
        assert self.file is not None
        path = state_directory / self.file
        try:
            with path.open("rb") as opened:
                data = opened.read(MAX_VALUE_BYTES + 1)
            text = data.decode("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            raise ConfigError(self.file, "-", "cannot be read", "Create the file with the value alone in it") from None
        if len(data) > MAX_VALUE_BYTES:
            raise ConfigError(self.file, "-", "too long for one value", "The file holds the value alone")
        return _not_empty(text, self.file)


def _not_empty(text: str, where: str) -> str:
    value = text.strip()
    if not value:
        raise ConfigError(where, "-", "is empty or missing", "Put the value there")
    return value
