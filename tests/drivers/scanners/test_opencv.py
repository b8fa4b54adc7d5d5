from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from drivers.errors import LibraryMissing

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("before", [None, "/site/plugins"])
def test_importing_opencv_leaves_the_qt_variables_as_they_were(before: str | None) -> None:
    script = (
        "import os; import drivers.scanners.opencv; "
        "print(os.environ.get('QT_QPA_PLATFORM_PLUGIN_PATH'), os.environ.get('QT_QPA_FONTDIR'))"
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith("QT_QPA")}
    if before:
        environment["QT_QPA_PLATFORM_PLUGIN_PATH"] = before
    environment["PYTHONPATH"] = str(ROOT)
    ran = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, encoding="utf-8", check=True
    )
    assert ran.stdout.strip() == f"{before} None"


def test_a_desk_without_opencv_still_has_serial_scanners(monkeypatch: pytest.MonkeyPatch) -> None:
    script = (
        "import sys; sys.modules['cv2'] = None\n"
        "from drivers.scanners import SerialScanner\n"
        "from drivers.errors import LibraryMissing\n"
        "try:\n    from drivers.scanners import decode_frame\n"
        "except LibraryMissing as error:\n    print(error.remedy)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert ran.stdout.strip() == "scripts/run"
    assert LibraryMissing("x", "y").library == "x"


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    import drivers.scanners

    with pytest.raises(AttributeError):
        drivers.scanners.decode_everything  # noqa: B018 - looking it up is the test.
