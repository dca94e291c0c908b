"""The words of a question as those of the records: plain words for shorthand, English for other languages, halves of compounds."""

from collections.abc import Iterable

from agent.embedded.cue_words import alternatives, cue
from stores.passages import glossary
from stores.passages.text import fold, stem
from stores.records.wording import OR

SHORTEST_STEM = 4


def as_recorded(words: Iterable[str], language: str) -> list[str]:
    """Each word with its other spellings behind it; a compound gives one for each half ("slange|hose").

    Args:
        words: As the question writes them.
        language: Of the question; the words themselves are looked for too, whatever language the records are in.
    """
    found: dict[str, None] = {}
    for word in words:
        found |= dict.fromkeys(_spellings(word, language))
    return list(found)


def _spellings(word: str, language: str) -> list[str]:
    name, _, digit = word.partition(" ")
    if digit:
        places = [fold(name), *glossary.translate(fold(name), language)]
        return [OR.join(dict.fromkeys(f"{place} {digit}" for place in [name, *places]))]
    if is_exchange(word) and not cue("use").fullmatch(word):
        return [OR.join(dict.fromkeys([word, *exchanged().split(OR)]))]
    plain = glossary.shorthand().get(fold(word), "")
    if language == glossary.ENGLISH:
        return [OR.join(dict.fromkeys([word, *([plain] if plain else [])]))]
    stemmed = stem(fold(word), language)
    own = stemmed if len(stemmed) >= SHORTEST_STEM else fold(word)
    known = glossary.translate(fold(word), language) or glossary.participle(fold(word), language)
    meanings = [meaning.split() for meaning in known]
    halves = [meaning for meaning in meanings if len(meaning) == len(meanings[0])]
    return [OR.join(dict.fromkeys([word, own, *place])) for place in zip(*halves, strict=True)] or [
        OR.join(dict.fromkeys([word, own]))
    ]


def is_exchange(word: str) -> bool:
    """Whether a word says that parts were exchanged, in whatever form."""
    return cue("exchanged").fullmatch(word) is not None


def exchanged() -> str:
    """The words of an exchange in English records, as spellings of which one is enough."""
    return OR.join(alternatives("exchange").split("|"))
