"""Whether a text has certain words: how suites write them, and how answers do."""

import re

from language.folding import fold as folded


def holds(answer: str, alternative: str) -> bool:
    """Substring, case and white space ignored; a number does not match inside a longer one."""
    return place_of(answer, alternative) is not None


def place_of(answer: str, alternative: str, start: int = 0) -> int | None:
    """Where in the folded answer the alternative ends, from `start` on; None where it is not."""
    text, wanted = fold(answer), fold(alternative)
    if not wanted:
        return start
    before = r"(?<!\d)(?<!\d[.,])" if wanted[:1].isdigit() else ""
    after = r"(?!\d)(?![.,]\d)" if wanted[-1:].isdigit() else ""
    found = re.compile(before + re.escape(wanted) + after).search(text, start)
    return found.end() if found else None


def fold(text: str) -> str:
    """As all texts are folded, with one space for any white space."""
    return " ".join(folded(text).split())
