"""Design tokens: colours, spacing and type sizes, in one place.

One rule decides the colours: green means *proven by a trusted signature* and nothing else. A device that works, an
insurance card that is valid and a record that was delivered are blue, because none of them says who the person is.
Sizes are drawn for 1366×768 and multiplied by one factor, so that a larger screen shows the same page larger.
"""

from __future__ import annotations

from dataclasses import dataclass

from ui.view_models.look import Tone

FAMILY = "Be Vietnam Pro"
"""Bundled, because system fonts miss letters such as Ộ, Ổ or Ị."""

PAPER = "#EEF2F5"
SURFACE = "#FFFFFF"
SUNKEN = "#F5F7F9"
INK = "#13212C"
INK_SOFT = "#4C5B68"
LINE = "#D6DDE3"
CONTROL_LINE = "#7B8996"
"""Edges of things one can operate: at least 3:1 on the surface (WCAG 2.2 SC 1.4.11)."""
ACCENT = "#0F4C75"
ACCENT_PRESSED = "#0A3857"
ON_ACCENT = "#FFFFFF"
FOCUS = "#1B6FB0"


@dataclass(frozen=True)
class TonePair:
    """Text and the ground it stands on, with an edge for the ground."""

    text: str
    ground: str
    edge: str


TONES: dict[Tone, TonePair] = {
    Tone.NEUTRAL: TonePair(INK_SOFT, "#EDF1F4", "#CFD8DF"),
    Tone.INFO: TonePair("#0F4C75", "#E4F0F9", "#B3D3EA"),
    Tone.PROVEN: TonePair("#0F5C33", "#E2F4E8", "#A5D8B6"),
    Tone.CAUTION: TonePair("#764600", "#FFF1D2", "#EBCB86"),
    Tone.PROBLEM: TonePair("#9B1C18", "#FDE9E7", "#EFB5B0"),
}

READABLE: tuple[tuple[str, str], ...] = (
    (INK, PAPER),
    (INK, SURFACE),
    (INK, SUNKEN),
    (INK_SOFT, PAPER),
    (INK_SOFT, SURFACE),
    (INK_SOFT, SUNKEN),
    (ON_ACCENT, ACCENT),
    (ON_ACCENT, ACCENT_PRESSED),
    (ACCENT, SURFACE),
    (ACCENT, PAPER),
    *((pair.text, pair.ground) for pair in TONES.values()),
    *((pair.text, SURFACE) for pair in TONES.values()),
    *((INK, pair.ground) for pair in TONES.values()),
)
"""Every pair of text and ground in use; each must reach 4.5:1 (EN 301 549 §9.1.4.3)."""

VISIBLE: tuple[tuple[str, str], ...] = ((CONTROL_LINE, SURFACE), (FOCUS, SURFACE), (FOCUS, PAPER))
"""Edges that carry meaning; each must reach 3:1."""

# Spacing, in pixels of the 1366×768 drawing.
GAP_XS, GAP_S, GAP_M, GAP_L, GAP_XL = 4, 8, 12, 16, 24
RADIUS_S, RADIUS_L = 6, 10

# Type scale, same unit. Nothing smaller than the first is ever shown.
TEXT_XS, TEXT_S, TEXT_M, TEXT_L, TEXT_XL, TEXT_HERO, TEXT_NUMBER = 12, 13, 15, 18, 24, 34, 60

DRAWN_FOR = (1366, 768)
LARGEST_SCALE = 2.0


@dataclass(frozen=True)
class Theme:
    """The tokens at one size."""

    scale: float = 1.0

    def px(self, drawn: float) -> int:
        """Pixels on this screen for a length of the drawing."""
        return max(1, round(drawn * self.scale))


def scale_for(width: int, height: int) -> float:
    """The factor that makes the drawing fill a screen, in steps that keep edges sharp; never below 1."""
    fitting = min(width / DRAWN_FOR[0], height / DRAWN_FOR[1])
    return min(LARGEST_SCALE, max(1.0, int(fitting * 8) / 8))


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two `#RRGGBB` colours (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
