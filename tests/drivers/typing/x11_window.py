"""A window of its own process that shows what it gets; started by the tests. Arguments: kind (tk or qt), fields.

It prints `ready`, then, for each line on its standard input, all fields as JSON.
"""

from __future__ import annotations

import json
import sys


def tk(fields: int) -> None:
    import tkinter

    root = tkinter.Tk()
    entries = [tkinter.Entry(root, width=60) for _ in range(fields)]
    for entry in entries:
        entry.pack()
    entries[0].focus_force()

    def asked() -> None:
        line = sys.stdin.readline()
        if not line:
            root.destroy()
            return
        sys.stdout.write(json.dumps([entry.get() for entry in entries]) + "\n")
        sys.stdout.flush()

    root.update()
    entries[0].focus_force()
    root.update()
    root.tk.createfilehandler(sys.stdin, tkinter.READABLE, lambda *_: asked())
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    root.mainloop()


def qt(fields: int) -> None:
    from PySide6.QtCore import QSocketNotifier, QTimer
    from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

    application = QApplication(sys.argv)
    window = QWidget()
    layout = QVBoxLayout(window)
    edits = [QLineEdit() for _ in range(fields)]
    for edit in edits:
        layout.addWidget(edit)
    window.show()
    window.activateWindow()
    edits[0].setFocus()

    def asked() -> None:
        if not sys.stdin.readline():
            application.quit()
            return
        sys.stdout.write(json.dumps([edit.text() for edit in edits]) + "\n")
        sys.stdout.flush()

    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(asked)

    def ready() -> None:
        if not (edits[0].hasFocus() and window.isActiveWindow()):
            window.activateWindow()
            QTimer.singleShot(50, ready)
            return
        sys.stdout.write("ready\n")
        sys.stdout.flush()

    QTimer.singleShot(50, ready)
    application.exec()


if __name__ == "__main__":
    {"tk": tk, "qt": qt}[sys.argv[1]](int(sys.argv[2]))
