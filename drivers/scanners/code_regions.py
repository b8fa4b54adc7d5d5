"""Where in a frame a code probably is: the places where black and white alternate in both directions.

A code on a card is small and often blurred, so enlarging it helps more than anything else; enlarging the whole frame
costs four times as much. Text lines, edges and faces have gradients mostly in one direction or few of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from drivers.scanners.opencv import cv2

GrayImage = NDArray[np.uint8]

CELL_PX = 8
MAX_REGIONS = 3
MIN_SIDE_PX = 40
"""The smallest code has 21 modules and a quiet zone; below 1.4 px a module nothing is read."""


@dataclass(frozen=True)
class Region:
    """A box in a frame, in pixels."""

    left: int
    top: int
    right: int
    bottom: int

    def cut(self, image: GrayImage) -> GrayImage:
        """The part of the image inside the box, without copying."""
        return image[self.top : self.bottom, self.left : self.right]


def code_regions(gray: GrayImage) -> Iterator[Region]:
    """The likeliest boxes first, at most `MAX_REGIONS`, each with a margin for the quiet zone."""
    texture = _texture(gray)
    peak = float(texture.max(initial=0.0))
    if peak < 1.0:
        return
    mask = (texture > 0.4 * peak).astype(np.uint8)
    mask = np.asarray(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8)), dtype=np.uint8)
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    weights = np.bincount(labels.ravel(), weights=texture.ravel(), minlength=len(boxes))
    weights[0] = 0.0
    for label in np.argsort(weights)[::-1][:MAX_REGIONS]:
        if weights[label] > 0:
            region = _with_margin([int(value) for value in boxes[label][:4]], gray.shape[1], gray.shape[0])
            if min(region.right - region.left, region.bottom - region.top) >= MIN_SIDE_PX:
                yield region


def _texture(gray: GrayImage) -> NDArray[np.float32]:
    """For each cell of the frame, the weaker of its horizontal and vertical activity, smoothed over a code's size."""
    size = (max(1, gray.shape[1] // CELL_PX), max(1, gray.shape[0] // CELL_PX))
    across = cv2.absdiff(gray[:, 2:], gray[:, :-2])
    down = cv2.absdiff(gray[2:, :], gray[:-2, :])
    across_cells = cv2.resize(across, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    down_cells = cv2.resize(down, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    weaker = np.minimum(across_cells, down_cells)
    return np.asarray(cv2.blur(weaker, (5, 5)), dtype=np.float32)


def _with_margin(box: list[int], width: int, height: int) -> Region:
    left, top, cells_across, cells_down = box
    margin = max(3, (max(cells_across, cells_down) + 3) // 4)
    return Region(
        max(0, (left - margin) * CELL_PX),
        max(0, (top - margin) * CELL_PX),
        min(width, (left + cells_across + margin) * CELL_PX),
        min(height, (top + cells_down + margin) * CELL_PX),
    )
