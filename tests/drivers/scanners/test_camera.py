from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from imagined_frames import CARD_TEXT, scene

from drivers.errors import CameraGone
from drivers.scanners import CameraScanner, CameraSettings, ScannedCode
from drivers.scanners.camera import FrameSource, open_camera_device
from drivers.scanners.opencv import cv2


class Film:
    """A camera that shows these frames once."""

    def __init__(self, frames: list[np.ndarray]) -> None:
        self._frames = list(frames)
        self.released = False

    def read(self) -> tuple[bool, np.ndarray | None]:
        return (True, self._frames.pop(0)) if self._frames else (False, None)

    def release(self) -> None:
        self.released = True


def scanner(source: FrameSource) -> CameraScanner:
    return CameraScanner(CameraSettings(patience_s=0.05), open_camera=lambda _settings: source)


def test_frames_recorded_as_pictures_are_a_camera(tmp_path: Path) -> None:
    for number in range(3):
        cv2.imwrite(str(tmp_path / f"f{number:03d}.png"), scene()[:, :660] if number < 2 else scene())
    source = cv2.VideoCapture(str(tmp_path / "f%03d.png"), cv2.CAP_IMAGES)
    assert next(scanner(source).scan(lambda: False)) == ScannedCode(CARD_TEXT, "camera 0")


def test_the_newest_frame_is_there_for_the_preview_while_a_code_is_looked_for() -> None:
    empty = np.zeros((480, 640, 3), np.uint8)
    film = Film([empty, scene()])
    camera = scanner(film)
    codes = camera.scan(lambda: False)
    next(codes)
    assert camera.newest is not None
    assert camera.newest.sequence == 2
    assert camera.newest.pixels.shape == (720, 1280, 3)
    codes.close()
    assert camera.newest is None
    assert film.released


def test_a_camera_that_stops_giving_frames_is_gone_and_released() -> None:
    film = Film([np.zeros((480, 640, 3), np.uint8)])
    with pytest.raises(CameraGone, match="stopped"):
        next(scanner(film).scan(lambda: False))
    assert film.released


def test_a_camera_whose_frames_make_no_sense_is_gone() -> None:
    with pytest.raises(CameraGone, match="usable"):
        next(scanner(Film([np.zeros((4, 4), np.float32)])).scan(lambda: False))


def test_a_camera_that_is_not_there_does_not_open() -> None:
    with pytest.raises(CameraGone):
        open_camera_device(CameraSettings(index=99))
