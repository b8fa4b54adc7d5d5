"""Pictures of every state, small enough to keep."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QImage

from kiosk.runtime.language import Language
from ui.rendering import draw_all
from ui.sample_staff import STAFF
from ui.sample_visits import samples


def test_every_state_becomes_a_small_picture_of_the_asked_size(
    qapp: object, tmp_path: Path, vietnamese: Language
) -> None:
    draw_all(tmp_path, vietnamese, (1366, 768))
    assert {file.stem for file in tmp_path.glob("*.png")} == set(samples()) | set(STAFF)
    for file in tmp_path.glob("*.png"):
        assert file.stat().st_size < 150_000
        image = QImage(str(file))
        assert (image.width(), image.height()) == (1366, 768)
