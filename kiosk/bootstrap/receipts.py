"""A slip for somebody who handed something in: number, due times, codes and paper put together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import config
from kiosk.bootstrap.procedures import catalogue, work_calendar
from kiosk.domain.dates import vietnamese_date
from kiosk.papers import render, render_bitmap
from kiosk.papers.qr import qr_picture
from kiosk.procedures import (
    RECEIPT_LAYOUT,
    RECEIPT_ROLL_LAYOUT,
    Channel,
    OfficialCode,
    Procedure,
    Receipt,
    ReceiptOffice,
    SlipFolder,
    due_dates,
    next_slip,
    receipt_data,
)
from kiosk.runtime.language import Language

SLIPS = "slips"
"""In a site's state directory."""


@dataclass(frozen=True)
class ReceiptDesk:
    """What a counter needs to give slips."""

    office: ReceiptOffice
    counter: str
    state_folder: Path
    language: Language

    def receive(
        self,
        procedure: Procedure,
        received: datetime,
        channel: Channel = Channel.DIRECT,
        *,
        official: OfficialCode | None = None,
        person: str = "",
        number: str = "",
        given: frozenset[str] = frozenset(),
        missing: frozenset[str] = frozenset(),
    ) -> Receipt:
        """A receipt with a new slip number; `received` is aware. Raises `ProcedureError`, `config.ConfigError`."""
        calendar = work_calendar(self.state_folder)
        dues = due_dates(procedure, received, calendar)
        slip = next_slip(SlipFolder(self.state_folder / SLIPS), vietnamese_date(received), self.counter)
        return Receipt(
            slip=slip,
            procedure=procedure,
            received=received,
            dues=tuple(one for one in dues if one.channel is channel),
            channel=channel,
            table_ends=calendar.covers_to,
            office=self.office,
            link=catalogue().links.link(procedure),
            official=official,
            person=person,
            number=number,
            given=given,
            missing=missing,
        )

    def pdf(self, receipt: Receipt) -> bytes:
        """On A4, PDF/A. Raises `PaperError`."""
        return render(RECEIPT_LAYOUT, self._data(receipt), written_at=receipt.received)

    def dots(self, receipt: Receipt) -> bytes:
        """For an 80 mm roll, as PNG. Raises `PaperError`."""
        return render_bitmap(RECEIPT_ROLL_LAYOUT, self._data(receipt))

    def _data(self, receipt: Receipt) -> dict[str, object]:
        codes = {"dossier": qr_picture(receipt.dossier), "link": qr_picture(receipt.link)}
        return receipt_data(receipt, self.language, codes)


def receipt_desk(site: config.Site, state_folder: Path, language: Language, counter: str = "Q1") -> ReceiptDesk:
    """The counter of a site; what the site does not say stays unknown on paper."""
    return ReceiptDesk(ReceiptOffice(site.title, demo=site.demo), counter, state_folder, language)
