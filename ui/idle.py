"""How long nobody touched anything: first a question, then the end of the visit."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class IdleWatch(QObject):
    """Runs only while a visit can be given up; looks at the input of the whole application."""

    warned = Signal(int)
    """Nobody was here for the idle time; so many seconds are left. Repeated every second."""
    expired = Signal()

    def __init__(self, idle_s: float, warn_s: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._warn_s = warn_s
        self._left_s = 0.0
        self._watching = False
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(round(idle_s * 1000))
        self._idle.timeout.connect(self._warn)
        self._tick = QTimer(self)
        self._tick.setInterval(round(min(1.0, warn_s) * 1000))
        self._tick.timeout.connect(self._count)

    @property
    def warning(self) -> bool:
        return self._tick.isActive()

    @property
    def watching(self) -> bool:
        return self._watching

    def watch(self, wanted: bool) -> None:
        """Begin or end; beginning while it runs counts as a touch, because something happened."""
        if wanted:
            if not self._watching:
                QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # A widget exists, so an application does.
            self._watching = True
            self.touch()
            return
        if self._watching:
            QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]  # As above.
        self._watching = False
        self._idle.stop()
        self._tick.stop()

    def touch(self) -> None:
        """Somebody is here: start counting anew."""
        self._tick.stop()
        self._idle.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() in _TOUCHES and not self._tick.isActive():
            self._idle.start()
        return False

    def _warn(self) -> None:
        self._left_s = self._warn_s
        self._tick.start()
        self.warned.emit(math.ceil(self._left_s))

    def _count(self) -> None:
        self._left_s -= self._tick.interval() / 1000
        if self._left_s > 0:
            self.warned.emit(math.ceil(self._left_s))
            return
        self._tick.stop()
        self.expired.emit()
