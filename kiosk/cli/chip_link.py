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
from typing import Any

from drivers.nfc import CardArrived, PcscReader, connect_to_card, wait_for_card
from hardware_mocks.scripted import ScriptedTransport
from hardware_mocks.traces import ReplayedRandomness, UnusableTrace, read_trace
from kiosk.cli import arguments as shape
from kiosk.cli.trace import TracedTransport, TraceWriter, traced_randomness
from nfc_icao.access.keys import AccessKey
from nfc_icao.crypto.randomness import Randomness, system_randomness
from nfc_icao.errors import CardLost
from nfc_icao.reading import ReadingPlan
from nfc_icao.transport import CardTransport, limits_of

DEFAULT_DATA_GROUPS = (1, 2, 13, 14, 15)
_OWNER_ONLY = 0o600


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
        OSError, UnusableTrace: the trace to replay cannot be read, or not be replayed.
    """
    plan = ReadingPlan(data_groups=options.dgs, access=options.access, ef_com=options.com)
    if options.replay is not None:
        trace = read_trace(options.replay)
        recorded_plan = _recorded_plan(trace.header["plan"])
        yield ChipLink(ScriptedTransport.from_trace(trace), recorded_plan, ReplayedRandomness(trace), "replay")
    elif options.tcp is not None:
        host, port = options.tcp
        with connect_to_card(host, port) as transport:
            yield ChipLink(transport, plan, kind="tcp")
    elif options.vpcd_listen is not None:
        with wait_for_card(options.vpcd_listen, wait_limit_s=options.wait) as transport:
            yield ChipLink(transport, plan, kind="vpcd")
    else:
        reader = PcscReader()
        name = options.reader or reader.find()
        _wait_for_card(reader, name, options.wait)
        with reader.connect(name) as transport:
            yield ChipLink(transport, plan)


@contextmanager
def traced(link: ChipLink, keys: Sequence[AccessKey], options: argparse.Namespace) -> Iterator[ChipLink]:
    """`link`, with the conversation written down when `--trace` asks for it.

    Raises:
        OSError: the file cannot be written.
    """
    file: Path | None = options.trace
    if file is None:
        yield link
        return
    # Whoever can read the folder shall not read the trace; on Windows the folder's own rights decide.
    file.touch(mode=_OWNER_ONLY)
    with file.open("w", encoding="utf-8") as sink:
        if options.trace_personal:
            print("Bản ghi có dữ liệu cá nhân: dùng xong hãy xóa.", file=sys.stderr)
            print("The trace holds personal data: delete it when it has served.", file=sys.stderr)
        writer = TraceWriter(sink, personal=options.trace_personal)
        writer.begin(datetime.now(UTC), link.kind, limits_of(link.transport), keys, link.plan)
        yield ChipLink(
            TracedTransport(link.transport, writer), link.plan, traced_randomness(writer, link.randomness), link.kind
        )


def _recorded_plan(values: object) -> ReadingPlan:
    """The plan of a trace: another one would ask for what was not recorded."""
    if not isinstance(values, dict):
        raise UnusableTrace("the trace names no plan")
    known: dict[str, Any] = {one.name: values[one.name] for one in fields(ReadingPlan) if one.name in values}
    try:
        known["data_groups"] = shape.data_groups(",".join(map(str, known.get("data_groups", DEFAULT_DATA_GROUPS))))
        return ReadingPlan(**known)
    except (argparse.ArgumentTypeError, TypeError) as error:
        raise UnusableTrace("the plan of the trace is none") from error


def _wait_for_card(reader: PcscReader, name: str, limit_s: float) -> None:
    deadline = time.monotonic() + limit_s
    for event in reader.watch(lambda: time.monotonic() > deadline):
        if isinstance(event, CardArrived) and event.reader == name:
            return
    raise CardLost(f"no card came within {limit_s:g} s")
