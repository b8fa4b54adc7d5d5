"""Pictures of the window: `python -m ui.rendering OUTDIR` draws every state from invented visits."""

from __future__ import annotations

import argparse
import os
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.runtime.language import Language

if TYPE_CHECKING:
    from ui.desk import DeskWindow
    from ui.sample_visits import Sample
    from ui.staff_data import StaffState
    from ui.view_models.staff import StaffTab

LANGUAGES = Path(__file__).parent.parent / "config" / "languages"
RESULT_CODES = Path(__file__).parent.parent / "config" / "insurance" / "result_codes.toml"


def render(widget: QWidget, path: Path) -> None:
    """Draw `widget` as it stands into a small PNG file, at one picture pixel per logical pixel.

    The picture is kept in 256 colours: a page of text and flat surfaces loses nothing one could see.
    """
    from PIL import Image  # noqa: PLC0415 - only pictures need it, the window starts without

    widget.ensurePolished()
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    size, stride = (image.width(), image.height()), image.bytesPerLine()
    picture = Image.frombuffer("RGB", size, bytes(image.constBits()), "raw", "RGB", stride, 1)
    picture.quantize(256, dither=Image.Dither.NONE).save(path, "PNG", optimize=True)


def read_language(directory: Path, code: str) -> Language:
    """The catalogue in `directory`/`code`, flat; only for pictures, the kiosk is handed its language."""
    texts: dict[str, str] = {}

    def flatten(table: Mapping[str, object], prefix: str) -> None:
        for key, value in table.items():
            if isinstance(value, Mapping):
                flatten(value, f"{prefix}{key}.")
            else:
                texts[f"{prefix}{key}"] = str(value)

    for file in sorted((directory / code).glob("*.toml")):
        flatten(tomllib.loads(file.read_text(encoding="utf-8")), "")
    for row in tomllib.loads(RESULT_CODES.read_text(encoding="utf-8"))["codes"]:
        texts[f"insurance.code.{row['code']}"] = row["meaning"][code]
    return Language(code, texts)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m ui.rendering", description="Draw every state of the desk.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--language", default="vi")
    parser.add_argument("--width", type=int, default=1366)
    parser.add_argument("--height", type=int, default=768)
    parser.add_argument("--only", default="", help="a part of the picture's name")
    wanted = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    draw_all(wanted.out, read_language(LANGUAGES, wanted.language), (wanted.width, wanted.height), wanted.only)


def draw_all(out: Path, language: Language, size: tuple[int, int], only: str = "") -> None:
    """One picture per sample visit, and one per page of the staff."""
    from ui.application import create_application  # noqa: PLC0415 - the platform must be chosen first
    from ui.sample_staff import STAFF  # noqa: PLC0415 - as above
    from ui.sample_visits import samples  # noqa: PLC0415 - as above

    create_application([])
    out.mkdir(parents=True, exist_ok=True)
    for name, sample in samples().items():
        if only in name:
            with _window(language, size, may_type=sample.may_type) as window:
                _show_visit(window, sample)
                _draw(window, out / f"{name}.png")
    for name, (state, tab) in STAFF.items():
        if only in name:
            with _window(language, size) as window:
                _show_staff(window, state, tab)
                _draw(window, out / f"{name}.png")


@contextmanager
def _window(language: Language, size: tuple[int, int], *, may_type: bool = False) -> Iterator[DeskWindow]:
    from ui.desk import DeskUiSettings, DeskWindow  # noqa: PLC0415 - as above
    from ui.theme import scale_for  # noqa: PLC0415 - as above

    name = "Quầy 1 · Phòng khám mẫu"
    window = DeskWindow(language, DeskUiSettings(desk_name=name, scale=scale_for(*size), may_type=may_type))
    window.resize(*size)
    window.show()
    yield window
    window.close()


def _show_visit(window: DeskWindow, sample: Sample) -> None:
    window.show_devices(sample.board)
    window.show_visit(sample.visit)
    if sample.checks_open:
        window.open_checks()
    if sample.typing:
        window.type_number()
    if sample.child is not None:
        window.type_child(sample.child)


def _show_staff(window: DeskWindow, state: StaffState, tab: StaffTab | None) -> None:
    from kiosk.visit.state import Visit  # noqa: PLC0415 - as above
    from ui.sample_visits import WORKING  # noqa: PLC0415 - as above

    window.show_devices(WORKING)
    window.show_visit(Visit("sample"))
    window.open_staff()
    window.show_staff(state)
    if tab is not None:
        window.show_staff_tab(tab)


def _draw(window: QWidget, path: Path) -> None:
    QApplication.processEvents()
    render(window, path)


if __name__ == "__main__":
    main()
