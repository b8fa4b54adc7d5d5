"""OpenCV, imported at one place so that it leaves no traces in the process.

The wheel sets two QT_QPA_* variables on import, pointing at its own copy of Qt 5: our screens and every child process
would inherit them. It also writes warnings to stderr from C++.
"""

from __future__ import annotations

import os

from drivers.errors import LibraryMissing

SCANNERS_REMEDY = "scripts/run"
_POLLUTED = ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR")
_before = {name: os.environ.get(name) for name in _POLLUTED}

# WORKAROUND Media Foundation opens a camera in 4-20 s on Windows unless this is set before the import.
os.environ.setdefault("OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS", "0")

try:
    import cv2
except ImportError as error:
    raise LibraryMissing("opencv-python", SCANNERS_REMEDY) from error
finally:
    for _name, _value in _before.items():
        if _value is None:
            os.environ.pop(_name, None)
        else:
            os.environ[_name] = _value

cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)

__all__ = ["SCANNERS_REMEDY", "cv2"]
