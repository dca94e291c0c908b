"""PDF glyphs to words, through a few raw PDFium calls a glyph."""

import ctypes
from collections.abc import Callable
from itertools import groupby
from typing import Any

import pypdfium2.raw as pdfium_c

from ingestion.pages import Word
from ingestion.readers.pdf.accents import accented
from ingestion.readers.pdf.styles import NO_STYLE, Style, Styles, as_shown
from ingestion.readers.raised import lowered, with_raised

Place = Callable[[float, float, float, float], tuple[float, float, float, float]]
"""PDF user space (left, bottom, right, top) to points from the displayed page's top left."""

_LIGATURES = {
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st",
    0x02: "-", 0xAD: "-", 0xFFFE: "-", 0x2010: "-", 0x2011: "-",
}  # fmt: skip
_SPACES = {0x20, 0xA0, 0x0A, 0x0D, 0x09, 0x2002, 0x2003, 0x2009, 0x200A, 0x202F, 0x3000, 0x200B, 0xFEFF, 0x00, 0xFFFF}
_IN_LIGATURES = "f"
_FRACTION = {0x2F, 0x2044}
_SMALL, _SHIFT, _ADJOINS = 0.85, 0.12, 0.12
_ITS_OWN, _SHORT = 0.42, 0.5
_raw: Any = pdfium_c


_Glyph = tuple[float, float, float, float, str]


def words_of_page(text_page: Any, place: Place, rotation: int) -> tuple[list[Word], float]:
    """All words in the order of the content stream, and the share of glyphs that have no meaning in Unicode."""
    count: int = _raw.FPDFText_CountChars(text_page)
    rect = _raw.FS_RECTF()
    pointer = ctypes.byref(rect)
    unicode_of, box_of = _raw.FPDFText_GetUnicode, _raw.FPDFText_GetLooseCharBox
    words = _Words(Styles(text_page, rotation))
    unknown = shown = 0

    def edges_of(index: int) -> tuple[float, float, float, float] | None:
        found = box_of(text_page, index, pointer)
        return (rect.left, rect.bottom, rect.right, rect.top) if found else None

    letters, accents = accented(text_page, count, edges_of)
    for index in range(count):
        code: int = unicode_of(text_page, index)
        if index in accents:
            continue
        if code in _SPACES:
            words.close()
            continue
        shown += 1
        if (code < 0x20 and code != 2) or code == 0xFFFD:
            unknown += 1
        elif box_of(text_page, index, pointer):
            text = letters.get(index) or _LIGATURES.get(code) or _letter(code)
            box = (rect.left, rect.bottom, rect.right, rect.top)
            may_be = 0x30 <= code <= 0x39 and (words.open or unicode_of(text_page, index + 1) not in _FRACTION)
            if may_be and _is_raised_figure(text_page, index, rect):
                box = (rect.left, rect.top - _SHORT * (rect.top - rect.bottom), rect.right, rect.top)
            words.add(index, (*place(*box), text))
    words.close()
    return _unique(words.done), unknown / shown if shown else 0.0


def _is_raised_figure(text_page: Any, index: int, rect: Any) -> bool:
    """Whether a font's own superscript figure was printed: its code and its loose box are those of the plain one."""
    edges = [ctypes.c_double() for _ in range(4)]
    if not _raw.FPDFText_GetCharBox(text_page, index, *(ctypes.byref(edge) for edge in edges)):
        return False
    bottom, top, high = edges[2].value, edges[3].value, rect.top - rect.bottom
    return bottom - rect.bottom > _ITS_OWN * high and top - bottom < _SHORT * high


def _letter(code: int) -> str:
    if 0xE000 <= code <= 0xF8FF:
        return "•"
    if 0x80 <= code <= 0x9F:
        return bytes([code]).decode("cp1252", "ignore")
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else ""


class _Words:
    """Glyphs, one after the other, gathered to words."""

    def __init__(self, styles: Styles) -> None:
        self.done: list[Word] = []
        self._styles = styles
        self._run: list[_Glyph] = []
        self._last: _Glyph = (0.0, 0.0, 0.0, 0.0, "")
        self._box = (0.0, 0.0, 0.0, 0.0)
        self._style = NO_STYLE

    @property
    def open(self) -> bool:
        """Whether a word has begun."""
        return bool(self._run)

    def add(self, index: int, glyph: _Glyph) -> None:
        """Take a glyph; one printed twice at its place counts once, one at a distance begins a new word."""
        if self._run:
            if _repeats(self._last, glyph):
                return
            if not _continues(self._last, glyph, self._style):
                self.close()
        x0, y0, x1, y1, _ = self._last = glyph
        if not self._run:
            self._style = as_shown(self._styles.at(index), x1 - x0, y1 - y0)
            self._box = (x0, y0, x1, y1)
        else:
            a, b, c, d = self._box
            self._box = (x0 if x0 < a else a, y0 if y0 < b else b, x1 if x1 > c else c, y1 if y1 > d else d)
        self._run.append(glyph)

    def close(self) -> None:
        """End the word that is open; the dots of a leader are one word."""
        if not self._run:
            return
        text = _text_of(self._run, self._style)
        self._run.clear()
        last = self.done[-1] if self.done else None
        if last and _is_raised_on(last, self._box):
            whole = with_raised(last.text, text)
            self.done[-1] = last._replace(text=whole, x1=self._box[2], y0=min(last.y0, self._box[1]))
        elif text == "." and last and last.text[-1] == "." and _beside(last, self._box):
            self.done[-1] = last._replace(text=last.text + text, x1=self._box[2])
        elif text:
            self.done.append(Word(*self._box, text, *self._style))


def _text_of(run: list[_Glyph], style: Style) -> str:
    """The glyphs' text, with smaller ones that stand higher or lower than the tallest as raised or lowered type."""
    tallest = max(run, key=_height)
    high = _height(tallest)
    if style.turn or min(map(_height, run)) > _SMALL * high:
        return "".join(glyph[4] for glyph in run)
    text = ""
    for place, glyphs in groupby(run, key=lambda glyph: _place(glyph, tallest, high)):
        part = "".join(glyph[4] for glyph in glyphs)
        text = with_raised(text, part) if place > 0 else text + (lowered(part) if place < 0 else part)
    return text


def _is_raised_on(word: Word, box: tuple[float, float, float, float]) -> bool:
    """Whether a small word stands right behind another and higher: PDFium may put a blank between."""
    high = word.y1 - word.y0
    near = -0.1 * high < box[0] - word.x1 < _ADJOINS * high and box[1] < word.y1
    return near and not word.turn and box[3] - box[1] < _SMALL * high and word.y1 - box[3] > _SHIFT * high


def _height(glyph: _Glyph) -> float:
    return glyph[3] - glyph[1]


def _place(glyph: _Glyph, tallest: _Glyph, high: float) -> int:
    """1 for raised, -1 for lowered, 0 for a glyph on the line."""
    if _height(glyph) > _SMALL * high:
        return 0
    above, below = glyph[1] - tallest[1], tallest[3] - glyph[3]
    return 1 if below - above > _SHIFT * high else -1 if above - below > _SHIFT * high else 0


def _beside(word: Word, box: tuple[float, float, float, float]) -> bool:
    return word.text.strip(".") == "" and abs(word.y1 - box[3]) < 1 and 0 <= box[0] - word.x1 < word.size


def _repeats(before: _Glyph, glyph: _Glyph) -> bool:
    if before[4] != glyph[4]:
        return False
    if before[:4] == glyph[:4]:
        return glyph[4] not in _IN_LIGATURES
    near = 0.2 * max(glyph[2] - glyph[0], 0.5)
    return abs(before[0] - glyph[0]) < near and abs(before[1] - glyph[1]) < near


def _continues(before: _Glyph, glyph: _Glyph, style: Style) -> bool:
    em = style.size if style.size > 1.0 else 1.0
    if style.turn == 90 or style.turn == 270:
        near = abs(before[0] - glyph[0]) < 0.6 * em
        return near and max(glyph[1] - before[3], before[1] - glyph[3]) < 0.25 * em
    if abs(before[3] - glyph[3]) > 0.6 * em and abs(before[1] - glyph[1]) > 0.6 * em:
        return False
    return glyph[0] - before[2] < 0.25 * em and before[0] - glyph[2] < 0.25 * em


def _unique(words: list[Word]) -> list[Word]:
    """Words printed twice at the same place (shadows, false bold) count once."""
    seen: dict[str, list[Word]] = {}
    kept: list[Word] = []
    for word in words:
        same = seen.setdefault(word.text, [])
        near = 0.3 * max(word.size, 3.0)
        if any(abs(word.x0 - o.x0) < near and abs(word.y0 - o.y0) < near for o in same):
            continue
        same.append(word)
        kept.append(word)
    return kept
