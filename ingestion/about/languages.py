"""Which language a document is in."""

from language.detecting import detect
from language.vocabulary import vocabulary
from language.words import words

_LEAST = 8
"""Words that carry the grammar of a language; a list of parts has none."""


def language_of(text: str) -> str:
    """A two-letter code, or "" where too few words of a known language occur."""
    found = detect(text, "")
    held = vocabulary(found)
    return found if held.language == found and sum(word in held.stop_words for word in words(text)) >= _LEAST else ""
