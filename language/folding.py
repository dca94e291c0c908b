"""Text in one form: case, accents, widths, digits, dashes and quotes do not tell two words apart."""

import re
import unicodedata
from functools import lru_cache

INDIC = "\u0900-\u0963\u0970-\u0dff"
"""Letters and signs of the scripts of India, inside a character class; the signs are no letters to `re`."""
_MARKS = re.compile("[\u0300-\u036f]")
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")
_FRACTION = re.compile(r"(?<=\d)(?=[¼-¾⅐-⅞])")
_SUPERSCRIPT = re.compile(r"(?<=\d)(?=[⁰¹²³⁴-⁹⁺⁻])")
_WORD = re.compile(rf"\d+|(?:[^\W\d_]|[{INDIC}])+(?:'(?:[^\W\d_]|[{INDIC}])+)*")
_SINGLE = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−﹣", "-"),
        **dict.fromkeys("‘’‚‛′´`ʼ", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("º˚", "°"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", None),
        "ø": "o",
        "æ": "ae",
        "œ": "oe",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ı": "i",
        "⁄": "/",
    }
)


def fold(text: str) -> str:
    """Case folded, without accents, compatibility forms and foreign digits resolved, one dash and one quote.

    The length may change ("ß" is "ss", "æ" is "ae", "½" is "1/2"): positions in the folded text are not those of `text`.
    """
    if text.isascii():
        return text.lower()
    text = _SUPERSCRIPT.sub("^", _FRACTION.sub(" ", text))
    text = unicodedata.normalize("NFKC", text.translate(_SINGLE)).casefold().translate(_SINGLE)
    return _FOREIGN_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit.group())), without_accents(text))


def without_accents(text: str) -> str:
    """The letters without the accents that Unicode writes apart: "é" is "e", "ø" stays."""
    return unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", text)))


def aligned(text: str) -> tuple[str, list[int]]:
    """The text folded, and for each of its characters, and its end, the place in `text` that it comes from."""
    if text.isascii():
        return text.lower(), list(range(len(text) + 1))
    folded = [_fold_one(character) for character in text]
    places = [place for place, piece in enumerate(folded) for _ in piece]
    return "".join(folded), [*places, len(text)]


@lru_cache(4_096)
def _fold_one(character: str) -> str:
    return fold(character)


def words(text: str) -> list[str]:
    """The folded words in order, letters and digits apart ("WTG-07" is "wtg", "07").

    A negation keeps its apostrophe ("don't"), a possessive loses it ("turbine's"), what is only joined is parted ("l'huile").
    """
    found: list[str] = []
    for word in _WORD.findall(fold(text)):
        if "'" not in word:
            found.append(word)
            continue
        head, _, tail = word.partition("'")
        if tail == "s":
            found.append(head)
        elif len(tail) > 2 or len(head) == 1:
            found += [head, *tail.split("'")]
        else:
            found.append(word)
    return found
