"""Reads a code from a scene of several frames, by letting the frames help each other.

A person holds the card nearly still, so the next frame shows the same code with other noise. Frames that were not read
alone are shifted onto each other and averaged: in dim light the noise of five frames is half that of one. Only shifts
are corrected, which is enough between neighbours at 15 frames a second; when a frame does not fit, averaging starts
over.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from drivers.scanners.code_regions import GrayImage
from drivers.scanners.opencv import cv2
from drivers.scanners.qr_decoding import decode_averaged, decode_gray, gray_frame

MAX_AVERAGED_FRAMES = 6
MIN_MATCH = 0.05
"""Phase correlation answers about 0 for two unrelated frames and 1 for the same frame shifted."""

MATCHING_WIDTH_PX = 480
MAX_SHIFT = 0.1
"""Of the frame's width; beyond that the match is more likely a chance one."""


class FrameDecoder:
    """Call it with each frame of one scene; it returns the text of the code, or None so far."""

    def __init__(self) -> None:
        self._average: NDArray[np.float32] | None = None
        self._count = 0

    def __call__(self, frame: NDArray[Any]) -> str | None:
        """Like `decode_frame`, but remembers what it could not read.

        Raises:
            UnreadableImage: the array is not a frame.
        """
        gray = gray_frame(frame)
        text = decode_gray(gray)
        if text is None and gray.size:
            self._add(gray)
            if self._count > 1 and self._average is not None:
                text = decode_averaged(np.asarray(np.clip(self._average + 0.5, 0, 255), dtype=np.uint8))
        if text is not None:
            self.forget()
        return text

    def forget(self) -> None:
        """Start a new scene: the next citizen's frames must not mix with these."""
        self._average = None
        self._count = 0

    def _add(self, gray: GrayImage) -> None:
        newest = gray.astype(np.float32)
        moved = None if self._average is None else _moved_onto(self._average, newest)
        if moved is None:
            self._average, self._count = newest, 1
            return
        self._count = min(self._count + 1, MAX_AVERAGED_FRAMES)
        weight = 1 / self._count
        self._average = np.asarray(cv2.addWeighted(moved, 1 - weight, newest, weight, 0), dtype=np.float32)


def _moved_onto(average: NDArray[np.float32], newest: NDArray[np.float32]) -> NDArray[np.float32] | None:
    """The average, shifted to where the newest frame shows the same things; None when they do not match."""
    if average.shape != newest.shape:
        return None
    height, width = newest.shape
    factor = min(1.0, MATCHING_WIDTH_PX / width)
    size = (max(2, round(width * factor)), max(2, round(height * factor)))
    small_average = cv2.resize(average, size, interpolation=cv2.INTER_AREA)
    small_newest = cv2.resize(newest, size, interpolation=cv2.INTER_AREA)
    window = cv2.createHanningWindow(size, cv2.CV_32F)
    (shift_x, shift_y), match = cv2.phaseCorrelate(small_average, small_newest, window)
    if match < MIN_MATCH or max(abs(shift_x), abs(shift_y)) > MAX_SHIFT * size[0]:
        return None
    move = np.array([[1, 0, shift_x / factor], [0, 1, shift_y / factor]], dtype=np.float32)
    return np.asarray(
        cv2.warpAffine(average, move, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE),
        dtype=np.float32,
    )
