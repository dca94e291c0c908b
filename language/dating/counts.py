"""How many weeks or months are said, in figures or words."""

import re

from language.dating.grammar import LETTER, Grammar
from language.number_words import digits


def count_in(written: str, known: Grammar) -> int:
    """The whole number that a word or figure says, 0 where it says none."""
    figures = written if written.isdecimal() else digits(f"{written} kg", known.language).removesuffix(" kg")
    return int(figures) if figures.isdecimal() else 0


def count_before(match: re.Match[str], known: Grammar) -> int:
    """A number in words before "last" or "next", as in French ("les trois dernières semaines"); "une" is an article."""
    before = re.search(rf"({LETTER}{{2,12}})\s+$", match.string[: match.start()])
    count = count_in(before[1], known) if before else 0
    return count if count > 1 else 0
