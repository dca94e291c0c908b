"""What tools say of records in their own words: how many there are, what narrowed them, what their fields are called.

The values of records stay as the company writes them.
"""

from collections.abc import Iterable
from pathlib import Path

from language.phrasebook import Phrasebook

BOOK = Phrasebook(Path(__file__).parent)
say = BOOK.say


def word(name: str, language: str) -> str:
    """What a field or state is called in running text; the company's own fields by the name that it gave them."""
    known = f"word_{name}"
    return say(known, language) if known in BOOK.entries("en") else name.replace("_", " ")


def label(name: str, language: str) -> str:
    """The same at the beginning of a line."""
    called = word(name, language).strip()
    return called[:1].upper() + called[1:]


def either(items: Iterable[str], language: str) -> str:
    """One or more of which one is enough: "hose or slange"."""
    return say("or", language).join(items)


def together(items: Iterable[str], language: str) -> str:
    """Several that hold together: "hose and burst"."""
    return say("and", language).join(items)
