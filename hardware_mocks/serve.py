"""The virtual card for other people's readers: `python -m hardware_mocks.serve PERSONA`.

It stands alone: no kiosk, no settings, no screen. `mot-cham chip serve` offers the same inside the product.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from hardware_mocks import faults, issuer, personas, profiles, vpcd
from hardware_mocks.card import VirtualCard
from hardware_mocks.card.apdu_log import logged_to
from hardware_mocks.errors import HardwareMockError
from hardware_mocks.patience import serve_patiently
from hardware_mocks.powered_card import PoweredCard

_DONE, _WRONG_USE, _NO_LINK = 0, 2, 3


def arguments() -> argparse.ArgumentParser:
    """What the command line takes."""
    parser = argparse.ArgumentParser(prog="python -m hardware_mocks.serve", description="A virtual eMRTD at a socket.")
    parser.add_argument("persona", nargs="?", help="whose card; see --list")
    parser.add_argument("--profile", metavar="NAME", help="another kind of chip than this person's; see --list")
    parser.add_argument("--fault", metavar="FAULT", action="append", default=[], help="as in docs/virtual-card.md")
    parser.add_argument("--listen", metavar="PORT", type=int, help="wait for a reader (0: any free port, printed)")
    parser.add_argument("--host", default=vpcd.DEFAULT_HOST, help="where to listen, or where the reader is")
    parser.add_argument("--vpcd", metavar="PORT", type=int, default=vpcd.DEFAULT_PORT, help="connect to a reader")
    parser.add_argument("--log", metavar="FILE", help="write each APDU: header, length, status word; - for here")
    parser.add_argument("--log-values", action="store_true", help="write APDUs whole; personal data of invented people")
    parser.add_argument("--csca", metavar="FILE", type=Path, help="write the certificate to trust, and serve")
    parser.add_argument("--list", action="store_true", help="print personas, profiles and short fault names")
    return parser


def main(
    command_line: Sequence[str] | None = None,
    *,
    out: TextIO = sys.stdout,
    cancelled: Callable[[], bool] = lambda: False,
) -> int:
    """Serve until the program is interrupted or `cancelled()`; the exit code."""
    options = arguments().parse_args(command_line)
    if options.list or options.persona is None:
        out.write(_inventory())
        return _DONE if options.list else _WRONG_USE
    try:
        card = VirtualCard.of(options.persona, options.profile)
        broken = faults.faulty(card, *options.fault)
    except HardwareMockError as error:
        out.write(f"{error}\n")
        return _WRONG_USE
    try:
        if options.csca is not None:
            options.csca.write_bytes(card.document.csca_der)
        with _log(options.log, out) as sink:
            served = broken if sink is None else logged_to(broken, sink, values=options.log_values)
            _serve(served, options, out, cancelled)
    except KeyboardInterrupt:
        return _DONE
    except (OSError, HardwareMockError) as error:
        out.write(f"{error}\n")
        return _NO_LINK
    return _DONE


def _serve(card: PoweredCard, options: argparse.Namespace, out: TextIO, cancelled: Callable[[], bool]) -> None:
    def tell(port: int) -> None:
        out.write(f"listening on {options.host}:{port}\n")
        out.flush()

    def told(answered: bool) -> None:
        who = "connected to the reader" if answered else "no reader answers yet"
        sys.stderr.write(f"{who} at {options.host}:{options.vpcd}\n")

    if options.listen is not None:
        vpcd.serve_listening(card, options.listen, options.host, cancelled=cancelled, listening=tell)
    else:
        serve_patiently(card, options.host, options.vpcd, tell=told, cancelled=cancelled)


@contextmanager
def _log(name: str | None, out: TextIO) -> Iterator[TextIO | None]:
    if name is None:
        yield None
    elif name == "-":
        yield out
    else:
        with Path(name).open("w", encoding="utf-8") as sink:
            yield sink


def _inventory() -> str:
    people = "".join(f"  {persona_id:26} {personas.load(persona_id).title}\n" for persona_id in personas.ids())
    chips = "".join(f"  {name:38} {profiles.load(name).about}\n" for name in profiles.names())
    broken = "".join(f"  {name}\n" for name in faults.NAMES)
    return f"personas\n{people}\nprofiles\n{chips}\nfaults\n{broken}\nauthority\n  {issuer.demo_authority().name}\n"


if __name__ == "__main__":
    raise SystemExit(main())
