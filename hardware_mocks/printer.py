"""Imagined ticket printers: one that stands behind the port (`VirtualPrinter`), and one on the network that speaks
ESC/POS (`python -m hardware_mocks.printer --port 9100 --out DIR`), for the real driver."""

from __future__ import annotations

import argparse
import socketserver
import threading
import time
from pathlib import Path

from drivers.printers.errors import PaperOut
from drivers.printers.ticket_document import TicketDocument
from hardware_mocks.printer_paper import RollPrinter

_CHUNK = 4096
_IDLE_S = 10.0


class VirtualPrinter:
    """`TicketPrinter` into a folder: each ticket as PDF and PNG under a number of its own."""

    def __init__(self, folder: Path) -> None:
        self.paper_out = False
        """Set it, and the printer says so instead of printing."""
        self.printed: list[str] = []
        self._folder = folder

    def print(self, document: TicketDocument) -> None:
        """See `TicketPrinter.print`."""
        if self.paper_out:
            raise PaperOut("the imagined printer has no paper")
        self._folder.mkdir(parents=True, exist_ok=True)
        stem = self._folder / f"ticket-{len(self.printed) + 1:04d}"
        stem.with_suffix(".pdf").write_bytes(document.pdf)
        stem.with_suffix(".png").write_bytes(document.bitmap)
        self.printed.append(document.name)


class NetworkPrinter:
    """A roll printer on a socket of this machine. Use as a context."""

    def __init__(self, *, port: int = 0, paper: str = "plenty", mute: bool = False, out: Path | None = None) -> None:
        self.roll = RollPrinter(paper=paper, mute=mute)
        self.hang_up_after: int | None = None
        """Close the connection after so many bytes, as a printer that is switched off does."""
        self._out = out
        self._server = _Server(("127.0.0.1", port), _Connection)
        self._server.printer = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name="imagined printer")
        self._turn = threading.Lock()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def __enter__(self) -> NetworkPrinter:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def take(self, data: bytes) -> bytes:
        """What a connection brought; what it is answered."""
        with self._turn:
            before = len(self.roll.cut)
            answer = self.roll.feed(data)
            if self._out is not None:
                for index in range(before, len(self.roll.cut)):
                    self._out.mkdir(parents=True, exist_ok=True)
                    self.roll.cut[index].picture().save(self._out / f"strip-{index + 1:04d}.png")
            return answer


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    printer: NetworkPrinter


class _Connection(socketserver.BaseRequestHandler):
    server: _Server

    def handle(self) -> None:
        printer, taken = self.server.printer, 0
        self.request.settimeout(_IDLE_S)
        while True:
            try:
                data = self.request.recv(_CHUNK)
                if not data:
                    return
                taken += len(data)
                if printer.hang_up_after is not None and taken > printer.hang_up_after:
                    return
                answer = printer.take(data)
                if answer:
                    self.request.sendall(answer)
            except OSError:
                return  # The desk hung up; a printer does not mind.


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m hardware_mocks.printer", description="A roll printer on a socket.")
    parser.add_argument("--port", type=int, default=9100)
    parser.add_argument("--out", type=Path, required=True, help="a folder for the paper, one picture per ticket")
    parser.add_argument("--paper", choices=("plenty", "low", "out"), default="plenty")
    parser.add_argument("--mute", action="store_true", help="never answer about paper")
    wanted = parser.parse_args()
    printer = NetworkPrinter(port=wanted.port, paper=wanted.paper, mute=wanted.mute, out=wanted.out)
    with printer:
        print(f"127.0.0.1:{printer.port} → {wanted.out}", flush=True)  # noqa: T201 - started by hand, for a person
        try:
            while True:
                time.sleep(1)
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()
