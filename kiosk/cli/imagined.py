"""`mot-cham chip serve` and `chip issue`: the virtual card at a socket, and the files of a virtual person.

Imagined hardware is loaded when one of the two is called: a desk that reads chips runs without it.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.cli import arguments as shape
from kiosk.cli.exit_codes import ExitCode
from kiosk.cli.output import tell

if TYPE_CHECKING:
    from hardware_mocks.powered_card import PoweredCard


class _Names(Collection[str]):
    """Names that are asked for only when a command of this module is called."""

    def __init__(self, names: Callable[[], Sequence[str]]) -> None:
        self._names = names

    def __contains__(self, name: object) -> bool:
        return name in self._names()

    def __iter__(self) -> Iterator[str]:
        return iter(self._names())

    def __len__(self) -> int:
        return len(self._names())


def add(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    serve = actions.add_parser("serve", help="be the card of a virtual person, at a socket (vpcd framing)")
    serve.add_argument("persona", metavar="PERSONA", choices=_Names(_people), help="one of %(choices)s")
    link = serve.add_mutually_exclusive_group()
    link.add_argument("--vpcd", metavar="HOST:PORT", type=shape.endpoint, help="connect to a reader (vpcd's port)")
    link.add_argument("--listen", metavar="PORT", type=int, help="wait for a reader")
    serve.add_argument(
        "--fault", metavar="NAME[:ARG]", action="append", default=[], help="break the card, as in docs/virtual-card.md"
    )
    serve.add_argument("--profile", metavar="NAME", choices=_Names(_profiles), help="another kind of chip")
    serve.set_defaults(run=run_serve)
    issue = actions.add_parser("issue", help="write a virtual person's files, and csca.der")
    issue.add_argument("persona", metavar="PERSONA", choices=_Names(_people), help="one of %(choices)s")
    issue.add_argument("--out", metavar="DIR", type=Path, required=True)
    issue.set_defaults(run=run_issue)


def _people() -> Sequence[str]:
    from hardware_mocks import personas  # noqa: PLC0415 - see above

    return personas.ids()


def _profiles() -> Sequence[str]:
    from hardware_mocks import profiles  # noqa: PLC0415

    return profiles.names()


def run_serve(options: argparse.Namespace) -> ExitCode:
    from hardware_mocks import faults, vpcd  # noqa: PLC0415
    from hardware_mocks.card import VirtualCard  # noqa: PLC0415
    from hardware_mocks.errors import HardwareMockError, LinkClosed  # noqa: PLC0415

    try:
        broken = faults.faulty(VirtualCard.of(options.persona, options.profile), *options.fault)
    except HardwareMockError as error:
        tell(f"Không dựng được thẻ ảo: {error}.", "The virtual card could not be made.")
        return ExitCode.USAGE
    try:
        if options.listen is not None:
            vpcd.serve_listening(broken, options.listen)
        else:
            _lay_into_reader(broken, *(options.vpcd or (vpcd.DEFAULT_HOST, vpcd.DEFAULT_PORT)))
    except KeyboardInterrupt:
        return ExitCode.DONE
    except (OSError, LinkClosed) as error:
        tell(f"Không nối được với đầu đọc ảo: {error}.", "The virtual reader cannot be reached.")
        return ExitCode.DEVICE
    return ExitCode.DONE


def _lay_into_reader(card: PoweredCard, host: str, port: int) -> None:
    from hardware_mocks.patience import serve_patiently  # noqa: PLC0415

    def told(answered: bool) -> None:
        where = f"{host}:{port}"
        if answered:
            tell(f"Đã nối với đầu đọc ảo ở {where}.", f"Connected to the virtual reader at {where}.")
        else:
            tell(
                f"Chưa có đầu đọc ảo nào trả lời ở {where}. Vẫn tiếp tục thử.",
                f"No virtual reader answers at {where}; trying on.",
            )

    serve_patiently(card, host, port, tell=told)


def run_issue(options: argparse.Namespace) -> ExitCode:
    from hardware_mocks import issuer, personas  # noqa: PLC0415

    document = issuer.issue(personas.load(options.persona))
    try:
        options.out.mkdir(parents=True, exist_ok=True)
        for name, content in document.files.items():
            (options.out / f"{name}.bin").write_bytes(content)
        (options.out / "csca.der").write_bytes(document.csca_der)
    except OSError as error:
        tell(f"Không ghi được vào {options.out}: {error.strerror}.", "That folder cannot be written.")
        return ExitCode.USAGE
    return ExitCode.DONE
