"""What is handed over under one slip number: papers, their files and their data."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import datetime

from kiosk.forms import FilledPaper
from kiosk.handover.boxes import HandedBox, HandedTable, boxes_of, tables_of
from kiosk.handover.errors import HandOverUnfit

_SLIP = re.compile(r"[A-Z0-9]+(/[A-Z0-9]+)*")
_LONGEST_SLIP = 60


@dataclass(frozen=True)
class HandedPaper:
    filled: FilledPaper
    pdf: bytes = field(repr=False)
    procedure: str = ""
    """The procedure it is handed in for; empty when nobody said."""

    @property
    def form_id(self) -> str:
        return self.filled.paper.form_id

    @property
    def sha256(self) -> str:
        """Of the PDF: whoever receives data and paper apart can tell that they belong together."""
        return hashlib.sha256(self.pdf).hexdigest()

    @property
    def boxes(self) -> tuple[HandedBox, ...]:
        return boxes_of(self.filled)

    @property
    def tables(self) -> tuple[HandedTable, ...]:
        return tables_of(self.filled)


@dataclass(frozen=True)
class HandOver:
    slip: str
    """The local slip number, `PHIEU/20261121/Q1/007`. It is no dossier code."""
    made_at: datetime
    """Aware."""
    papers: tuple[HandedPaper, ...]
    office: str = ""
    official_code: str | None = None
    """The dossier's own code once the one-stop software gave one; it is scanned, never made here."""

    def __post_init__(self) -> None:
        """Raises `HandOverUnfit`."""
        if not _SLIP.fullmatch(self.slip) or len(self.slip) > _LONGEST_SLIP:
            raise HandOverUnfit("a slip number is capitals and digits between slashes")
        if self.made_at.tzinfo is None:
            raise HandOverUnfit("a time without its zone")
        forms = [one.form_id for one in self.papers]
        if not forms or len(set(forms)) < len(forms):
            raise HandOverUnfit("one paper of each form is wanted, and at least one")

    @property
    def stem(self) -> str:
        """What its files are called: the slip number, which says nothing about a person."""
        return self.slip.replace("/", "-")

    def file_of(self, paper: HandedPaper) -> str:
        return f"{self.stem}-{paper.form_id}.pdf"
