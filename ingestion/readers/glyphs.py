"""PDF glyphs to words, through a few raw PDFium calls a glyph."""

import ctypes
import math
from collections.abc import Callable
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

from ingestion.pages import Word

Place = Callable[[float, float, float, float], tuple[float, float, float, float]]
"""PDF user space (left, bottom, right, top) to points from the displayed page's top left."""

_LIGATURES = {
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st",
    0x02: "-", 0xAD: "-", 0xFFFE: "-", 0x2010: "-", 0x2011: "-",
}  # fmt: skip
_SPACES = {0x20, 0xA0, 0x0A, 0x0D, 0x09, 0x2002, 0x2003, 0x2009, 0x200A, 0x202F, 0x3000, 0x200B, 0xFEFF, 0x00, 0xFFFF}
_RTL = (0x0590, 0x08FF)
_raw: Any = pdfium_c


class _Style(NamedTuple):
    size: float
    bold: bool
    turn: int


class _Glyph(NamedTuple):
    x0: float
    y0: float
    x1: float
    y1: float
    text: str


def words_of_page(page: Any, text_page: Any, place: Place, rotation: int) -> tuple[list[Word], float]:
    """All words in the order of the content stream, and the share of glyphs that have no meaning in Unicode."""
    count: int = _raw.FPDFText_CountChars(text_page)
    rect = _raw.FS_RECTF()
    pointer = ctypes.byref(rect)
    unicode_of, box_of = _raw.FPDFText_GetUnicode, _raw.FPDFText_GetLooseCharBox
    styles = _Styles(text_page, rotation)
    words: list[Word] = []
    run: list[_Glyph] = []
    style = _Style(0.0, False, 0)
    unknown = shown = 0
    for index in range(count):
        code: int = unicode_of(text_page, index)
        if code in _SPACES:
            _close(run, style, words)
            continue
        shown += 1
        if code < 0x20 and code != 2 or code == 0xFFFD:
            unknown += 1
            continue
        if not box_of(text_page, index, pointer):
            continue
        if 0xE000 <= code <= 0xF8FF:
            code = 0x2022
        glyph = _Glyph(*place(rect.left, rect.bottom, rect.right, rect.top), _LIGATURES.get(code) or _letter(code))
        if run and _repeats(run[-1], glyph):
            continue
        if run and not _continues(run[-1], glyph, style):
            _close(run, style, words)
        if not run:
            style = styles.at(index)
        run.append(glyph)
    _close(run, style, words)
    return _unique(words), unknown / shown if shown else 0.0


def _letter(code: int) -> str:
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else ""


def _repeats(before: _Glyph, glyph: _Glyph) -> bool:
    near = 0.2 * max(glyph.x1 - glyph.x0, 0.5)
    return before.text == glyph.text and abs(before.x0 - glyph.x0) < near and abs(before.y0 - glyph.y0) < near


def _continues(before: _Glyph, glyph: _Glyph, style: _Style) -> bool:
    em = max(style.size, 1.0)
    if style.turn in (90, 270):
        return abs(before.x0 - glyph.x0) < 0.6 * em and _gap(before.y0, before.y1, glyph.y0, glyph.y1) < 0.25 * em
    if abs(before.y1 - glyph.y1) > 0.6 * em and abs(before.y0 - glyph.y0) > 0.6 * em:
        return False
    return _gap(before.x0, before.x1, glyph.x0, glyph.x1) < 0.25 * em


def _gap(a0: float, a1: float, b0: float, b1: float) -> float:
    return max(b0 - a1, a0 - b1)


def _close(run: list[_Glyph], style: _Style, words: list[Word]) -> None:
    if run:
        text = "".join(glyph.text for glyph in run)
        if text:
            words.append(
                Word(
                    min(g.x0 for g in run),
                    min(g.y0 for g in run),
                    max(g.x1 for g in run),
                    max(g.y1 for g in run),
                    text,
                    style.size,
                    style.bold,
                    style.turn,
                )
            )
        run.clear()


def _unique(words: list[Word]) -> list[Word]:
    """Words printed twice at the same place (shadows, false bold) count once."""
    seen: dict[tuple[str, int, int], Word] = {}
    kept: list[Word] = []
    for word in words:
        cell = max(word.size * 0.3, 1.0)
        column, row = round(word.x0 / cell), round(word.y0 / cell)
        if any((word.text, column + dx, row + dy) in seen for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
            continue
        seen[(word.text, column, row)] = word
        kept.append(word)
    return kept


class _Styles:
    """Size, weight and direction of text objects, asked once each."""

    def __init__(self, text_page: Any, rotation: int) -> None:
        self._text_page = text_page
        self._rotation = rotation
        self._known: dict[int, _Style] = {}
        self._bold_fonts: dict[int, bool] = {}

    def at(self, index: int) -> _Style:
        text_object = _raw.FPDFText_GetTextObject(self._text_page, index)
        key = ctypes.addressof(text_object.contents) if text_object else 0
        style = self._known.get(key)
        if style is None:
            style = self._known[key] = self._measure(text_object, index)
        return style

    def _measure(self, text_object: Any, index: int) -> _Style:
        size: float = _raw.FPDFText_GetFontSize(self._text_page, index)
        if not text_object:
            return _Style(size, False, 0)
        matrix = _raw.FS_MATRIX()
        turn = self._rotation
        if _raw.FPDFPageObj_GetMatrix(text_object, matrix):
            size *= math.hypot(matrix.c, matrix.d) or 1.0
            turn += -round(math.degrees(math.atan2(matrix.b, matrix.a)) / 90) * 90
        return _Style(round(abs(size), 1), self._bold(text_object), turn % 360)

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
