"""Code scanners: the text of a printed code, from a camera, a file or a serial port.

Enters: OpenCV and zxing-cpp (frames, files), pyserial (serial scanners).
Leaves: `CodeScanner` with its `ScannedCode`s, `decode_frame`, `FrameDecoder`, `decode_image_file`.
Words: frame (one picture), scene (frames of the same card), code (what was printed), port, framing.
Not known: what the text means and whether it is true.

OpenCV, zxing-cpp and numpy are loaded when a name that needs them is first asked for: a desk with a serial scanner runs
without them. Asking without having them raises `LibraryMissing`.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from drivers.scanners.codes import CodeScanner, ScannedCode, UnreadableCode
from drivers.scanners.known_scanners import FoundPort, find_scanner_ports
from drivers.scanners.serial_scanner import SerialScanner, SerialSettings

if TYPE_CHECKING:
    from drivers.scanners.camera import CameraFrame, CameraScanner, CameraSettings
    from drivers.scanners.frame_fusion import FrameDecoder
    from drivers.scanners.image_file import decode_image_file
    from drivers.scanners.qr_decoding import decode_frame

__all__ = [
    "CameraFrame",
    "CameraScanner",
    "CameraSettings",
    "CodeScanner",
    "FoundPort",
    "FrameDecoder",
    "ScannedCode",
    "SerialScanner",
    "SerialSettings",
    "UnreadableCode",
    "decode_frame",
    "decode_image_file",
    "find_scanner_ports",
]

_LOADED_LATE = {
    "CameraFrame": "camera",
    "CameraScanner": "camera",
    "CameraSettings": "camera",
    "FrameDecoder": "frame_fusion",
    "decode_frame": "qr_decoding",
    "decode_image_file": "image_file",
}


def __getattr__(name: str) -> object:
    if name not in _LOADED_LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LOADED_LATE[name]}"), name)
