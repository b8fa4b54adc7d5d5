"""Papers of one dossier as files: beside the program for opening and printing, gone when the page is left; and in the
folder of the office's software, where they stay.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from kiosk.bootstrap.paper_forms import paper_words
from kiosk.forms import FilledPaper, paper_data
from kiosk.papers import render, render_docx
from kiosk.runtime.log import logger
from ui.one_stop_data import MadeFile

WORKING = "one-stop"
"""In a site's state directory: what is open now."""


class PapersFolderError(Exception):
    """Nothing could be written beside the program."""


class WorkingPapers:
    """A folder that only this account reads, made with the first paper and emptied when the page is left."""

    def __init__(self, state_folder: Path, *, trial: bool) -> None:
        """`trial` marks every paper as one that must not be used. Removes what an earlier run left behind."""
        self._home = state_folder / WORKING
        self._trial = trial
        self._folder: Path | None = None
        self._log = logger("one-stop")
        self.forget()

    def pdf(self, paper: FilledPaper, now: datetime) -> bytes:
        """Raises `PaperError`."""
        return render(paper.paper.layout, paper_data(paper, paper_words(trial=self._trial)), written_at=now)

    def docx(self, paper: FilledPaper, now: datetime) -> bytes:
        """Raises `PaperError`."""
        return render_docx(paper.paper.layout, paper_data(paper, paper_words(trial=self._trial)), written_at=now)

    def make(self, papers: Sequence[FilledPaper], kind: str, now: datetime) -> tuple[MadeFile, ...]:
        """All of them are set before the first is written. Raises `PaperError`, `PapersFolderError`."""
        drawn = self.docx if kind == "docx" else self.pdf
        made = [(one.paper.form_id, drawn(one, now)) for one in papers]
        return tuple(self.keep(f"{name}.{kind}", content, kind) for name, content in made)

    def keep(self, name: str, content: bytes, kind: str) -> MadeFile:
        """Raises `PapersFolderError`."""
        try:
            if self._folder is None:
                self._home.mkdir(parents=True, exist_ok=True)
                self._folder = Path(tempfile.mkdtemp(dir=self._home))
            path = self._folder / name
            path.write_bytes(content)
        except OSError as error:
            raise PapersFolderError(error.strerror or type(error).__name__) from None
        return MadeFile(kind, str(path), name)

    def forget(self) -> None:
        """Take away what was made. A file that another program holds open goes the next time."""
        self._folder = None
        try:
            if self._home.is_dir():
                shutil.rmtree(self._home)
        except OSError as error:
            self._log.warning("one_stop.papers_not_removed", error=type(error).__name__)
