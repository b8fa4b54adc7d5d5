"""The states of the desk's devices and services, and how the header tells them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.runtime.language import Language
from ui.view_models.look import Glyph, Tone


class DeviceState(StrEnum):
    READY = "ready"
    BUSY = "busy"
    MISSING = "missing"
    """Not plugged in, not set up, or not known yet."""
    FAILED = "failed"
    NOT_ASKED = "not_asked"
    """A service that nobody needed yet: whether it works is not known."""


@dataclass(frozen=True)
class Device:
    """One device or service."""

    state: DeviceState = DeviceState.MISSING
    detail: str | None = None
    """A text key with one sentence for the staff, or None."""


@dataclass(frozen=True)
class DeviceBoard:
    """Everything the desk leans on."""

    scanner: Device = Device()
    reader: Device = Device()
    portal: Device = Device(DeviceState.NOT_ASKED)
    store: Device = Device()

    def named(self) -> tuple[tuple[str, Device], ...]:
        return (("scanner", self.scanner), ("reader", self.reader), ("portal", self.portal), ("store", self.store))


@dataclass(frozen=True)
class DeviceChip:
    """One device in the header."""

    name: str
    word: str
    glyph: Glyph
    tone: Tone
    detail: str
    """A sentence, or empty."""


_GLYPHS = {"scanner": Glyph.SCANNER, "reader": Glyph.READER, "portal": Glyph.PORTAL, "store": Glyph.STORE}
_TONES = {
    DeviceState.READY: Tone.NEUTRAL,
    DeviceState.BUSY: Tone.INFO,
    DeviceState.MISSING: Tone.CAUTION,
    DeviceState.FAILED: Tone.PROBLEM,
    DeviceState.NOT_ASKED: Tone.NEUTRAL,
}


def device_chips(board: DeviceBoard, language: Language) -> tuple[DeviceChip, ...]:
    return tuple(
        DeviceChip(
            name=language.say(f"desk.device.{name}"),
            word=language.say(f"desk.device_state.{device.state.value}"),
            glyph=_GLYPHS[name],
            tone=_TONES[device.state],
            detail=language.say(device.detail) if device.detail else "",
        )
        for name, device in board.named()
    )


def wanting_attention(board: DeviceBoard, language: Language) -> str | None:
    """One sentence about the first device that does not work, or None."""
    for name, device in board.named():
        if device.state in (DeviceState.MISSING, DeviceState.FAILED):
            if device.detail:
                return language.say(device.detail)
            return language.say(f"desk.attention.{name}")
    return None
