"""A site's queue put together: rules from its files, numbers in its store, paper from its printer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import config
from config.forms_data import SiteList
from config.provenance import Labels
from drivers.printers import (
    CodePage,
    Connection,
    DeviceFile,
    EscPosPrinter,
    EscPosSettings,
    NetworkPort,
    PdfPrinter,
    SerialLine,
    TicketDocument,
    TicketPrinter,
    WindowsPrinter,
)
from kiosk.domain.dates import PartialDate
from kiosk.domain.record import Record, RecordId
from kiosk.domain.ticket import Ticket
from kiosk.forms import read_date
from kiosk.papers import TICKET_LAYOUT, TicketPlace, render, render_bitmap, ticket_data, ticket_lines
from kiosk.queueing import Lane, PriorityClass, PriorityFacts, QueueRules, Room, RulesInvalid, TicketOffice, WaitingRoom
from kiosk.records import Store
from kiosk.records.tickets import TicketTable
from kiosk.runtime.clock import Clock
from kiosk.runtime.language import Language

BIRTH_FIELD = "NGAY_SINH"
_STANDARD_BIRTH = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:[0-9]{4})?")
"""yyyymmdd or yyyymmddHHMM, as records carry dates (QĐ 4750/QĐ-BYT, Bảng 1); unknown parts are zeros."""
_LANES = {"first": Lane.FIRST, "priority": Lane.PRIORITY}


@dataclass(frozen=True)
class TicketDesk:
    """What a desk needs for numbers: the office that gives them and the printer that puts them on paper."""

    office: TicketOffice
    record: Callable[[RecordId], Record]
    """Of the desk's store; raises `StoreError`, `RecordUnknown` for one that is not kept."""
    rules: QueueRules
    default_room: str
    printer: TicketPrinter | None
    """None where the desk prints nothing."""
    place: TicketPlace
    language: Language
    width_dots: int

    def issue(
        self,
        record_id: RecordId | None,
        date_of_birth: PartialDate | None = None,
        ticked: frozenset[str] = frozenset(),
        room_id: str | None = None,
    ) -> Ticket:
        """A number for the room, or for the desk's own; asked again for a record, the same. Raises `QueueError`,
        `StoreError`."""
        return self.office.issue(record_id, room_id or self.default_room, PriorityFacts(date_of_birth, ticked))

    def date_of_birth(self, record_id: RecordId) -> PartialDate | None:
        """What a record says of it, None when it says nothing that can be read. Raises `StoreError`, `RecordUnknown`
        for a record that is not kept."""
        kept = self.record(record_id).values.get(BIRTH_FIELD)
        return None if kept is None else _born(kept.value.strip())

    def print(self, ticket: Ticket, *, reprint: bool = False) -> None:
        """Put it on paper, where there is a printer. Raises `DeviceError`, `PaperError`."""
        if self.printer is not None:
            self.printer.print(self.document(ticket, reprint=reprint))

    def document(self, ticket: Ticket, *, reprint: bool = False) -> TicketDocument:
        """The ticket, set. Raises `PaperError`."""
        found = self.rules.class_of(ticket.priority)
        priority = self.language.say(f"queue.ticket.lane.{found.lane.name.lower()}") if found else ""
        room = next((one for one in self.rules.rooms if one.room_id == ticket.room_id), None)
        place = TicketPlace(self.place.facility, room.direction if room else None)
        data = ticket_data(ticket, place, self.language, priority=priority, reprint=reprint)
        return TicketDocument(
            name=f"{ticket.day.isoformat()}-{ticket.shown}",
            pdf=render(TICKET_LAYOUT, data, written_at=ticket.issued_at),
            bitmap=render_bitmap(TICKET_LAYOUT, data, width_dots=self.width_dots),
            lines=ticket_lines(data),
        )


def queue_rules(site: config.Site, state_folder: Path) -> QueueRules:
    """The rules of a site that has a queue.

    Raises:
        config.ConfigError: it has none, its rooms cannot be read, or it names a room or a class that is not there.
    """
    queue = queue_of(site)
    found = config.rooms() if queue.invented else config.rooms(state_folder / queue.rooms)
    there = [one.room_id for one in found]
    for room_id in (queue.default_room, *queue.call_screen.rooms):
        if room_id not in there:
            raise config.ConfigError(queue.rooms, "queue", f"there is no room {room_id!r}", f"Use: {', '.join(there)}")
    known = {one.class_id: one for one in config.priority_classes()}
    for class_id in queue.classes or ():
        if class_id not in known:
            raise config.ConfigError(site.site_id, "queue.classes", f"no {class_id!r}", f"Use: {', '.join(known)}")
    used = [one for one in known.values() if queue.classes is None or one.class_id in queue.classes]
    try:
        return QueueRules(tuple(map(_room, found)), tuple(map(_class, used)), queue.ordinary_per_priority)
    except RulesInvalid as error:
        raise config.ConfigError(queue.rooms, "queue", str(error), "Correct the rooms or the classes") from None


def queue_of(site: config.Site) -> config.Queue:
    """Raises `config.ConfigError` where the site gives no numbers."""
    if site.queue is None:
        raise config.ConfigError(site.site_id, "queue", "this site gives no numbers", "Add [queue] with default_room")
    return site.queue


def ticket_desk(site: config.Site, state_folder: Path, store: Store, clock: Clock, language: Language) -> TicketDesk:
    """Raises `config.ConfigError`."""
    rules = queue_rules(site, state_folder)
    return TicketDesk(
        office=TicketOffice(TicketTable(store.database), rules, clock, desk_id=site.desk_id),
        record=store.record,
        rules=rules,
        default_room=queue_of(site).default_room,
        printer=ticket_printer(site.printer, state_folder),
        place=TicketPlace(site.title),
        language=language,
        width_dots=site.printer.width_dots,
    )


def queue_lists(site: config.Site, state_folder: Path) -> Mapping[str, SiteList]:
    """The rooms and priorities that a form of this site offers; nothing where the site gives no numbers.

    Age is reckoned without anybody's tick; its classes are offered all the same, for papers that are not there yet.
    Raises `config.ConfigError`.
    """
    if site.queue is None:
        return {}
    rules, queue = queue_rules(site, state_folder), site.queue
    rooms = tuple((one.room_id, Labels(**one.name)) for one in rules.rooms)
    classes = tuple((one.class_id, Labels(**one.label)) for one in rules.classes)
    return {
        "rooms": SiteList(rooms, queue.default_room),
        "priority_classes": SiteList((("", Labels(vi="Không", en="None")), *classes)),
    }


def waiting_room(site: config.Site, state_folder: Path, store: Store, clock: Clock) -> WaitingRoom:
    """What the site's call screen shows. Raises `config.ConfigError`."""
    chosen = frozenset(queue_of(site).call_screen.rooms)
    return WaitingRoom(TicketTable(store.database), queue_rules(site, state_folder), clock, chosen or None)


def ticket_printer(settings: config.Printer, state_folder: Path) -> TicketPrinter | None:
    """The printer of a site's file; None for a desk without one."""
    if settings.kind == "none":
        return None
    if settings.kind == "pdf":
        return PdfPrinter(state_folder / settings.folder)
    page = settings.code_page
    return EscPosPrinter(
        _connection(settings),
        EscPosSettings(
            ask_paper=settings.ask_paper,
            cut=settings.cut,
            code_page=CodePage(page.number, page.codec) if page is not None else None,
        ),
    )


def _born(text: str) -> PartialDate | None:
    match = _STANDARD_BIRTH.fullmatch(text)
    if match is None:
        return read_date(text)
    year, month, day = map(int, match.groups())
    try:
        return PartialDate(year, month or None, day or None)
    except ValueError:
        return read_date(text)


def _connection(settings: config.Printer) -> Connection:
    ways: dict[str, Callable[[], Connection]] = {
        "network": lambda: NetworkPort(settings.host or "", settings.port),
        "serial": lambda: SerialLine(settings.path or "", settings.baud_rate),
        "file": lambda: DeviceFile(settings.path or ""),
        "windows": lambda: WindowsPrinter(settings.name or ""),
    }
    return ways[settings.kind]()


def _room(row: config.Room) -> Room:
    letters = row.series
    series = {Lane.ORDINARY: letters.ordinary, Lane.PRIORITY: letters.priority, Lane.FIRST: letters.first}
    return Room(row.room_id, row.name.model_dump(), series, row.direction.model_dump() if row.direction else None)


def _class(row: config.PriorityClass) -> PriorityClass:
    return PriorityClass(
        class_id=row.class_id,
        label=row.label.model_dump(),
        lane=_LANES[row.lane],
        from_age=row.from_age,
        below_age=row.below_age,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
    )
