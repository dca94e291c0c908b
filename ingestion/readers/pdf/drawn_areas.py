"""Where a page is drawn on: what touches, or nearly does, is one drawing."""

from collections.abc import Sequence
from typing import Any, cast

from domain.documents import Box
from ingestion.boxes import around

CELL = 6.0
"""Points: what lies so near belongs together."""
LEAST = (24.0, 18.0)
"""Width and height of the smallest drawing: rules and list marks are none."""
BACKGROUND = 0.5
"""What covers so much of a page lies behind its text."""


def areas_of(boxes: Sequence[Box], width: float, height: float) -> list[Box]:
    """The drawn areas of a page, from the top down.

    Args:
        boxes: of everything drawn on it besides text.
        width: of the page in points.
        height: of the page in points.
    """
    kept = [
        box for box in (_clipped(box, width, height) for box in boxes) if box and not _is_behind(box, width, height)
    ]
    if not kept:
        return []
    import numpy as np  # noqa: PLC0415  (only for pages that are drawn on)
    from scipy import ndimage  # noqa: PLC0415

    cells = [tuple(int(edge / CELL) for edge in box) for box in kept]
    inked = np.zeros((int(height / CELL) + 2, int(width / CELL) + 2), np.bool_)
    for x0, y0, x1, y1 in cells:
        inked[y0 : y1 + 1, x0 : x1 + 1] = True
    names = cast("Any", ndimage).label(inked, np.ones((3, 3)))[0]
    areas: dict[int, Box] = {}
    for box, (x0, y0, _, _) in zip(kept, cells, strict=True):
        name = int(names[y0, x0])
        areas[name] = around(areas.get(name, box), box)
    found = (box for box in areas.values() if box[2] - box[0] >= LEAST[0] and box[3] - box[1] >= LEAST[1])
    return sorted(found, key=lambda box: (box[1], box[0]))


def _clipped(box: Box, width: float, height: float) -> Box | None:
    x0, y0, x1, y1 = max(box[0], 0.0), max(box[1], 0.0), min(box[2], width), min(box[3], height)
    return (x0, y0, x1, y1) if x0 <= x1 and y0 <= y1 else None


def _is_behind(box: Box, width: float, height: float) -> bool:
    return (box[2] - box[0]) * (box[3] - box[1]) > BACKGROUND * width * height
