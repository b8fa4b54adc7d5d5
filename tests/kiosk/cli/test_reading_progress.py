"""Progress is for a person at a terminal, and leaves nothing behind."""

from __future__ import annotations

import io

from kiosk.bootstrap.languages import language
from kiosk.cli.reading_progress import ProgressLine
from nfc_icao import ReadingProgress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_the_phase_in_its_language_and_the_line_is_gone_at_the_end() -> None:
    terminal = Terminal()
    with ProgressLine(language("vi"), terminal) as line:
        line(ReadingProgress("DG2", 512, 1024))
        line(ReadingProgress("something_new", 0, 0))
    shown = terminal.getvalue().split("\r")
    assert shown[1].rstrip() == f"{language('vi').say('desk.phase.DG2')}  50 %"
    assert shown[2].rstrip() == language("vi").say("desk.phase.other")
    assert shown[3].strip() == ""
    assert shown[-1] == ""


def test_where_nobody_looks_on_nothing_is_written() -> None:
    pipe = io.StringIO()
    with ProgressLine(language("en"), pipe) as line:
        line(ReadingProgress("DG2", 512, 1024))
    assert pipe.getvalue() == ""
