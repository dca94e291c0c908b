"""A fixed phrase in the reader's language."""

from pathlib import Path

from language.phrasebook import Phrasebook

BOOK = Phrasebook(Path(__file__).parent)
phrase = BOOK.say


def unreached(told: str, language: str) -> str:
    """That a source is out of reach; what it `told` of it is English and stands behind our own words."""
    return told if language == "en" else f"{phrase('out_of_reach', language)} ({told})"
