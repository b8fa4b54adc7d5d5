"""The Qt application around the window: style, fonts, colours, and the letter box into its thread."""

from __future__ import annotations

import signal
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from ui import theme as t

INTERRUPT_CHECK_MS = 250
FONTS = Path(__file__).parent / "fonts"


def create_application(argv: Sequence[str]) -> QApplication:
    """The one application of this process, dressed; the existing one when there is one."""
    existing = QCoreApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(list(argv))
    application.setApplicationName("mot-cham")
    application.setStyle("Fusion")
    application.setPalette(_palette())
    load_fonts()
    font = QFont(t.FAMILY)
    font.setPixelSize(t.TEXT_M)
    application.setFont(font)
    return application


def leave_on_interrupt(application: QApplication) -> None:
    """Let Ctrl+C in the terminal end the application as closing its window does.

    WORKAROUND: Qt's loop never returns to Python by itself, so a signal would wait for the next event; a timer wakes
    it.
    """
    signal.signal(signal.SIGINT, lambda *_: application.quit())
    wake = QTimer(application)
    wake.timeout.connect(lambda: None)
    wake.start(INTERRUPT_CHECK_MS)


def load_fonts() -> None:
    """Make the bundled family known. Loaded by path: what a system has installed changes nothing."""
    if t.FAMILY in QFontDatabase.families():
        return
    for file in sorted(FONTS.glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


def _palette() -> QPalette:
    """Our colours also where the style sheet does not reach, whatever theme the system has."""
    role = QPalette.ColorRole
    colours = {
        role.Window: t.PAPER,
        role.WindowText: t.INK,
        role.Base: t.SURFACE,
        role.AlternateBase: t.SUNKEN,
        role.Text: t.INK,
        role.PlaceholderText: t.INK_SOFT,
        role.Button: t.SURFACE,
        role.ButtonText: t.INK,
        role.ToolTipBase: t.INK,
        role.ToolTipText: t.SURFACE,
        role.Highlight: t.ACCENT,
        role.HighlightedText: t.ON_ACCENT,
    }
    palette = QPalette()
    for which, colour in colours.items():
        palette.setColor(which, QColor(colour))
    return palette


class MainThreadMailbox(QObject):
    """`post` from any thread; `received` is emitted on the thread that made the mailbox, in order, never inside `post`.

    Always queued, also from the main thread itself: an event handled in the middle of another would see half a visit.
    """

    received = Signal(object)
    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._posted.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def post(self, event: object) -> None:
        """Hand over `event`; after the mailbox is gone it is dropped, because nobody is there to see it."""
        if isValid(self):
            self._posted.emit(event)

    @Slot(object)
    def _deliver(self, event: object) -> None:
        self.received.emit(event)
