"""`mot-cham ticket issue|call|again|done|absent|waiting|reprint`: the queue by keyboard. Numbers only, no names."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import config
from drivers.errors import DeviceError
from kiosk.bootstrap.languages import language
from kiosk.bootstrap.tickets import TicketDesk, ticket_desk
from kiosk.cli.exit_codes import ExitCode
from kiosk.cli.outbox import told
from kiosk.cli.output import print_json, tell
from kiosk.cli.site_options import add_state_option, open_store, state_folder
from kiosk.domain.dates import PartialDate
from kiosk.domain.queue_place import QueuePlace
from kiosk.domain.record import RecordId
from kiosk.domain.ticket import Ticket
from kiosk.papers import PaperError
from kiosk.queueing import PriorityUnknown, QueueError, RoomUnknown, TicketMoved, TicketServed, TicketUnknown
from kiosk.records import RecordUnknown, StoreError
from kiosk.runtime.clock import SystemClock

_Action = Callable[[argparse.Namespace, TicketDesk], ExitCode]
_SENTENCES: dict[type[QueueError], tuple[str, str]] = {
    RoomUnknown: ("Không có phòng này. Các phòng: {rooms}.", "There is no such room. Rooms: {rooms}."),
    PriorityUnknown: ("Không có diện ưu tiên này. Các diện: {classes}.", "No such class. Classes: {classes}."),
    TicketUnknown: ("Hôm nay chưa cấp số này.", "Nobody got this number today."),
    TicketServed: (
        "Số này đã được phục vụ; muốn báo vắng thì gọi lại trước.",
        "This number was served; call it again before it can be absent.",
    ),
    TicketMoved: ("Bàn khác vừa xử lý số này.", "Another counter has just handled this number."),
}


def add(command: argparse.ArgumentParser) -> None:
    actions = command.add_subparsers(required=True, metavar="ACTION")
    issue = actions.add_parser("issue", help="give a number and print it; the same record gets the same number")
    issue.add_argument("--record", metavar="ID", help="the record it belongs to; without it, a number for nobody")
    issue.add_argument(
        "--born", metavar="DATE", type=_born, help="dd/mm/yyyy, mm/yyyy or yyyy, instead of the record's own"
    )
    issue.add_argument("--priority", metavar="CLASS", action="append", default=[], help="a class that staff tick")
    issue.set_defaults(run=_with_desk(run_issue))
    call = actions.add_parser("call", help="call the next number of a room")
    waiting = actions.add_parser("waiting", help="who waits, in the order of calling")
    for action, run in ((call, run_call), (waiting, run_waiting)):
        action.set_defaults(run=_with_desk(run))
    for action in (issue, call, waiting):
        action.add_argument("--room", metavar="ROOM", help="without it, the site's default room")
    by_number = (
        ("again", run_again, "call a number once more"),
        ("done", run_done, "the person was served"),
        ("absent", run_absent, "the person did not come when called"),
        ("reprint", run_reprint, "print a number of today once more"),
    )
    for name, run, text in by_number:
        action = actions.add_parser(name, help=text)
        action.add_argument("number", metavar="NUMBER", help="as printed, e.g. A012")
        action.set_defaults(run=_with_desk(run))
    for name in ("call", "again"):
        actions.choices[name].add_argument("--counter", metavar="NAME", help="which counter of the room calls")
    for action in actions.choices.values():
        add_state_option(action)
        action.add_argument("--json", action="store_true")


def _born(text: str) -> PartialDate:
    try:
        parts = [int(part) for part in text.split("/")]
        if not 1 <= len(parts) <= 3:
            raise ValueError
        return PartialDate(*reversed(parts))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date: dd/mm/yyyy, mm/yyyy or yyyy") from None


def run_issue(options: argparse.Namespace, desk: TicketDesk) -> ExitCode:
    record_id = RecordId(options.record) if options.record else None
    recorded = desk.date_of_birth(record_id) if record_id is not None else None
    ticket = desk.issue(record_id, options.born or recorded, frozenset(options.priority), options.room)
    return _told_and_printed(options, desk, ticket, reprint=ticket.waiting_before is None)


def run_reprint(options: argparse.Namespace, desk: TicketDesk) -> ExitCode:
    return _told_and_printed(options, desk, desk.office.reprint(options.number), reprint=True)


def run_call(options: argparse.Namespace, desk: TicketDesk) -> ExitCode:
    place = desk.office.call_next(options.room or desk.default_room, options.counter)
    if place is None:
        if options.json:
            print_json(None)
        tell("Không còn ai chờ.", "Nobody is waiting.")
        return ExitCode.DONE
    return _show(options, desk, [place])


def run_again(options: argparse.Namespace, desk: TicketDesk) -> ExitCode:
    return _show(options, desk, [desk.office.call_again(options.number, options.counter)])


def run_done(options: argparse.Namespace, desk: TicketDesk) -> ExitCode:
    return _show(options, desk, [desk.office.finish(options.number)])


def run_absent(options: argparse.Namespace, desk: TicketDesk) -> ExitCode:
    return _show(options, desk, [desk.office.skip(options.number)])


def run_waiting(options: argparse.Namespace, desk: TicketDesk) -> ExitCode:
    places = desk.office.waiting(options.room or desk.default_room)
    if not places and not options.json:
        tell("Không còn ai chờ.", "Nobody is waiting.")
    return _show(options, desk, list(places), as_list=True)


def _show(
    options: argparse.Namespace, desk: TicketDesk, places: list[QueuePlace], *, as_list: bool = False
) -> ExitCode:
    rows = [
        {
            "number": one.shown,
            "room": one.room_id,
            "priority": one.priority,
            "state": one.state.value,
            "calls": one.calls,
            "counter": one.counter,
        }
        for one in places
    ]
    if options.json:
        print_json(rows if as_list else rows[0])
        return ExitCode.DONE
    for one in places:
        found = desk.rules.class_of(one.priority)
        words = [one.shown, one.room_id, desk.language.say(f"queue.state.{one.state.value}")]
        print("  ".join([*words, desk.language.choose(found.label) if found else ""]).rstrip())
    return ExitCode.DONE


def _told_and_printed(options: argparse.Namespace, desk: TicketDesk, ticket: Ticket, *, reprint: bool) -> ExitCode:
    """The number is told even when no paper comes out: it is given and stands."""
    printed, code = desk.printer is not None, ExitCode.DONE
    try:
        desk.print(ticket, reprint=reprint)
    except (DeviceError, PaperError) as error:
        tell("Số đã cấp nhưng chưa in được.", f"The number stands, but was not printed: {error}.")
        printed, code = False, ExitCode.DEVICE
    row = {"number": ticket.shown, "room": ticket.room_id, "priority": ticket.priority, "printed": printed}
    if options.json:
        print_json({**row, "day": ticket.day.isoformat(), "waiting_before": ticket.waiting_before})
    else:
        print(f"{ticket.shown}  {desk.language.choose(ticket.room_name)}")
    return code


@contextmanager
def _desk(options: argparse.Namespace) -> Iterator[TicketDesk]:
    site, folder = config.load_site(options.site), state_folder(options)
    with open_store(options) as store:
        yield ticket_desk(site, folder, store, SystemClock(), language(site.language))


def _with_desk(
    action: Callable[[argparse.Namespace, TicketDesk], ExitCode],
) -> Callable[[argparse.Namespace], ExitCode]:
    """The action with the site's queue opened for it, and every failure said."""

    def run(options: argparse.Namespace) -> ExitCode:
        try:
            with _desk(options) as desk:
                try:
                    return action(options, desk)
                except QueueError as error:
                    vietnamese, english = _SENTENCES[type(error)]
                    there = {
                        "rooms": ", ".join(one.room_id for one in desk.rules.rooms),
                        "classes": ", ".join(one.class_id for one in desk.rules.classes),
                    }
                    tell(vietnamese.format(**there), english.format(**there))
                    return ExitCode.USAGE
        except RecordUnknown:
            tell("Không có hồ sơ này.", "There is no such record.")
            return ExitCode.USAGE
        except (StoreError, config.ConfigError) as error:
            return told(error)

    return run
