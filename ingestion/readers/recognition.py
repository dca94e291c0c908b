"""Text off a page's picture, by RapidOCR; its models come in its package."""

from functools import lru_cache
from typing import Any

from ingestion.pages import Word
from ingestion.readers.spacing import spaced
from ingestion.readers.turning import page_box

_DPI = 200
_LONGEST_SIDE = 3400
_LEAST_CONFIDENCE = 0.5
_GOOD_CONFIDENCE = 0.85
_TURNED = {0: 0, 90: 1, 180: 2, 270: 3}

Found = tuple[list[Word], float]


def recognise(page: Any, width: float, height: float) -> Found:
    """Words with boxes in points, and the mean confidence (0 to 1, weighted by length).

    Text that stands on its side or on its head is read at the quarter turn at which it is most certain; the words carry it.
    """
    scale = min(_DPI / 72, _LONGEST_SIDE / max(width, height))
    picture = page.render(scale=scale).to_numpy()[:, :, :3].copy()
    found: Any = _engine()(picture, use_det=True, use_cls=False, use_rec=False)[0]
    if found is None or len(found) == 0:
        return [], 0.0
    best: Found = ([], 0.0)
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

    return RapidOCR(intra_op_num_threads=1, inter_op_num_threads=1)


def _read(picture: Any, turn: int, scale: float, width: float, height: float) -> Found:
    """What is read when text runs at `turn`."""
    import numpy as np  # noqa: PLC0415  (with the models)

    upright = np.ascontiguousarray(np.rot90(picture, _TURNED[turn]))
    result: Any = _engine()(upright, use_cls=False, return_word_box=True)[0]
    lines: list[Any] = result or []
    words: list[Word] = []
    total = letters = 0.0
    for line in lines:
        corners, text, confidence, boxes = line[:4]
        if not text.strip() or float(confidence) < _LEAST_CONFIDENCE:
            continue
        ys = [c[1] for c in corners]
        for part, x0, x1 in spaced(upright, corners, text, boxes):
            place = page_box((x0 / scale, min(ys) / scale, x1 / scale, max(ys) / scale), turn, width, height)
            words.append(Word(*place, part, round((max(ys) - min(ys)) / scale * 0.8, 1), False, turn))
        total += float(confidence) * len(text)
        letters += len(text)
    return words, round(total / letters, 3) if letters else 0.0
