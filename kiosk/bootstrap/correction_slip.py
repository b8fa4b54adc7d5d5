"""The slip station: where card, chip and portal do not say the same gets onto paper, on the desk's own printer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import config
from drivers.errors import DeviceError
from drivers.printers import TicketDocument, TicketPrinter
from kiosk.bootstrap.languages import language
from kiosk.bootstrap.tickets import ticket_printer
from kiosk.domain.dates import VIETNAM_TIME
from kiosk.domain.differences import side_by_side
from kiosk.domain.failure import FailureCode
from kiosk.domain.identity import FactName, Identity
from kiosk.papers import (
    SLIP_LAYOUT,
    CorrectionSlip,
    PaperError,
    correction_slip_data,
    correction_slip_lines,
    render,
    render_bitmap,
)
from kiosk.runtime.clock import Clock
from kiosk.runtime.language import Language
from kiosk.runtime.log import logger
from kiosk.visit import effects as wish
from kiosk.visit import events as happened
from kiosk.visit.conductor import Post

_NUMBERS = (FactName.PERSONAL_NUMBER, FactName.INSURANCE_NUMBER, FactName.OLD_ID_NUMBER)


@dataclass(frozen=True)
class SlipDesk:
    """What a desk needs to print correction slips."""

    printer: TicketPrinter
    facility: str
    facility_code: str
    languages: Sequence[Language]
    """The first in full, the others in small type below it."""
    width_dots: int

    def document(self, slip: CorrectionSlip) -> TicketDocument:
        """The slip, set, under a name that says nothing of the person and that no slip of another desk has: a file of
        the same name would be replaced. Raises `PaperError`."""
        data = correction_slip_data(slip, self.languages)
        return TicketDocument(
            name=f"correction-{slip.at.astimezone(VIETNAM_TIME):%Y%m%d-%H%M%S-%f}",
            pdf=render(SLIP_LAYOUT, data, written_at=slip.at),
            bitmap=render_bitmap(SLIP_LAYOUT, data, width_dots=self.width_dots),
            lines=correction_slip_lines(slip, self.languages[0]),
        )


def slip_desk(site: config.Site, state_folder: Path) -> SlipDesk | None:
    """Slips go where tickets go; None at a desk that prints nothing. Raises `config.ConfigError`."""
    printer = ticket_printer(site.printer, state_folder)
    if printer is None:
        return None
    others = (one for one in config.languages() if one != site.language)
    return SlipDesk(
        printer=printer,
        facility=site.title,
        facility_code=site.facility_code,
        languages=tuple(map(language, (site.language, *others))),
        width_dots=site.printer.width_dots,
    )


class SlipPerformer:
    """Fulfils `PrintCorrectionSlip`. At a desk without a printer every slip is one that was not printed."""

    def __init__(self, desk: SlipDesk | None, clock: Clock) -> None:
        self._desk = desk
        self._clock = clock
        self._log = logger("desk.slips")

    def print(self, effect: wish.PrintCorrectionSlip, post: Post) -> None:
        if self._desk is None:
            post(happened.SlipPrinted(effect.visit_id, FailureCode.SLIP_NOT_PRINTED))
            return
        slip = CorrectionSlip(
            facility=self._desk.facility,
            facility_code=self._desk.facility_code,
            name=effect.identity.text(FactName.FULL_NAME),
            number=_number(effect.identity),
            rows=side_by_side(effect.disagreements, effect.claim, effect.identity),
            at=self._clock.now(),
        )
        try:
            self._desk.printer.print(self._desk.document(slip))
        except (DeviceError, PaperError) as error:
            self._log.error("slip.not_printed", reason=type(error).__name__)
            post(happened.SlipPrinted(effect.visit_id, FailureCode.SLIP_NOT_PRINTED))
            return
        post(happened.SlipPrinted(effect.visit_id))


def _number(identity: Identity) -> str | None:
    return next((number for name in _NUMBERS if (number := identity.text(name)) is not None), None)
