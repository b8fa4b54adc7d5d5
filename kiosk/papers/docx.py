"""The same form as a document that an office edits (ECMA-376, `.docx`).

It is made from the layout of the PDF: the kit notes what it draws, so one layout serves both. What is written has one
column of plain paragraphs and real tables, because offices go on typing in it. A DOCX is not what is signed and kept.
"""

from __future__ import annotations

import importlib
import io
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from types import ModuleType

from kiosk.papers.errors import DataUnfit, LayoutUnknown, PaperLibraryMissing
from kiosk.papers.rendering import parts_of

_KEPT = frozenset("\n\t")
_UNWRITABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Categories of characters that XML 1.0 forbids or nobody can see."""


def render_docx(layout: str, data: Mapping[str, object], *, written_at: datetime) -> bytes:
    """A document of a form's `layout`, filled with the same `data` as its PDF.

    `written_at` (aware) is the time in the document's properties. Raises any `PaperError`; `LayoutUnknown` also for a
    layout that is no form.
    """
    if written_at.tzinfo is None:
        raise DataUnfit("written_at", "a time without its zone")
    parts = parts_of(layout, data)
    if not parts:
        raise LayoutUnknown(layout)
    words = _words()
    try:
        form = words.Form.of(_writable(data))
    except KeyError as error:
        raise DataUnfit(str(error.args[0]), "a form has it") from None
    made = words.document(form, parts, written_at)
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def _words() -> ModuleType:
    """python-docx is needed only where offices ask for documents."""
    try:
        return importlib.import_module("kiosk.papers.word_document")
    except ImportError:
        raise PaperLibraryMissing("python-docx") from None


def _writable(value: object) -> object:
    """Composed texts without characters that a document cannot hold; letters without a glyph in our fonts stay."""
    match value:
        case str():
            composed = unicodedata.normalize("NFC", value)
            return "".join(one for one in composed if one in _KEPT or unicodedata.category(one) not in _UNWRITABLE)
        case Mapping():
            return {key: _writable(one) for key, one in value.items()}
        case list() | tuple():
            return [_writable(one) for one in value]
        case _:
            return value
