"""The parts of a site's file about the queue, its paper and its screen."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from config.files import Strict

DEMO_ROOMS = "demo"


class CallScreen(Strict):
    """The window for the waiting room."""

    screen: int | None = Field(default=None, ge=0, le=15)
    """Which monitor, counted from 0; without it the second where there is one."""
    rooms: tuple[str, ...] = ()
    """The rooms it calls for; empty: all."""
    chime: bool = False
    """A short tone with each new call."""


class Queue(Strict):
    """Numbers for rooms. A site without this part gives none."""

    rooms: str = DEMO_ROOMS
    """A file with the site's rooms, relative to the state directory; `demo` are invented ones."""
    default_room: str = Field(min_length=1)
    """Where people are sent when nothing else decides."""
    classes: tuple[str, ...] | None = None
    """Which priority classes of config/queue/priority_classes.toml are used here; without it, all."""
    ordinary_per_priority: int = Field(default=2, ge=0, le=20)
    """After one from the priority lane so many ordinary numbers are called; 0: priority always first."""
    call_screen: CallScreen = CallScreen()

    @property
    def invented(self) -> bool:
        """The rooms are those of the demonstration."""
        return self.rooms == DEMO_ROOMS


class PrinterCodePage(Strict):
    """A page with Vietnamese letters that this printer is known to have; without one, tickets are printed as dots."""

    number: int = Field(ge=0, le=255)
    codec: str = Field(min_length=1)


_NEEDS = {"network": "host", "serial": "path", "file": "path", "windows": "name"}


class Printer(Strict):
    """The ticket printer of this desk."""

    kind: Literal["none", "pdf", "network", "serial", "file", "windows"] = "none"
    """`pdf`: into a folder; the others speak ESC/POS."""
    host: str | None = None
    port: int = Field(default=9100, ge=1, le=65535)
    path: str | None = None
    """Serial port, or the file that is the printer: /dev/usb/lp0."""
    baud_rate: int = Field(default=9600, gt=0)
    name: str | None = None
    """As Windows calls it."""
    folder: str = "tickets"
    """For `pdf`, relative to the state directory."""
    width_dots: Literal[384, 512, 576] = 576
    """Across the printable part of the roll: 576 for 80 mm, 384 for 58 mm."""
    cut: bool = True
    ask_paper: bool = True
    """False for a printer that prints the question about paper instead of answering it."""
    code_page: PrinterCodePage | None = None

    @model_validator(mode="after")
    def _reachable(self) -> Printer:
        needed = _NEEDS.get(self.kind)
        if needed is not None and not getattr(self, needed):
            raise ValueError(f"a {self.kind} printer needs {needed}")
        return self
