"""The waiting room's sizes: letters that are read across a hall, so far above the desk's own scale."""

from __future__ import annotations

from ui import theme as t
from ui.theme import TONES, Theme
from ui.view_models.look import Tone

HERO_NUMBER, HERO_NUMBER_LONG = 176, 124
"""Of the number being called, in pixels of the 1366×768 drawing; the second for more than five signs."""
HERO_ROOM, ROW_NUMBER, ROW_ROOM = 46, 36, 20


def call_stylesheet(theme: Theme) -> str:
    """Added to the common sheet."""
    px = theme.px
    caution = TONES[Tone.CAUTION]
    return f"""
QFrame[role="call-now"] {{ background: {t.ACCENT}; border: none; border-radius: {px(t.RADIUS_L)}px; }}
QLabel[role="call-heading"] {{ font-size: {px(26)}px; font-weight: 600; color: {t.ON_ACCENT}; }}
QLabel[role="call-number"] {{ font-size: {px(HERO_NUMBER)}px; font-weight: 700; color: {t.ON_ACCENT}; }}
QLabel[role="call-number"][long="true"] {{ font-size: {px(HERO_NUMBER_LONG)}px; }}
QLabel[role="call-room"] {{ font-size: {px(HERO_ROOM)}px; font-weight: 600; color: {t.ON_ACCENT}; }}
QLabel[role="call-detail"] {{ font-size: {px(26)}px; font-weight: 500; color: {t.ON_ACCENT}; }}
QLabel[role="call-row-number"] {{ font-size: {px(ROW_NUMBER)}px; font-weight: 700; color: {t.ACCENT}; }}
QLabel[role="call-row-number"][over="true"] {{ color: {t.INK_SOFT}; font-weight: 600; }}
QLabel[role="call-row-room"] {{ font-size: {px(ROW_ROOM)}px; font-weight: 600; }}
QLabel[role="call-row-room"][over="true"] {{ color: {t.INK_SOFT}; font-weight: 500; }}
QLabel[role="call-row-detail"] {{ font-size: {px(15)}px; color: {t.INK_SOFT}; }}
QLabel[role="call-title"] {{ font-size: {px(20)}px; font-weight: 600; color: {t.INK_SOFT}; }}
QLabel[role="call-facility"] {{ font-size: {px(24)}px; font-weight: 700; color: {t.ACCENT}; }}
QLabel[role="call-clock"] {{ font-size: {px(30)}px; font-weight: 700; }}
QLabel[role="call-date"] {{ font-size: {px(18)}px; color: {t.INK_SOFT}; }}
QLabel[role="call-reminder"] {{ font-size: {px(18)}px; color: {t.INK_SOFT}; }}
QLabel[role="call-waiting"] {{ font-size: {px(18)}px; color: {t.INK_SOFT}; }}
QLabel[role="call-waiting-room"] {{ font-size: {px(19)}px; font-weight: 600; }}
QLabel[role="call-trouble"] {{ font-size: {px(20)}px; font-weight: 600; color: {caution.text};
    background: {caution.ground}; border: 1px solid {caution.edge}; border-radius: {px(8)}px;
    padding: {px(8)}px {px(16)}px; }}
"""
