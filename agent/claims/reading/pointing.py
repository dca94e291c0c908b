"""What a sentence says of its sources and of the question rather than of the machine: "section 4.2, p. 7", "Step 3:", "Yes, ..."."""

import re
from collections.abc import Collection
from functools import cache

from language.folding import fold
from language.vocabulary import all_languages, vocabulary

_KEYCAP = re.compile(r"^\W*\d\ufe0f?\u20e3\s*")
_SHORT = 2
"""Letters of a word that only points at a place where its number stands apart: "p. 2", and not "P2"."""
_NUMBER = r"(?P<number>[a-z]?\d+(?:\.\d+)*)(?![\w.]*\d)"


def without_pointers(text: str, marks: Collection[str], steps: Collection[str]) -> str:
    """A sentence without the label of a step at its beginning, and without the pages, sections (`marks`) and steps of its sources; others stay, and have to be there."""
    kept = _KEYCAP.sub("", text)
    label = _labels().match(fold(kept))
    kept = kept[label.end() :] if label else kept
    for part, known in (("place", marks), ("step", steps)):
        folded = fold(kept)
        for found in reversed(list(_pointers(part).finditer(folded)) if len(folded) == len(kept) else []):
            if found["number"] in known:
                kept = kept[: found.start()] + kept[found.end() :]
    return re.sub(r"\(\s*[,;]?\s*\)", "", kept)


def without_answer(text: str) -> tuple[str, bool]:
    """A sentence without the "yes" or "no" that it begins with, and whether it does."""
    found = _answers().match(fold(text))
    return (text[found.end() :], True) if found else (text, False)


def _words(part: str) -> list[str]:
    """Of all languages, the longer ones first."""
    words = {word for language in all_languages() for word in vocabulary(language).pointing[part]}
    return sorted(words, key=len, reverse=True)


def _any(part: str) -> str:
    return "|".join(map(re.escape, _words(part)))


@cache
def _pointers(part: str) -> re.Pattern[str]:
    words = (re.escape(one) + (r"\.?\s?" if len(one) > _SHORT else r"(?:\.\s?|\s)") for one in _words(part))
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)}){_NUMBER}")


@cache
def _labels() -> re.Pattern[str]:
    return re.compile(rf"^\W*(?:{_any('step')})\s?\d{{1,3}}\s*[:.)–—-]\s*(?=\S)")


@cache
def _answers() -> re.Pattern[str]:
    return re.compile(rf"^\W*(?:{_any('yes')}|{_any('no')})\W{{0,2}}\s*[,:;.!–—-]\s+(?=\w+\W+\w+)")
