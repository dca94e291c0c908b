"""Size, weight and direction of the glyphs of a PDF page."""

import ctypes
import math
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

_LEAST_SCALE, _MOST_SCALE = 0.6, 2.2
_OBLIQUE = 15.0
"""Degrees from a quarter turn: more than a scan lies askew."""
_SIZE_OF_BOX = 0.85
_raw: Any = pdfium_c


class Style(NamedTuple):
    """How a glyph is printed: points, weight, clockwise degrees to the nearest quarter turn, and whether it stands far from one."""

    size: float
    bold: bool
    turn: int
    oblique: bool = False


NO_STYLE = Style(0.0, False, 0)


def as_shown(style: Style, width: float, height: float) -> Style:
    """The style at the size seen: a form that scales its text is not in the text's own matrix."""
    high = width if style.turn in (90, 270) else height
    if high > 0 and not _LEAST_SCALE < high / max(style.size, 0.1) < _MOST_SCALE:
        return style._replace(size=round(high * _SIZE_OF_BOX, 1))
    return style


class Styles:
    """Size, weight and direction of text objects, asked once each."""

    def __init__(self, text_page: Any, rotation: int) -> None:
        self._text_page = text_page
        self._rotation = rotation
        self._known: dict[int, Style] = {}
        self._bold_fonts: dict[int, bool] = {}

    def at(self, index: int) -> Style:
        """Of the text object that holds a glyph."""
        text_object = _raw.FPDFText_GetTextObject(self._text_page, index)
        key = ctypes.addressof(text_object.contents) if text_object else 0
        style = self._known.get(key)
        if style is None:
            style = self._known[key] = self._measure(text_object, index)
        return style

    def _measure(self, text_object: Any, index: int) -> Style:
        size: float = _raw.FPDFText_GetFontSize(self._text_page, index)
        if not text_object:
            return Style(size, False, 0)
        matrix = _raw.FS_MATRIX()
        turn, apart = self._rotation, 0.0
        if _raw.FPDFPageObj_GetMatrix(text_object, matrix):
            size *= math.hypot(matrix.c, matrix.d) or 1.0
            angle = math.degrees(math.atan2(matrix.b, matrix.a))
            turn += -round(angle / 90) * 90
            apart = abs(angle - round(angle / 90) * 90)
        return Style(round(abs(size), 1), self._bold(text_object), turn % 360, apart > _OBLIQUE)

    def _bold(self, text_object: Any) -> bool:
        font = _raw.FPDFTextObj_GetFont(text_object)
        key = ctypes.addressof(font.contents) if font else 0
        if key not in self._bold_fonts:
            self._bold_fonts[key] = bool(font) and _is_bold(font)
        return self._bold_fonts[key]


def _is_bold(font: Any) -> bool:
    buffer = ctypes.create_string_buffer(256)
    _raw.FPDFFont_GetBaseFontName(font, buffer, 256)
    name = buffer.value.decode("latin-1").lower()
    if any(part in name for part in ("bold", "black", "heavy", "demi")):
        return True
    return bool(_raw.FPDFFont_GetFlags(font) & (1 << 18)) or _raw.FPDFFont_GetWeight(font) >= 600
