"""What is wrong with a file of the site, in four parts: where, at which key, why, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass


class ConfigError(Exception):
    """A file cannot be used. Values are named only where they are no secret: keys, allowed words."""

    def __init__(self, file: str, key: str, reason: str, remedy: str, line: int | None = None) -> None:
        self.file = file
        self.key = key
        self.reason = reason
        self.remedy = remedy
        self.line = line
        place = file if line is None else f"{file}:{line}"
        super().__init__(f"{place}: {key}: {reason}. {remedy}")


@dataclass(frozen=True)
class Finding:
    """One thing `mot-cham config check` found."""

    file: str
    line: int | None
    reason: str
    remedy: str
