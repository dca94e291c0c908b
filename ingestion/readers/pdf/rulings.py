"""Ruling lines and pictures of a PDF page, from its path and image objects."""

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

from domain.documents import Box
from ingestion.pages import Rule
from ingestion.readers.pdf.glyphs import Place

_raw: Any = pdfium_c
_MAX_OBJECTS = 20_000
_MAX_SEGMENTS = 400
_DEEPEST = 4
_DRAWN = (_raw.FPDF_PAGEOBJ_PATH, _raw.FPDF_PAGEOBJ_SHADING, _raw.FPDF_PAGEOBJ_IMAGE)
_THIN = 3.0
_FRAME_SEGMENTS = 24
_LEAST_FRAME = (60.0, 14.0)


class Drawings(NamedTuple):
    """What is drawn on a page; `number` is the number of drawn objects besides text, `boxes` are where they stand."""

    rules: list[Rule]
    pictures: list[Box]
    frames: list[Box]
    number: int
    boxes: list[Box]


def drawings_of_page(page: Any, place: Place) -> Drawings:
    """Ruling lines, boxes of pictures, and frames or shaded panels that text may stand in."""
    rules: list[Rule] = []
    pictures: list[Box] = []
    frames: list[Box] = []
    boxes: list[Box] = []
    drawn = 0
    for item, kind in _objects(page):
        if kind == _raw.FPDF_PAGEOBJ_FORM:
            for within, box in _of_form(item, place, 1):
                boxes.append(box)
                if within == _raw.FPDF_PAGEOBJ_IMAGE:
                    drawn += 1
                    pictures.append(box)
        elif kind in _DRAWN:
            drawn += 1
            box = _bounds(item, place)
            if box is not None:
                boxes.append(box)
                if kind == _raw.FPDF_PAGEOBJ_IMAGE:
                    pictures.append(box)
                elif kind == _raw.FPDF_PAGEOBJ_PATH:
                    rules.extend(_rules_of_path(item, box, place, frames))
    return Drawings(_unique(rules), pictures, frames, drawn, boxes)


def _objects(page: Any) -> Iterator[tuple[Any, int]]:
    for index in range(min(_raw.FPDFPage_CountObjects(page), _MAX_OBJECTS)):
        item = _raw.FPDFPage_GetObject(page, index)
        yield item, _raw.FPDFPageObj_GetType(item)


def _of_form(form: Any, place: Place, depth: int) -> Iterator[tuple[int, Box]]:
    """Kind and place of what is drawn in a form, whose objects are measured in the form's own space."""
    matrix = _raw.FS_MATRIX()
    _raw.FPDFPageObj_GetMatrix(form, matrix)

    def placed(x0: float, y0: float, x1: float, y1: float) -> Box:
        xs = [matrix.a * x + matrix.c * y + matrix.e for x in (x0, x1) for y in (y0, y1)]
        ys = [matrix.b * x + matrix.d * y + matrix.f for x in (x0, x1) for y in (y0, y1)]
        return place(min(xs), min(ys), max(xs), max(ys))

    for index in range(min(_raw.FPDFFormObj_CountObjects(form), _MAX_OBJECTS)):
        item = _raw.FPDFFormObj_GetObject(form, index)
        kind = _raw.FPDFPageObj_GetType(item)
        if kind == _raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            yield from _of_form(item, placed, depth + 1)
        elif kind in _DRAWN:
            box = _bounds(item, placed)
            if box is not None:
                yield kind, box


def _bounds(item: Any, place: Place) -> Box | None:
    edges = [ctypes.c_float() for _ in range(4)]
    if not _raw.FPDFPageObj_GetBounds(item, *(ctypes.byref(edge) for edge in edges)):
        return None
    return place(*(edge.value for edge in edges))


def _rules_of_path(path: Any, box: Box, place: Place, frames: list[Box]) -> Iterator[Rule]:
    segments: int = _raw.FPDFPath_CountSegments(path)
    if not 2 <= segments <= _MAX_SEGMENTS:
        return
    if max(box[2] - box[0], box[3] - box[1]) < 4:
        return
    x0, y0, x1, y1 = box
    if y1 - y0 <= _THIN or x1 - x0 <= _THIN:
        yield from _thin(box)
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    _raw.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    if not stroke.value and _is_white(path):
        return
    if segments <= _FRAME_SEGMENTS and x1 - x0 > _LEAST_FRAME[0] and y1 - y0 > _LEAST_FRAME[1]:
        frames.append(box)
    yield from _straight_segments(path, segments, place)


def _thin(box: Box) -> Iterator[Rule]:
    x0, y0, x1, y1 = box
    if y1 - y0 <= x1 - x0:
        middle = (y0 + y1) / 2
        yield Rule(x0, middle, x1, middle)
    else:
        middle = (x0 + x1) / 2
        yield Rule(middle, y0, middle, y1)


def _is_white(path: Any) -> bool:
    shades = [ctypes.c_uint() for _ in range(4)]
    _raw.FPDFPageObj_GetFillColor(path, *(ctypes.byref(shade) for shade in shades))
    return all(shade.value > 250 for shade in shades[:3])


def _straight_segments(path: Any, count: int, place: Place) -> Iterator[Rule]:
    matrix = _raw.FS_MATRIX()
    _raw.FPDFPageObj_GetMatrix(path, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for index in range(count):
        segment = _raw.FPDFPath_GetPathSegment(path, index)
        _raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = _raw.FPDFPathSegment_GetType(segment)
        if kind == _raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == _raw.FPDF_SEGMENT_LINETO:
            yield from _ruling(last, point, place)
        if _raw.FPDFPathSegment_GetClose(segment):
            yield from _ruling(point, start, place)
        last = point


def _ruling(a: tuple[float, float], b: tuple[float, float], place: Place) -> Iterator[Rule]:
    x0, y0, x1, y1 = place(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
    if min(x1 - x0, y1 - y0) <= 1.0 and max(x1 - x0, y1 - y0) >= 4:
        yield from _thin((x0, y0, x1, y1))


def _unique(rules: list[Rule]) -> list[Rule]:
    return list({(round(r.x0), round(r.y0), round(r.x1), round(r.y1)): r for r in rules}.values())
