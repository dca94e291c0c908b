"""Which language a question is in, and the few fixed phrases that an answer needs."""

import re
from functools import cache
from pathlib import Path
from typing import cast

import yaml

from stores.passages.glossary import function_words
from stores.passages.languages import language_of
from stores.passages.text import fold

_FRENCH = frozenset(
    "que comment est le la les un une de dans et avec pour quel quelle où il je nous pas du des quand".split()
)
"""Recognised so that it is not taken for its neighbours; the glossary does not translate it."""


def detect(text: str) -> str:
    """The language of `text`; English where nothing tells."""
    prose = re.sub(r"\S*\d\S*", " ", text)
    words = re.findall(r"[^\W\d_]+", prose.casefold())
    found = language_of(prose)
    known = function_words()[found]
    return "fr" if sum(word in _FRENCH for word in words) > sum(fold(word) in known for word in words) else found


@cache
def _phrases() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for path in sorted(Path(__file__).parent.glob("phrases*.yaml")):
        found |= cast("dict[str, dict[str, str]]", yaml.safe_load(path.read_text(encoding="utf-8")))
    return found


def phrase(name: str, language: str, **values: object) -> str:
    """A fixed phrase in the reader's language, English where there is none."""
    variants = _phrases()[name]
    return variants.get(language, variants["en"]).format(**values)
