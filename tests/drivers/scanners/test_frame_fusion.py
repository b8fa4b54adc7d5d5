from __future__ import annotations

import numpy as np
import pytest
from imagined_frames import CARD_TEXT, Look, filmed, scene

from drivers.errors import UnreadableImage
from drivers.scanners import FrameDecoder, decode_frame

DARK = Look(light=0.16, noise=17, px_per_module=3.0)


def dark_film(count: int) -> list[np.ndarray]:
    """The same dark scene, held by a hand that is not quite still."""
    clean = scene(look=Look(px_per_module=3.0, noise=0.0))[:, :, 0].astype(np.float32)
    dice = np.random.default_rng(3)
    return [filmed(np.roll(clean, tuple(dice.integers(-5, 6, 2)), (0, 1)), DARK, dice) for _ in range(count)]


def test_one_good_frame_is_enough() -> None:
    assert FrameDecoder()(scene()) == CARD_TEXT


def test_dark_frames_that_are_unreadable_alone_are_read_together() -> None:
    film = dark_film(7)
    assert [decode_frame(frame) for frame in film] == [None] * 7
    decode = FrameDecoder()
    assert CARD_TEXT in [decode(frame) for frame in film]


def test_frames_of_different_sizes_and_scenes_do_not_disturb_each_other() -> None:
    decode = FrameDecoder()
    dice = np.random.default_rng(5)
    for shape in ((720, 1280, 3), (480, 640, 3), (480, 640), (2, 2), (0, 0)):
        assert decode(dice.integers(0, 256, shape, np.uint8)) is None
    assert decode(scene()) == CARD_TEXT


def test_a_new_scene_remembers_nothing_of_the_last() -> None:
    decode = FrameDecoder()
    for frame in dark_film(2):
        decode(frame)
    decode.forget()
    assert decode(np.zeros((720, 1280), np.uint8)) is None


def test_what_is_no_frame_is_refused() -> None:
    with pytest.raises(UnreadableImage):
        FrameDecoder()(np.zeros((3, 3), np.int32))
