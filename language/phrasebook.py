"""Sentences of our own as data: one YAML file a language, with the forms that its plurals have."""

from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

import yaml

if TYPE_CHECKING:
    from babel import Locale

FALLBACK = "en"
OTHER = "other"
"""The plural form that every language has."""
Entry = str | Mapping[str, str]
"""A sentence, or one for each plural form of its `count` (CLDR: one, few, many, other)."""


class Phrasebook:
    """The sentences of a folder, by name and language.

    Args:
        folder: Holds a file a language ("de.yaml") that maps names to sentences with `{values}`.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, Mapping[str, Entry]] = {}

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Those that have sentences, by their ISO 639-1 codes."""
        return tuple(sorted(path.stem for path in self._folder.glob("*.yaml")))

    def entries(self, language: str) -> Mapping[str, Entry]:
        """Every sentence of one of `languages` by its name."""
        if language not in self._read:
            text = (self._folder / f"{language}.yaml").read_text(encoding="utf-8")
            self._read[language] = cast("Mapping[str, Entry]", yaml.safe_load(text))
        return self._read[language]

    def say(self, name: str, language: str, /, **values: object) -> str:
        """The sentence with its values filled in; English where the language has none. Floats are written as the language does.

        Raises:
            KeyError: no sentence has this name.
        """
        spoken = language if language in self.languages and name in self.entries(language) else FALLBACK
        entry = self.entries(spoken)[name]
        if not isinstance(entry, str):
            entry = entry.get(plural_form(values["count"], spoken), entry[OTHER])
        said = {key: decimal(value, spoken) if isinstance(value, float) else value for key, value in values.items()}
        return entry.format(**said)


def plural_form(count: object, language: str) -> str:
    """Which form a count takes in a language, by the rules of the CLDR; `count` is a number."""
    return _locale(language).plural_form(cast("float", count))


def decimal(figure: float, language: str = FALLBACK) -> str:
    """At most two decimals, none where there are none, behind the sign that the language writes; thousands are not grouped."""
    plain = f"{figure:.2f}".rstrip("0").rstrip(".")
    return plain if "." not in plain else plain.replace(".", decimal_sign(language))


def decimal_sign(language: str) -> str:
    """What stands before the decimals."""
    return str(_locale(language).number_symbols["latn"]["decimal"])


@cache
def _locale(language: str) -> "Locale":
    # It takes a tenth of a second to import, which a question without figures need not wait for.
    from babel import Locale  # noqa: PLC0415

    return Locale.parse(language or FALLBACK)
