"""Which of the glossary's languages a question is in."""

from functools import lru_cache

from language.detecting import detect
from stores.passages.wording import glossary

NEAREST = {"no": "da", "sv": "da"}
"""Whose glossary serves a language that has none: most terms of the trade are written alike."""


@lru_cache(4_096)
def language_of(query: str) -> str:
    """The language whose glossary reads the question; English where none does."""
    found = detect(query)
    found = NEAREST.get(found, found)
    return found if found in glossary.languages() else glossary.ENGLISH
