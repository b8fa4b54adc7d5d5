"""`mot-cham chip serve` and `chip issue`: the virtual card at a socket, and the files of a virtual person."""

from __future__ import annotations

import argparse
import threading
from pathlib import Path

from hardware_mocks import faults, issuer, personas, profiles, vpcd
from hardware_mocks.card import VirtualCard
from hardware_mocks.errors import HardwareMockError, LinkClosed
from kiosk.cli import arguments as shape
from kiosk.cli.exit_codes import ExitCode
from kiosk.cli.output import tell


def add(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    serve = actions.add_parser("serve", help="be the card of a virtual person, at a socket (vpcd framing)")
    serve.add_argument("persona", metavar="PERSONA", choices=personas.ids())
    link = serve.add_mutually_exclusive_group()
    link.add_argument("--vpcd", metavar="HOST:PORT", type=shape.endpoint, help="connect to a reader (vpcd's port)")
    link.add_argument("--listen", metavar="PORT", type=int, help="wait for a reader")
    serve.add_argument(
        "--fault", metavar="NAME[:ARG]", action="append", default=[], help=f"one of {', '.join(faults.NAMES)}"
    )
    serve.add_argument("--profile", metavar="NAME", choices=profiles.names(), help="another kind of chip")
    serve.set_defaults(run=run_serve)
    issue = actions.add_parser("issue", help="write a virtual person's files, and csca.der")
    issue.add_argument("persona", metavar="PERSONA", choices=personas.ids())
    issue.add_argument("--out", metavar="DIR", type=Path, required=True)
    issue.set_defaults(run=run_issue)


def run_serve(options: argparse.Namespace) -> ExitCode:
    try:
        card = VirtualCard.of(options.persona, options.profile)
        broken = faults.faulty(card, *options.fault)
    except HardwareMockError as error:
        tell(f"Không dựng được thẻ ảo: {error}.", "The virtual card could not be made.")
        return ExitCode.USAGE
    stop = threading.Event()
    try:
        if options.listen is not None:
            vpcd.serve_listening(broken, options.listen, cancelled=stop.is_set)
        else:
            host, port = options.vpcd or (vpcd.DEFAULT_HOST, vpcd.DEFAULT_PORT)
            vpcd.serve_to_pcscd(broken, host, port, cancelled=stop.is_set)
    except KeyboardInterrupt:
        return ExitCode.DONE
    except (OSError, LinkClosed) as error:
        tell(f"Không nối được với đầu đọc ảo: {error}.", "The virtual reader cannot be reached.")
        return ExitCode.DEVICE
    return ExitCode.DONE


def run_issue(options: argparse.Namespace) -> ExitCode:
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
