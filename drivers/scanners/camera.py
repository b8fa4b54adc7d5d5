"""A camera as a code scanner.

One loop reads a frame, offers it to whoever draws the preview, and looks for a code. There is no queue: the preview
takes the newest frame or none, so a slow screen never shows the past. The loop runs on the thread of whoever iterates.
"""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from drivers.errors import CameraGone, UnreadableImage
from drivers.scanners.codes import ScannedCode, nothing
from drivers.scanners.frame_fusion import FrameDecoder
from drivers.scanners.opencv import cv2
from drivers.scanners.waiting import open_when_back, pause


class FrameSource(Protocol):
    """The part of `cv2.VideoCapture` we use; imagined cameras offer the same."""

    def read(self) -> tuple[bool, NDArray[Any] | None]: ...

    def release(self) -> None: ...


@dataclass(frozen=True, eq=False)
class CameraFrame:
    """One frame for the preview."""

    sequence: int
    """Grows by one with each frame: the same number means nothing new to draw."""

    pixels: NDArray[np.uint8]
    """H×W×3 BGR or H×W gray. Never changed after it was offered."""


@dataclass(frozen=True)
class CameraSettings:
    """What we ask of the camera; it grants what it can."""

    index: int = 0
    width_px: int = 1920
    height_px: int = 1080
    """Full HD: an 11 mm code in a comfortable view is then 2 px a module instead of 1.5."""

    repeat_gap_s: float = 2.0
    poll_s: float = 1.5
    """How often a lost camera is tried again."""

    patience_s: float = 2.0
    """How long a camera may give no frame before it counts as gone."""


class CameraScanner:
    """`CodeScanner` on a camera; `newest` is the frame for the preview."""

    def __init__(
        self,
        settings: CameraSettings | None = None,
        *,
        open_camera: Callable[[CameraSettings], FrameSource] | None = None,
    ) -> None:
        self._settings = settings or CameraSettings()
        self._open_camera = open_camera or open_camera_device
        self._lost = False
        self._last_digest = b""
        self._last_seen_at = 0.0
        self.newest: CameraFrame | None = None

    @property
    def source(self) -> str:
        """The name under which codes from this camera are reported."""
        return f"camera {self._settings.index}"

    def scan(self, cancelled: Callable[[], bool], ready: Callable[[], None] = nothing) -> Iterator[ScannedCode]:
        """Yield codes; see `CodeScanner.scan`. A cancellation waits for the frame being read, at most."""
        camera = self._open(cancelled)
        if camera is None:
            return
        ready()
        decode = FrameDecoder()
        try:
            for frame in self._frames(camera, cancelled):
                text = decode(frame.pixels)
                if text is not None and not self._is_repeat(text):
                    yield ScannedCode(text, self.source)
        except UnreadableImage as error:
            self._lost = True
            raise CameraGone(f"{self.source} gives no usable frames: {error}") from error
        finally:
            self.newest = None
            camera.release()

    def _open(self, cancelled: Callable[[], bool]) -> FrameSource | None:
        if self._lost:
            camera = open_when_back(self._try_open, self._settings.poll_s, cancelled)
        else:
            camera = self._try_open()
        self._lost = False
        return camera

    def _try_open(self) -> FrameSource:
        try:
            return self._open_camera(self._settings)
        except CameraGone:
            self._lost = True
            raise

    def _frames(self, camera: FrameSource, cancelled: Callable[[], bool]) -> Iterator[CameraFrame]:
        sequence = 0
        last_frame_at = time.monotonic()
        while not cancelled():
            try:
                granted, pixels = camera.read()
            except cv2.error as error:
                self._lost = True
                raise CameraGone(f"{self.source} failed inside its driver") from error
            if granted and pixels is not None:
                sequence += 1
                last_frame_at = time.monotonic()
                self.newest = CameraFrame(sequence, pixels)
                yield self.newest
            elif time.monotonic() - last_frame_at > self._settings.patience_s:
                self._lost = True
                raise CameraGone(f"{self.source} stopped giving frames")
            else:
                pause(0.02, cancelled)

    def _is_repeat(self, text: str) -> bool:
        """True while the same code stays in view. Only its digest is kept: the text belongs to a person."""
        digest, now = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest(), time.monotonic()
        is_repeat = digest == self._last_digest and now - self._last_seen_at < self._settings.repeat_gap_s
        self._last_digest, self._last_seen_at = digest, now
        return is_repeat


def open_camera_device(settings: CameraSettings) -> FrameSource:
    """Open a real camera. Blocks for seconds on some systems.

    Raises:
        CameraGone: there is no such camera, or another program uses it.
    """
    backend = cv2.CAP_DSHOW if sys.platform == "win32" else cv2.CAP_ANY
    camera = cv2.VideoCapture(settings.index, backend)
    if not camera.isOpened():
        camera.release()
        raise CameraGone(f"camera {settings.index} does not open")
    # In this order: the size that can be had depends on the format, and uncompressed 1080p is slow over USB 2.
    camera.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
    camera.set(cv2.CAP_PROP_FRAME_WIDTH, settings.width_px)
    camera.set(cv2.CAP_PROP_FRAME_HEIGHT, settings.height_px)
    camera.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    return camera
