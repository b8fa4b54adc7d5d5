"""How many boxes of a form the cards filled, and how many a person still has to: the measure of what a kiosk saves."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from kiosk.domain.form import FilledForm
from kiosk.domain.identity import Source

_BY_CHIP = frozenset({Source.DG1, Source.DG13})


@dataclass(frozen=True)
class BoxCount:
    by_code: int
    """Filled from the printed QR."""
    by_chip: int
    typed: int
    by_desk: int
    """Filled from the office's own settings: its name, the day."""
    empty: int
    """Still to be asked."""

    @property
    def boxes(self) -> int:
        return self.by_code + self.by_chip + self.typed + self.by_desk + self.empty

    def __add__(self, other: BoxCount) -> BoxCount:
        return BoxCount(
            self.by_code + other.by_code,
            self.by_chip + other.by_chip,
            self.typed + other.typed,
            self.by_desk + other.by_desk,
            self.empty + other.empty,
        )


def count_boxes(form: FilledForm, names: Collection[str] | None = None) -> BoxCount:
    """Count all boxes, or those named."""
    chosen = [one for one in form.fields if names is None or one.name in names]
    sources = [one.source for one in chosen if one.value]
    by_code = sources.count(Source.QR)
    by_chip = sum(one in _BY_CHIP for one in sources)
    by_desk = sources.count(Source.DESK)
    return BoxCount(
        by_code=by_code,
        by_chip=by_chip,
        typed=len(sources) - by_code - by_chip - by_desk,
        by_desk=by_desk,
        empty=len(chosen) - len(sources),
    )
