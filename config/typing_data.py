"""How a record is typed into another program's window: the scripts that come with the program."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from config.delivery_base import contract_file
from config.files import Strict, read_model
from config.provenance import Row


class TypingStep(Strict):
    key: Literal["tab", "enter"] | None = None
    text: str | None = None
    ours: str | None = Field(default=None, pattern=r"^(values|record|identification|insurance)\.[A-Za-z0-9_]+$")
    typed_as: Literal["text", "date_slashes", "date_compact"] = "text"
    words: dict[str, str] = Field(default_factory=dict)
    required: bool = False

    @model_validator(mode="after")
    def _one_of_three(self) -> TypingStep:
        if sum(one is not None for one in (self.key, self.text, self.ours)) != 1:
            raise ValueError("a step is a key, a text, or something of ours")
        return self


class TypingScriptFile(Row):
    script_id: str
    pace_s: float = Field(default=0.02, ge=0, le=1)
    """Between two keys; slow programs lose keys that come faster."""
    countdown_s: int = Field(default=3, ge=1, le=30)
    never: str = ""
    steps: tuple[TypingStep, ...] = Field(min_length=1)


@cache
def load_typing_script(name_or_path: str, state_folder: Path | None = None) -> TypingScriptFile:
    """A script that comes with the program, or a file of the site's.

    Raises:
        ConfigError: there is no such file, or it is broken.
    """
    return read_model(contract_file(name_or_path, state_folder), TypingScriptFile)
