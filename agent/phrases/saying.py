"""A fixed phrase in the reader's language."""

from functools import cache
from pathlib import Path
from typing import cast

import yaml

HERE = Path(__file__).parent
FALLBACK = "en"


@cache
def languages() -> tuple[str, ...]:
    """The languages that have phrases, by their ISO 639-1 codes."""
    return tuple(sorted(path.stem for path in HERE.glob("*.yaml")))


def phrase(name: str, language: str, **values: object) -> str:
    """The phrase `name` with its `values` filled in; English where the language has none.

    Raises:
        KeyError: no phrase has this name.
    """
    own = phrases(language) if language in languages() else {}
    return (own.get(name) or phrases(FALLBACK)[name]).format(**values)


@cache
def phrases(language: str) -> dict[str, str]:
    """Every phrase of one of `languages()` by its name."""
    return cast("dict[str, str]", yaml.safe_load((HERE / f"{language}.yaml").read_text(encoding="utf-8")))
