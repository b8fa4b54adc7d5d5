"""The sentences people read, one catalogue per language, Vietnamese first.

A catalogue is data (`config/languages/<code>/*.toml`), so that a province can add a language without us. Qt's `tr()`
was rejected: the command line, the printed papers and the screens must say the same thing with the same words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """A catalogue of texts by dotted key, with the fallback that is asked when a key is missing."""

    code: str
    texts: Mapping[str, str]
    fallback: Language | None = None

    def knows(self, key: str) -> bool:
        return key in self.texts or (self.fallback is not None and self.fallback.knows(key))

    def say(self, key: str, **values: object) -> str:
        """The sentence for `key` with `{name}` places filled; the key itself when no catalogue has it."""
        text = self.texts.get(key)
        if text is None:
            return self.fallback.say(key, **values) if self.fallback is not None else key
        return text.format(**values) if values else text

    def choose(self, labels: Mapping[str, str]) -> str:
        """The label of a data row in this language, else in Vietnamese, else any."""
        for code in (self.code, "vi"):
            if code in labels:
                return labels[code]
        return next(iter(labels.values()), "")
