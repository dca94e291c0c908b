"""Boxes on a page, one to another."""

from domain.documents import Box
from ingestion.pages import Page


def share(inner: Box, outer: Box) -> float:
    """How much of one box lies in the other, 0 to 1."""
    width = min(inner[2], outer[2]) - max(inner[0], outer[0])
    height = min(inner[3], outer[3]) - max(inner[1], outer[1])
    area = (inner[2] - inner[0]) * (inner[3] - inner[1])
    return max(width, 0.0) * max(height, 0.0) / area if area > 0 else 0.0


def near(a: Box, b: Box, gap: float) -> bool:
    """Whether no more than `gap` points lie between two boxes."""
    return a[0] - gap <= b[2] and b[0] <= a[2] + gap and a[1] - gap <= b[3] and b[1] <= a[3] + gap


def around(a: Box, b: Box) -> Box:
    """The smallest box that holds both."""
    return (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))


def on_page(box: Box, page: Page) -> Box:
    """What of a box lies on the page, in tenths of a point."""
    x0, y0, x1, y1 = box
    return rounded((max(x0, 0.0), max(y0, 0.0), min(x1, page.width), min(y1, page.height)))


def rounded(box: Box) -> Box:
    """Tenths of a point are enough to mark a line."""
    return (round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1))
