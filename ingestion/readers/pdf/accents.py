"""Letters whose accent is a glyph of its own, printed over them: "e" under "´" is "é"."""

import ctypes
import unicodedata
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium_c

_COMBINING = {
    "´": "\u0301", "`": "\u0300", "^": "\u0302", "ˆ": "\u0302", "¨": "\u0308", "~": "\u0303", "˜": "\u0303", "¸": "\u0327",
    "ˇ": "\u030c", "˘": "\u0306", "˙": "\u0307", "˚": "\u030a", "°": "\u030a", "˝": "\u030b", "¯": "\u0304", "˛": "\u0328",
}  # fmt: skip
_DOTLESS = {"ı": "i", "ȷ": "j"}
_LEAST_SHARED = 0.3
"""Of an accent's height: so much of it stands beside its letter, however high the letter is."""
_MOST_HIGHER = 2.0
"""A letter of far larger type is not what the accent is printed over: the sign of a degree in front of a watermark."""
_MOST = 1_000
"""Accents of one page: each is held against every letter of it."""
_raw: Any = pdfium_c


def accented(text_page: Any, count: int, box_of: Callable[[int], Any]) -> tuple[dict[int, str], frozenset[int]]:
    """The letters of a page that carry an accent printed over them, by the place of their glyph; and the places of those accents.

    PDFium may hand over an accent far from its letter, a capital's as a line of its own: only where both are printed counts.

    Args:
        text_page: PDFium's text of the page.
        count: how many glyphs it has.
        box_of: the left, bottom, right and top of a glyph, None where it has none.
    """
    buffer = ctypes.create_string_buffer(2 * count + 2)
    _raw.FPDFText_GetText(text_page, 0, count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
    if not _COMBINING.keys() & set(buffer.raw.decode("utf-16-le", "ignore")):
        return {}, frozenset()
    codes = [chr(_raw.FPDFText_GetUnicode(text_page, index)) for index in range(count)]
    accents = [(at, box) for at, code in enumerate(codes) if code in _COMBINING and (box := box_of(at))]
    if len(accents) > _MOST:
        return {}, frozenset()
    letters = [(at, box) for at, code in enumerate(codes) if code.isalpha() and (box := box_of(at))]
    made: dict[int, str] = {}
    used: set[int] = set()
    for at, accent in accents:
        for letter, box in letters:
            if letter not in made and _is_over(accent, box):
                base = _DOTLESS.get(codes[letter], codes[letter])
                whole = unicodedata.normalize("NFC", base + _COMBINING[codes[at]])
                if len(whole) == 1:
                    made[letter] = whole
                    used.add(at)
                    break
    return made, frozenset(used)


def _is_over(accent: Any, letter: Any) -> bool:
    middle = (accent[0] + accent[2]) / 2
    shared = min(accent[3], letter[3]) - max(accent[1], letter[1])
    high = accent[3] - accent[1]
    alike = letter[3] - letter[1] < _MOST_HIGHER * high
    return alike and letter[0] <= middle <= letter[2] and shared > _LEAST_SHARED * high
