from __future__ import annotations

import time
from types import SimpleNamespace

import numpy as np
import pytest
from imagined_frames import CARD_TEXT, Look, scene

from drivers.scanners import decode_frame
from drivers.scanners.opencv import cv2
from drivers.scanners.qr_decoding import gray_frame, read_text
from drivers.scanners.straightening import LocatedCode, located_code, straightened_views

BLURRED = Look(px_per_module=6.0, blur_modules=0.6, angle=-12)


def test_a_code_that_is_found_but_not_read_is_read_after_its_blur_is_undone() -> None:
    unread: list[LocatedCode] = []
    assert read_text(gray_frame(scene(look=BLURRED)), unread) is None
    assert unread
    assert CARD_TEXT in [read_text(view) for view in straightened_views(unread[0])]


@pytest.mark.parametrize("details", [None, "", {}, {"Version": ""}, {"Version": 0}, {"Version": 40}, {"Version": "x"}])
def test_a_place_without_a_usable_version_is_not_tried(details: object) -> None:
    assert located_code(np.zeros((9, 9), np.uint8), SimpleNamespace(extra=details)) is None


def test_a_page_full_of_finder_patterns_costs_well_under_a_second() -> None:
    rings = np.pad(np.pad(np.pad(np.zeros((3, 3), np.uint8), 1, constant_values=255), 1), 2, constant_values=255)
    page = np.tile(cv2.resize(rings, None, fx=4, fy=4, interpolation=cv2.INTER_NEAREST), (24, 44))
    begun = time.process_time()
    assert decode_frame(page) is None
    assert time.process_time() - begun < 1.0
