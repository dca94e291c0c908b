"""Text off a page's picture, by RapidOCR; lines are found by the model in its package and read by PP-OCRv6, out of another."""

import math
import re
from collections.abc import Sequence
from functools import lru_cache
from statistics import median
from typing import Any, NamedTuple

from ingestion.pages import Word
from ingestion.readers.pdf.turning import page_box
from ingestion.readers.pictures.in_turn import Turns
from ingestion.readers.pictures.letters import letters
from ingestion.readers.pictures.spacing import spaced

_DPI = 200
_LONGEST_SIDE = 3400
_LEAST_CONFIDENCE = 0.5
_GOOD_CONFIDENCE = 0.85
_TURNED = {0: 0, 90: 1, 180: 2, 270: 3}

_LEAST_SLOPE = 0.004
# "1Scope", "2.Open", "in the hub.Then".
_LOST_BLANK = re.compile(r"(\d|^\d{1,2}[.)]|[a-z]{2}[.;!?])(?=[A-Z][a-z]{2})")
_LEAST_LINES = 3
_LONG = 6


_turns = [Turns()]


class Found(NamedTuple):
    """Words with boxes in points, their mean confidence, and how far lines fall from left to right, per point."""

    words: list[Word]
    confidence: float
    slope: float


def recognise(page: Any, width: float, height: float) -> Found:
    """Words with boxes in points, and the mean confidence (0 to 1, weighted by length).

    Text that stands on its side or on its head is read at the quarter turn at which it is most certain; the words carry it.
    """
    scale = min(_DPI / 72, _LONGEST_SIDE / max(width, height))
    picture = page.render(scale=scale).to_numpy()[:, :, :3].copy()
    found: Any = _engine()(picture, use_det=True, use_cls=False, use_rec=False)[0]
    if found is None or len(found) == 0:
        return Found([], 0.0, 0.0)
    best = Found([], 0.0, 0.0)
    for turn in (270, 90) if _stands(found) else (0, 180):
        read = _read(picture, turn, scale, width, height)
        if _score(read) > _score(best):
            best = read
        if best[1] >= _GOOD_CONFIDENCE:
            break
    return best


def _stands(boxes: Any) -> bool:
    """Whether most of the lines found run up or down the page."""
    tall = flat = 0.0
    for box in boxes:
        xs, ys = [float(c[0]) for c in box], [float(c[1]) for c in box]
        across, down = max(xs) - min(xs), max(ys) - min(ys)
        if down > 1.5 * across:
            tall += down
        else:
            flat += across
    return tall > flat


def _score(found: Found) -> float:
    return sum(len(word.text) for word in found[0]) * found[1] ** 2


@lru_cache(maxsize=1)
def _engine() -> Any:
    from rapidocr_onnxruntime import RapidOCR  # noqa: PLC0415  (seconds to import)

    # Lines one at a time: in a batch each is padded to the longest, which takes two thirds longer for the same text.
    engine: Any = RapidOCR(intra_op_num_threads=1, inter_op_num_threads=1, rec_batch_num=1, **letters())
    # Finding the lines takes 600 MB for seconds, reading them 150 MB for longer.
    engine.text_det.infer = _turns[-1].wrapped(engine.text_det.infer)
    return engine


def find_lines_in_turn(turns: Turns) -> None:
    """Let no two processes that share `turns` look for lines at once; to be said before the first page."""
    _turns.append(turns)


def _read(picture: Any, turn: int, scale: float, width: float, height: float) -> Found:
    """What is read when text runs at `turn`."""
    import numpy as np  # noqa: PLC0415  (with the models)

    upright = np.ascontiguousarray(np.rot90(picture, _TURNED[turn]))
    result: Any = _engine()(upright, use_cls=False, return_word_box=True)[0]
    read: list[Any] = result or []
    lines = [line for line in read if line[1].strip() and float(line[2]) >= _LEAST_CONFIDENCE]
    slope = _slope(lines)
    words: list[Word] = []
    for corners, text, _, boxes, *_ in lines:
        high = _distance(corners[0], corners[3])
        for part, x0, x1 in spaced(upright, corners, _LOST_BLANK.sub(r"\1 ", text), boxes):
            middle = sum(c[1] for c in corners) / 4 + slope * ((x0 + x1) / 2 - sum(c[0] for c in corners) / 4)
            box = (x0 / scale, (middle - high / 2) / scale, x1 / scale, (middle + high / 2) / scale)
            words.append(Word(*page_box(box, turn, width, height), part, round(high / scale * 0.8, 1), False, turn))
    letters = sum(len(line[1]) for line in lines)
    certain = sum(float(line[2]) * len(line[1]) for line in lines)
    return Found(words, round(certain / letters, 3) if letters else 0.0, 0.0 if turn else slope)


def _slope(lines: Sequence[Any]) -> float:
    """How far the longer lines fall from left to right; 0 where the page lies straight."""
    slopes: list[float] = []
    for corners, *_ in lines:
        across = corners[1][0] - corners[0][0]
        if across > _LONG * _distance(corners[0], corners[3]):
            slopes.append(float(corners[1][1] - corners[0][1]) / float(across))
    found = median(slopes) if len(slopes) >= _LEAST_LINES else 0.0
    return found if abs(found) > _LEAST_SLOPE else 0.0


def _distance(a: Any, b: Any) -> float:
    return math.hypot(float(a[0] - b[0]), float(a[1] - b[1]))
