"""The slip station: a wish becomes paper, or says that it did not."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from drivers.printers import PaperOut, TicketDocument
from kiosk.bootstrap.correction_slip import SlipDesk, SlipPerformer
from kiosk.bootstrap.languages import language
from kiosk.domain.failure import FailureCode
from kiosk.domain.identity import Assurance, Disagreement, Fact, FactName, Identity, Sex, Source
from kiosk.runtime.clock import SystemClock
from kiosk.visit import effects as wish
from kiosk.visit import events as happened

KNOWN = Identity(
    MappingProxyType(
        {
            FactName.FULL_NAME: Fact("Đỗ Thị Uyên", Source.DG13, Assurance.AUTHENTIC),
            FactName.PERSONAL_NUMBER: Fact("001199012345", Source.DG13, Assurance.AUTHENTIC),
            FactName.SEX: Fact(Sex.FEMALE, Source.DG13, Assurance.AUTHENTIC),
        }
    )
)
DIFFERENT_SEX = Disagreement(
    FactName.SEX, KNOWN.facts[FactName.SEX], Fact(Sex.MALE, Source.PORTAL, Assurance.CLAIMED), weighty=True
)
WISH = wish.PrintCorrectionSlip("v", None, KNOWN, (DIFFERENT_SEX,))


class Tray:
    """A printer that keeps what it was given, or is out of paper."""

    def __init__(self, *, empty: bool = False) -> None:
        self.printed: list[TicketDocument] = []
        self._empty = empty

    def print(self, document: TicketDocument) -> None:
        if self._empty:
            raise PaperOut("out of paper")
        self.printed.append(document)


def performed(tray: Tray | None) -> list[happened.Event]:
    desk = SlipDesk(tray, "Ví Dụ", "01999", (language("vi"), language("en")), 576) if tray is not None else None
    told: list[happened.Event] = []
    SlipPerformer(desk, SystemClock()).print(WISH, told.append)
    return told


def test_a_slip_reaches_the_printer_as_pages_dots_and_lines_under_a_name_without_a_person() -> None:
    tray = Tray()
    assert performed(tray) == [happened.SlipPrinted("v")]
    (document,) = tray.printed
    assert document.pdf.startswith(b"%PDF")
    assert document.bitmap.startswith(b"\x89PNG")
    assert "  Trong chip: Nữ" in document.lines
    assert document.name.startswith("correction-")
    assert "Uyên" not in document.name


def test_two_slips_of_one_moment_do_not_replace_each_other_in_a_folder() -> None:
    tray = Tray()
    performed(tray)
    performed(tray)
    assert len({one.name for one in tray.printed}) == 2


@pytest.mark.parametrize("tray", [None, Tray(empty=True)])
def test_a_desk_without_a_printer_or_paper_says_that_nothing_was_printed(tray: Tray | None) -> None:
    assert performed(tray) == [happened.SlipPrinted("v", FailureCode.SLIP_NOT_PRINTED)]
