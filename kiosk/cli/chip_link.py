"""Where the chip of `chip read` is: on a reader, at a socket, or in a trace that is replayed; and what is written down
of the conversation."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from drivers.errors import NoCard
from drivers.nfc import CardArrived, PcscReader, connect_to_card, wait_for_card
from kiosk.cli import arguments as shape
from kiosk.cli import owner_only
from kiosk.cli.trace import TracedTransport, TraceWriter, traced_randomness
from nfc_icao.access.keys import AccessKey
from nfc_icao.crypto.randomness import Randomness, system_randomness
from nfc_icao.reading import ReadingPlan
from nfc_icao.transport import CardTransport

DEFAULT_DATA_GROUPS = (1, 2, 13, 14, 15)


class UnusableRecordingError(Exception):
    """The file given to `--replay` is no trace that can be played again."""


@dataclass(frozen=True)
class ChipLink:
    """One chip, and how to speak to it."""

    transport: CardTransport
    plan: ReadingPlan
    randomness: Randomness = system_randomness
    kind: str = "pcsc"


def add_options(read: argparse.ArgumentParser) -> None:
    link = read.add_mutually_exclusive_group()
    link.add_argument("--reader", metavar="NAME", help="PC/SC reader; without it, the first that fits")
    link.add_argument("--tcp", metavar="HOST:PORT", type=shape.endpoint, help="a card that listens (vpcd framing)")
    link.add_argument(
        "--vpcd-listen", metavar="PORT", type=shape.port, help="wait for a card that connects (vpcd framing)"
    )
    link.add_argument("--replay", metavar="FILE", type=Path, help="a trace taken with --trace-personal, no card")
    read.add_argument("--access", choices=("auto", "pace", "bac"), default="auto")
    read.add_argument("--dgs", metavar="1,2,…", type=shape.data_groups, default=DEFAULT_DATA_GROUPS)
    read.add_argument(
        "--com", action=argparse.BooleanOptionalAction, default=True, help="read EF.COM, the unsigned list of files"
    )
    read.add_argument("--wait", metavar="SECONDS", type=float, default=30.0, help="how long to wait for a card (30)")
    read.add_argument("--trace", metavar="FILE", type=Path, help="write every command there, personal bytes cut")
    read.add_argument(
        "--trace-personal", action="store_true", help="cut nothing from the trace, so that --replay can read it"
    )


@contextmanager
def open_link(options: argparse.Namespace) -> Iterator[ChipLink]:
    """The chip that `options` name.

    Raises:
        DeviceError, CardLost: there is none.
        OSError, UnusableRecordingError: the trace to replay cannot be read, or not be replayed.
    """
    plan = ReadingPlan(data_groups=options.dgs, access=options.access, ef_com=options.com)
    if options.replay is not None:
        with _replayed(options.replay) as link:
            yield link
    elif options.tcp is not None:
        host, port = options.tcp
        with connect_to_card(host, port) as transport:
            yield ChipLink(transport, plan, kind="tcp")
    elif options.vpcd_listen is not None:
        with wait_for_card(options.vpcd_listen, wait_limit_s=options.wait) as transport:
            yield ChipLink(transport, plan, kind="vpcd")
    else:
        reader = PcscReader()
        name = reader.find(options.reader)
        _wait_for_card(reader, name, options.wait)
        with reader.connect(name) as transport:
            yield ChipLink(transport, plan)


@contextmanager
def open_trace(options: argparse.Namespace) -> Iterator[TextIO | None]:
    """The file `--trace` names, for its owner only; None without. Opened before the card is touched.

    Raises:
        OSError: the file cannot be written.
    """
    if options.trace is None:
        yield None
        return
    with owner_only.open_text(options.trace) as sink:
        if options.trace_personal:
            print("Bản ghi có dữ liệu cá nhân: dùng xong hãy xóa.", file=sys.stderr)
            print("The trace holds personal data: delete it when it has served.", file=sys.stderr)
        yield sink


def traced(link: ChipLink, keys: Sequence[AccessKey], sink: TextIO | None, *, personal: bool) -> ChipLink:
    """`link`, with the conversation written down to `sink`.

    Raises:
        OSError: it cannot be written.
    """
    if sink is None:
        return link
    writer = TraceWriter(sink, personal=personal)
    writer.begin(datetime.now(UTC), link.kind, link.transport, keys, link.plan)
    return ChipLink(
        TracedTransport(link.transport, writer), link.plan, traced_randomness(writer, link.randomness), link.kind
    )


@contextmanager
def _replayed(file: Path) -> Iterator[ChipLink]:
    """Imagined hardware is loaded here only: a desk reads chips without it."""
    from hardware_mocks.errors import HardwareMockError  # noqa: PLC0415 - see above
    from hardware_mocks.scripted import ScriptedTransport  # noqa: PLC0415
    from hardware_mocks.traces import ReplayedRandomness, read_trace  # noqa: PLC0415

    try:
        trace = read_trace(file)
        plan = _recorded_plan(trace.header["plan"])
        yield ChipLink(ScriptedTransport.from_trace(trace), plan, ReplayedRandomness(trace), "replay")
    except HardwareMockError as error:
        raise UnusableRecordingError(str(error)) from error


def _recorded_plan(values: object) -> ReadingPlan:
    """The plan of a trace: another one would ask for what was not recorded."""
    if not isinstance(values, dict):
        raise UnusableRecordingError("the trace names no plan")
    known: dict[str, Any] = {one.name: values[one.name] for one in fields(ReadingPlan) if one.name in values}
    try:
        known["data_groups"] = shape.data_groups(",".join(map(str, known.get("data_groups", DEFAULT_DATA_GROUPS))))
        return ReadingPlan(**known)
    except (argparse.ArgumentTypeError, TypeError) as error:
        raise UnusableRecordingError("the plan of the trace is none") from error


def _wait_for_card(reader: PcscReader, name: str, limit_s: float) -> None:
    deadline = time.monotonic() + limit_s
    for event in reader.watch(lambda: time.monotonic() > deadline):
        if isinstance(event, CardArrived) and event.reader == name:
            return
    raise NoCard(f"no card came within {limit_s:g} s")
