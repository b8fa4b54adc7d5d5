"""Papers from layouts: typst sets `layouts/NAME.typ` with the data as its only input.

The data come in as JSON (`sys.inputs`), so a name can never be markup. Fonts are the bundled ones, found by path, and
for a few letters one inside the library (`glyphs.LENT`): what a machine has installed changes nothing. The document's
time is a parameter, so the same data give the same bytes. Qt's own PDF writer was rejected for its tables and font
fallback, WeasyPrint for what it needs from the system.
"""

from __future__ import annotations

import importlib
import io
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.papers.errors import DataUnfit, LayoutFailed, LayoutUnknown, PaperLibraryMissing
from kiosk.papers.fitting import fitted
from kiosk.papers.glyphs import FONTS

if TYPE_CHECKING:
    import typst

LAYOUTS = Path(__file__).parent / "layouts"
PDF_A = "a-2b"
"""ISO 19005-2, level B: what an office must be able to keep."""
ROLL_DOTS = 576
"""Across the printable 72 mm of an 80 mm roll at 203 dpi."""
ROLL_MM = 72.0
_MM_PER_INCH = 25.4
_SHARED = frozenset({"shared", "kit", "one-stop"})
"""What the layouts share is no layout."""
_DARK = 150
"""Of 255: darker than this is a dot. Higher than the middle, because thin strokes vanish on thermal paper."""
_PART = "<part>"
_AT_LINE = re.compile(r"([a-z0-9-]+\.typ:\d+):\d+")


def layouts() -> tuple[str, ...]:
    """The names of all layouts: `ticket-80mm`, `forms/ct01`."""
    names = (path.relative_to(LAYOUTS).with_suffix("").as_posix() for path in LAYOUTS.rglob("*.typ"))
    return tuple(sorted(name for name in names if name not in _SHARED))


def render(layout: str, data: Mapping[str, object], *, written_at: datetime, pdf_a: bool = True) -> bytes:
    """A PDF of `layout` filled with `data`; PDF/A-2b unless told otherwise.

    `data` is a tree of texts, numbers, truths, lists, mappings and bytes (pictures); dates are written as text before.
    `written_at` (aware) is the time in the document's properties. Raises any `PaperError`.
    """
    if written_at.tzinfo is None:
        raise DataUnfit("written_at", "a time without its zone")
    second = written_at.astimezone(UTC).replace(microsecond=0)  # A PDF's properties know no smaller part.
    standard = {"pdf_standards": PDF_A} if pdf_a else {}
    return _compiled(layout, data, "page", {"format": "pdf", "timestamp": second, **standard})


def render_bitmap(layout: str, data: Mapping[str, object], *, width_dots: int = ROLL_DOTS) -> bytes:
    """A PNG of a roll layout, black and white, exactly `width_dots` wide: what a ticket printer burns dot by dot.

    Raises any `PaperError`.
    """
    drawn = _compiled(layout, data, "roll", {"format": "png", "ppi": width_dots / ROLL_MM * _MM_PER_INCH})
    return _black_and_white(drawn, width_dots)


def parts_of(layout: str, data: Mapping[str, object]) -> tuple[Mapping[str, Any], ...]:
    """What stands on a sheet, in its order, as the kit notes it beside the drawing (`noted` in `kit.typ`).

    A layout that does not use the kit has no parts. Raises any `PaperError`.
    """
    library, compiler = _compiler(layout, data, "page")
    try:
        noted = compiler.query(_PART, field="value")
    except library.TypstError as error:
        raise _failed(layout, error.diagnostic) from None
    return tuple(json.loads(noted))


def _compiled(layout: str, data: Mapping[str, object], medium: str, wanted: Mapping[str, Any]) -> bytes:
    library, compiler = _compiler(layout, data, medium)
    try:
        made = compiler.compile(**wanted)
    except library.TypstError as error:
        raise _failed(layout, error.diagnostic) from None
    if not isinstance(made, bytes):
        raise LayoutFailed(layout, "more than one page for a roll")
    return made


def _compiler(layout: str, data: Mapping[str, object], medium: str) -> tuple[Any, Any]:
    """The library, and a compiler of its own for each paper: it would otherwise keep the data of the person before."""
    if layout not in layouts():
        raise LayoutUnknown(layout)
    library = _library()
    inputs = {"data": fitted(data), "medium": medium}
    made = library.Compiler(
        LAYOUTS / f"{layout}.typ", LAYOUTS, font_paths=_fonts(), ignore_system_fonts=True, sys_inputs=inputs
    )
    return library, made


def _failed(layout: str, diagnostic: str) -> LayoutFailed:
    """Only the place: the library's text quotes what could not be set."""
    found = _AT_LINE.search(diagnostic)
    return LayoutFailed(layout, found.group(1) if found else "")


def _black_and_white(png: bytes, width_dots: int) -> bytes:
    from PIL import Image  # noqa: PLC0415 - only tickets need it

    with Image.open(io.BytesIO(png)) as drawn:
        grey = drawn.convert("L")
    sheet = Image.new("L", (width_dots, grey.height), 255)
    sheet.paste(grey, (0, 0))
    dots = sheet.point([0] * _DARK + [255] * (256 - _DARK)).convert("1", dither=Image.Dither.NONE)
    kept = io.BytesIO()
    dots.save(kept, "PNG")
    return kept.getvalue()


@cache
def _fonts() -> typst.Fonts:
    fonts: typst.Fonts = _library().Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)]
    )
    return fonts


def _library() -> Any:  # noqa: ANN401 - a module
    try:
        return importlib.import_module("typst")
    except ImportError:
        raise PaperLibraryMissing from None
