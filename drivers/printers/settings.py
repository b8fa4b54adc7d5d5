"""How one ESC/POS printer is reached and what it can do. The defaults fit an 80 mm printer as it leaves the factory."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class NetworkPort:
    """A printer with a socket of its own."""

    host: str
    port: int = 9100


@dataclass(frozen=True)
class SerialLine:
    """RS-232, or USB that shows itself as a serial port."""

    port: str
    baud_rate: int = 9600


@dataclass(frozen=True)
class DeviceFile:
    """A file that is the printer: `/dev/usb/lp0` of Linux' usblp."""

    path: str


@dataclass(frozen=True)
class WindowsPrinter:
    """A printer installed in Windows, reached raw through the spooler by its name."""

    name: str


Connection = NetworkPort | SerialLine | DeviceFile | WindowsPrinter


@dataclass(frozen=True)
class CodePage:
    """A code page with Vietnamese letters that this very printer is known to have.

    Its number differs between makers (ESC t n), so there is no default: without one, tickets are printed as dots.
    """

    number: int
    """What ESC t takes, by the printer's manual."""
    codec: str
    """The same page by its name in Python, e.g. "cp1258"."""


@dataclass(frozen=True)
class EscPosSettings:
    timeout_s: float = 5.0
    """How long to connect, and to get a ticket through."""
    status_wait_s: float = 0.5
    """How long a printer may take to tell about its paper; many never do, and print all the same."""
    ask_paper: bool = True
    """False for a printer that prints the question instead of answering it."""
    cut: bool = True
    code_page: CodePage | None = None
