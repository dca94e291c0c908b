"""The rows of a record and the words of a question that name them."""

import re

_QUESTION_WORDS = frozenset(
    "what when where which who why how the and for has have had was were did does with this that are can you tell show give about part "
    "parts number turbine machine wind van much many its one into there from not may version type serial running at".split()
)


def content_words(text: str) -> set[str]:
    """The stems of the words that say what a text is about."""
    words = re.findall(r"[^\W\d_]{3,}", text.casefold())
    return {
        word[:-1] if word.endswith("s") and len(word) > 3 else word for word in words if word not in _QUESTION_WORDS
    }


def asked_rows(rows: list[str], question: str) -> list[str]:
    """The rows whose names share a word with the question."""
    words = content_words(question)
    return [row for row in rows if ": " in row and words & content_words(row.split(": ")[0])]


def values_of(rows: list[str], name: str) -> list[str]:
    """What stands in the rows of this name."""
    return [row.removeprefix(f"{name}: ") for row in rows if row.startswith(f"{name}: ")]


def first_of(rows: list[str], name: str) -> str:
    """The first of them, or nothing."""
    values = values_of(rows, name)
    return values[0] if values else ""
