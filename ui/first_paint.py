"""When a window is first seen: the end of starting, for measurements."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget


class _FirstPaint(QObject):
    def __init__(self, window: QWidget, tell: Callable[[], None]) -> None:
        super().__init__(window)
        self._tell = tell
        self._seen = False
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Paint and not self._seen:
            self._seen = True
            QTimer.singleShot(0, self._end)
        return False

    def _end(self) -> None:
        self._tell()
        QApplication.exit(0)


def end_at_first_paint(window: QWidget, tell: Callable[[], None]) -> None:
    """Call `tell` once `window` was painted for the first time, and leave the application."""
    _FirstPaint(window, tell)
