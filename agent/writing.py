"""How numbers and names can be written: scripts, digits, dashes, fractions and number words brought to one form."""

import re
import unicodedata
from functools import lru_cache

from agent.number_words import digits

_FRACTION = re.compile(r"[\u00bc-\u00be\u2150-\u215f]")
_POWER = re.compile(r"(?<=\d)([\u2070\u00b9\u00b2\u00b3\u2074-\u2079])")
# The ordinal sign and the ring stand for the degree sign in many a manual ("65ºC").
_DEGREE = re.compile(r"(?<=\d)(\s?)[\u00ba\u02da\u00b0](?:\s(?=[CF]\b))?")
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2796\ufe58\ufe63", "-"),
        **dict.fromkeys("×✕✖⨯", "x"),
        "\u2044": "/",
        "\u2215": "/",
        "\u2236": ":",
        "\u2019": "'",
        "\u2018": "'",
    }
)
# Letters of other scripts that print like Latin ones.
_ALIKE = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеорсухіјѕԁӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧοναρ",
    "ABESIJKMHOPCTYXaeopcyxijsdlABEZHIKMNOPTYXovap",
)
_TOKEN = re.compile(r"\S+")
_PLUS_MINUS = re.compile(r"\+\s?/\s?-|\+-")
_MINUS = re.compile(r"(?<!\w)(?:minus|menos|moins)\s+(?=\d)", re.IGNORECASE)
_ELLIPSIS = re.compile(r"(?<=\d)\s?(?:\.{2,3}|…)\s?(?=[-+]?\d)")
_SWISS = re.compile(r"(?<=\d)'(?=\d{3}(?!\d))")


@lru_cache(maxsize=8_192)
def normalise(text: str) -> str:
    """Compatibility forms, digits, dashes and look-alike letters unified, white space collapsed."""
    if text.isascii():
        clean = text
    else:
        powers = _DEGREE.sub(r"\1°", _POWER.sub(r"^\1", _ELLIPSIS.sub("-", text)))
        folded = unicodedata.normalize("NFKC", _FRACTION.sub(r" \g<0>", powers))
        clean = "".join(_character(c) for c in folded).translate(_SIGNS)
        clean = _TOKEN.sub(_latin, clean)
    clean = _PLUS_MINUS.sub("±", _SWISS.sub("", _ELLIPSIS.sub("-", clean)))
    return " ".join(clean.split())


@lru_cache(maxsize=8_192)
def plain_numbers(text: str) -> str:
    """`normalise`, with number words as digits too."""
    return digits(_MINUS.sub("-", normalise(text)))


def _character(c: str) -> str:
    if unicodedata.category(c) == "Cf":
        return ""
    return str(unicodedata.decimal(c)) if c.isdecimal() else c


def _latin(token: re.Match[str]) -> str:
    """Look-alikes are folded beside Latin letters or digits only: a word in Greek stays Greek."""
    word = token.group()
    mixed = not word.isascii() and re.search(r"[A-Za-z0-9]", word)
    return word.translate(_ALIKE) if mixed else word
