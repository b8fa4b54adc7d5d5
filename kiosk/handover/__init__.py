"""Filled papers on their way into the office's own software, by whatever road it takes.

Enters: `FilledPaper` with its PDF, a slip number; the line of a scanned code. Leaves: JSON, XML, CSV; files in a
folder; `CopyField`s and a clipboard that forgets; key strokes through a typist; `HandOverError`.
Words: hand-over (the papers of one slip), box, sidecar (the data beside a PDF), copy field.
Not known: Qt, the keyboard's driver, the office's software. It submits nothing and fills no portal.
"""

from kiosk.handover.boxes import HandedBox, HandedTable
from kiosk.handover.copying import Clipboard, CopyDesk, CopyField, copy_fields
from kiosk.handover.document import HandedPaper, HandOver
from kiosk.handover.errors import (
    ClipboardFailed,
    FolderAway,
    FolderFull,
    HandOverError,
    HandOverUnfit,
    NameTaken,
)
from kiosk.handover.folder import Sidecar, put
from kiosk.handover.typing_over import FieldTypist, NextField, type_all, type_code_line
from kiosk.handover.writing import to_csv, to_json, to_xml

__all__ = [
    "Clipboard",
    "ClipboardFailed",
    "CopyDesk",
    "CopyField",
    "FieldTypist",
    "FolderAway",
    "FolderFull",
    "HandOver",
    "HandOverError",
    "HandOverUnfit",
    "HandedBox",
    "HandedPaper",
    "HandedTable",
    "NameTaken",
    "NextField",
    "Sidecar",
    "copy_fields",
    "put",
    "to_csv",
    "to_json",
    "to_xml",
    "type_all",
    "type_code_line",
]
