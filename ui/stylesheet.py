"""The tokens of `ui.theme` as one Qt style sheet. Widgets choose by the properties `role`, `tone` and `weight`."""

from __future__ import annotations

from ui import theme as t
from ui.theme import TONES, Theme
from ui.view_models.look import Tone

_PROBLEM = Tone.PROBLEM


def stylesheet(theme: Theme) -> str:
    """The whole sheet at one size."""
    px = theme.px
    return "\n".join(
        (
            _texts(theme),
            _surfaces(theme),
            _tones(theme),
            _buttons(theme),
            _fields(theme),
            f"QToolTip {{ background: {t.INK}; color: {t.SURFACE}; border: none; padding: {px(6)}px; }}",
        )
    )


def _texts(theme: Theme) -> str:
    px = theme.px
    return f"""
* {{ font-family: "{t.FAMILY}"; font-size: {px(t.TEXT_M)}px; color: {t.INK}; }}
QLabel {{ background: transparent; }}
QLabel[role="small"] {{ font-size: {px(t.TEXT_S)}px; color: {t.INK_SOFT}; }}
QLabel[role="soft"] {{ color: {t.INK_SOFT}; }}
QLabel[role="on_primary"] {{ font-weight: 600; color: {t.ON_ACCENT}; }}
QLabel[role="strong"] {{ font-weight: 600; }}
QLabel[role="title"] {{ font-size: {px(t.TEXT_M)}px; font-weight: 600; color: {t.INK_SOFT}; }}
QLabel[role="name"] {{ font-size: {px(t.TEXT_L)}px; font-weight: 600; }}
QLabel[role="headline"] {{ font-size: {px(t.TEXT_L)}px; font-weight: 600; }}
QLabel[role="brand"] {{ font-size: {px(20)}px; font-weight: 700; color: {t.ACCENT}; }}
QLabel[role="welcome"] {{ font-size: {px(t.TEXT_L)}px; color: {t.INK_SOFT}; }}
QLabel[role="stage"] {{ font-size: {px(t.TEXT_XL)}px; font-weight: 600; }}
QLabel[role="hero"] {{ font-size: {px(t.TEXT_HERO)}px; font-weight: 700; }}
QLabel[role="number"] {{ font-size: {px(t.TEXT_NUMBER)}px; font-weight: 700; color: {t.ACCENT}; }}
QLabel[role="receipt"] {{ font-size: {px(20)}px; font-weight: 700; color: {t.ACCENT}; }}
QLabel[role="problem"] {{ font-size: {px(t.TEXT_S)}px; font-weight: 500; color: {TONES[_PROBLEM].text}; }}
"""


def _surfaces(theme: Theme) -> str:
    px = theme.px
    return f"""
QWidget[role="page"] {{ background: {t.PAPER}; }}
QWidget[role="clear"] {{ background: transparent; }}
QFrame[role="header"] {{ background: {t.SURFACE}; border: none; border-bottom: 1px solid {t.LINE}; }}
QFrame[role="panel"] {{ background: {t.SURFACE}; border: 1px solid {t.LINE}; border-radius: {px(t.RADIUS_L)}px; }}
QFrame[role="bar"] {{ background: {t.SUNKEN}; border: none; border-top: 1px solid {t.LINE};
    border-bottom-left-radius: {px(t.RADIUS_L)}px; border-bottom-right-radius: {px(t.RADIUS_L)}px; }}
QFrame[role="suggestion"] {{ background: {t.SURFACE}; border: 1px dashed {t.CONTROL_LINE};
    border-radius: {px(8)}px; }}
QFrame[role="rule"] {{ background: {t.LINE}; border: none; }}
QScrollArea {{ background: transparent; border: none; }}
QScrollBar:vertical {{ background: transparent; width: {px(10)}px; margin: 0; }}
QScrollBar::handle:vertical {{ background: #A9B5BF; border-radius: {px(4)}px; min-height: {px(36)}px;
    margin: {px(1)}px; }}
QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical {{ height: 0; }}
QScrollBar::add-page:vertical, QScrollBar::sub-page:vertical {{ background: transparent; }}
"""


def _tones(theme: Theme) -> str:
    px = theme.px
    return "\n".join(
        f"""
QFrame[role="callout"][tone="{tone.value}"] {{ background: {pair.ground}; border: 1px solid {pair.edge};
    border-radius: {px(8)}px; }}
QLabel[tone="{tone.value}"] {{ color: {pair.text}; }}"""
        for tone, pair in TONES.items()
    )


def _buttons(theme: Theme) -> str:
    px = theme.px
    return f"""
QPushButton {{ min-height: {px(42)}px; padding: 0 {px(16)}px; border-radius: {px(8)}px; font-weight: 600;
    background: {t.SURFACE}; color: {t.ACCENT}; border: 1px solid {t.CONTROL_LINE}; }}
QPushButton:hover {{ background: {TONES[Tone.INFO].ground}; }}
QPushButton:pressed {{ background: {TONES[Tone.INFO].edge}; }}
QPushButton[weight="primary"] {{ background: {t.ACCENT}; color: {t.ON_ACCENT}; border: 1px solid {t.ACCENT}; }}
QPushButton[weight="primary"]:hover, QPushButton[weight="primary"]:pressed {{ background: {t.ACCENT_PRESSED}; }}
QPushButton[weight="quiet"] {{ background: transparent; color: {t.INK_SOFT}; border: 1px solid transparent; }}
QPushButton[weight="quiet"]:hover {{ background: {t.PAPER}; }}
QPushButton[weight="part"] {{ min-height: {px(32)}px; padding: 0 {px(10)}px; font-size: {px(t.TEXT_S)}px; }}
QPushButton[weight="part"]:checked {{ background: {t.ACCENT}; color: {t.ON_ACCENT}; border: 1px solid {t.ACCENT}; }}
QPushButton[weight="tab"] {{ border: none; border-bottom: 3px solid transparent; border-radius: 0;
    background: transparent; color: {t.INK_SOFT}; }}
QPushButton[weight="tab"]:checked {{ color: {t.ACCENT}; border-bottom: 3px solid {t.ACCENT}; }}
QPushButton[weight="tab"]:hover {{ background: {t.SURFACE}; }}
QPushButton:disabled {{ color: {t.CONTROL_LINE}; border-color: {t.LINE}; }}
QPushButton:focus {{ border: 2px solid {t.FOCUS}; }}
QPushButton[weight="tab"]:focus {{ border: none; border-bottom: 3px solid {t.FOCUS}; background: {t.SURFACE}; }}
QPushButton[weight="primary"]:focus {{ border: 2px solid {t.INK}; }}
QPushButton[role="link"] {{ min-height: {px(32)}px; padding: 0; background: transparent; border: none;
    color: {t.ACCENT}; font-weight: 600; text-align: left; }}
QPushButton[role="link"]:hover {{ text-decoration: underline; }}
QPushButton[role="link"]:focus {{ border: 2px solid {t.FOCUS}; }}
"""


def _fields(theme: Theme) -> str:
    px = theme.px
    boxes = "QLineEdit, QPlainTextEdit, QComboBox"
    problem = TONES[_PROBLEM]
    wrong = ", ".join(f'{name}[wrong="true"]' for name in ("QLineEdit", "QPlainTextEdit", "QComboBox"))
    focused = ", ".join(f"{name}:focus" for name in ("QLineEdit", "QPlainTextEdit", "QComboBox"))
    return f"""
{boxes} {{ background: {t.SURFACE}; border: 1px solid {t.CONTROL_LINE}; border-radius: {px(t.RADIUS_S)}px;
    padding: 0 {px(10)}px; selection-background-color: {t.ACCENT}; selection-color: {t.ON_ACCENT};
    placeholder-text-color: {t.INK_SOFT}; }}
QLineEdit[size="large"] {{ font-size: {px(t.TEXT_XL)}px; font-weight: 600; padding: 0 {px(16)}px; }}
QPlainTextEdit {{ padding: {px(3)}px {px(6)}px; }}
QComboBox {{ padding: 0 {px(12)}px; }}
{wrong} {{ border: 2px solid {problem.text}; background: {t.SURFACE}; }}
{focused} {{ border: 2px solid {t.FOCUS}; }}
QLineEdit[fixed="true"], QPlainTextEdit[fixed="true"], QComboBox[fixed="true"] {{ background: {t.SUNKEN};
    border: 1px solid {t.LINE}; color: {t.INK}; }}
QComboBox::drop-down {{ border: none; width: {px(28)}px; }}
QComboBox::down-arrow {{ image: none; }}
QComboBox QAbstractItemView {{ background: {t.SURFACE}; border: 1px solid {t.CONTROL_LINE};
    selection-background-color: {t.ACCENT}; selection-color: {t.ON_ACCENT}; outline: none; }}
QComboBox QAbstractItemView::item {{ min-height: {px(32)}px; }}
QTableWidget {{ background: {t.SURFACE}; border: 1px solid {t.LINE}; border-radius: {px(t.RADIUS_L)}px;
    padding: {px(4)}px; }}
QTableWidget::item {{ padding: {px(8)}px {px(6)}px; border-bottom: 1px solid {t.LINE}; }}
QHeaderView::section {{ background: {t.SURFACE}; color: {t.INK_SOFT}; font-weight: 600; border: none;
    border-bottom: 1px solid {t.CONTROL_LINE}; padding: {px(8)}px {px(6)}px; }}
QProgressBar {{ background: {TONES[Tone.NEUTRAL].ground}; border: none; border-radius: {px(5)}px;
    min-height: {px(10)}px; max-height: {px(10)}px; }}
QProgressBar::chunk {{ background: {t.ACCENT}; border-radius: {px(5)}px; }}
"""
