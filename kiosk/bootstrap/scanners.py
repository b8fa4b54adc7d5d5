"""The scanner a site has chosen: a serial one, a camera, or none."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from config.site import Scanner
from drivers.scanners.codes import CodeScanner, ScannedCode, UnreadableCode, nothing
from drivers.scanners.serial_scanner import SerialScanner, SerialSettings
from kiosk.bootstrap.no_scanner import NoScanner


class CameraDesk:
    """A `CodeScanner` that loads OpenCV when it begins to scan.

    A desk whose camera software is missing opens all the same, and the light of the scanner says what is missing.
    """

    def __init__(self, open_scanner: Callable[[], CodeScanner]) -> None:
        self._open_scanner = open_scanner
        self._scanner: CodeScanner | None = None

    def scan(
        self, cancelled: Callable[[], bool], ready: Callable[[], None] = nothing
    ) -> Iterator[ScannedCode | UnreadableCode]:
        """See `CodeScanner.scan`."""
        if self._scanner is None:
            self._scanner = self._open_scanner()
        yield from self._scanner.scan(cancelled, ready)


def scanner_of(settings: Scanner) -> CodeScanner:
    """The scanner these settings name; nothing is opened yet."""
    if settings.port is not None:
        return SerialScanner(settings.port, SerialSettings(baud_rate=settings.baud_rate))
    index = settings.camera
    if index is None:
        return NoScanner()

    def camera() -> CodeScanner:
        from drivers.scanners import CameraScanner, CameraSettings  # noqa: PLC0415 - OpenCV is an extra

        return CameraScanner(CameraSettings(index=index))

    return CameraDesk(camera)
