"""One fact, asked in several ways: in the manual's words, otherwise, in keywords, with shorthand and slips, in other languages."""

import re
from functools import lru_cache
from importlib.resources import files
from random import Random
from typing import Any

from evals.generate.wording.sentences import lower_first
from stores.passages.wording import glossary
from stores.passages.wording.text import fold, stem

VERBATIM, PARAPHRASE, KEYWORDS, SHORTHAND, LANGUAGE = "verbatim", "paraphrase", "keywords", "shorthand", "language"
LANGUAGES = ("da", "de", "es", "pt")
ANY = "any"
SHORTEST_TO_SLIP = 6
FEWEST_KEYWORDS = 2
_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_WANTED = re.compile(r"[^\s?¿!,;:\"()]+")
_ASKING = frozenset("need about please mean give given manual call name step steps job work display shows".split())


@lru_cache(1)
def templates() -> dict[str, dict[str, Any]]:
    """The sentences of `templates.yaml`."""
    import yaml  # noqa: PLC0415

    return yaml.safe_load((files("evals.generate.wording") / "templates.yaml").read_text(encoding="utf-8"))


def plain(
    asks: str, slots: dict[str, str], *, context: str = "", machine: str = "", language: str = "en", nth: int = 0
) -> str:
    """The question in the `nth` sentence of a language; where it has none, in the sentence without words that every language can do with."""
    sentences: list[str] = templates()[asks].get(language) or templates()[asks].get(ANY) or templates()[asks]["en"]
    question = sentences[nth % len(sentences)].format(**slots)
    if context:
        question = f"{question} ({context})"
    if machine:
        joined = templates()["on_machine"].get(language, templates()["on_machine"][ANY])
        mark = question[-1] if question[-1] in "?." else ""
        question = f"{question.removesuffix(mark)} {joined} {machine}{mark}"
    return question[:1].upper() + question[1:]


def otherwise(asks: str, slots: dict[str, str], rng: Random, context: str = "", machine: str = "") -> str:
    """Another sentence, with synonyms of the trade where the glossary has any."""
    count = len(templates()[asks].get("en", []))
    changed = {name: _TOKEN.sub(lambda m: _synonym(m.group()), text) for name, text in slots.items()}
    question = plain(asks, changed, nth=rng.randrange(1, count) if count > 1 else 0, context=context, machine=machine)
    return question if question != plain(asks, slots, context=context, machine=machine) else ""


CUES = {"hazard": "warning", "how": "procedure", "steps": "procedure"}
"""What a search by keywords adds where the subject alone would not say what is wanted."""


def keywords(asks: str, slots: dict[str, str], *, context: str = "", machine: str = "") -> str:
    """Only the words that carry meaning, as people type into a search box."""
    known = glossary.function_words()["en"] | _ASKING
    text = " ".join((*slots.values(), context, machine, CUES.get(asks, "")))
    kept = [word for word in _WANTED.findall(text) if fold(word) not in known]
    return " ".join(kept).casefold() if len(kept) >= FEWEST_KEYWORDS else ""


def shorthand(question: str, rng: Random) -> str:
    """As typed with gloves on: the trade's abbreviations, one slip in a long word, no capitals, no question mark."""
    short = _shortened()
    text = _TOKEN.sub(lambda m: short.get(fold(m.group()), m.group()), question)
    long = [m for m in _TOKEN.finditer(text) if len(m.group()) >= SHORTEST_TO_SLIP and not m.group().isupper()]
    if long:
        match = rng.choice(long)
        text = text[: match.start()] + _slip(match.group(), rng) + text[match.end() :]
    return lower_first(text).rstrip("?. ")


def _slip(word: str, rng: Random) -> str:
    """Two neighbours exchanged, or a letter left out, behind the first."""
    at = rng.randrange(1, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :] if rng.random() < 0.5 else word[:at] + word[at + 1 :]


def translated(asks: str, slots: dict[str, str], language: str, context: str = "", machine: str = "") -> str:
    """In another language: a slot of one word by the trade glossary, all others in the manual's words, as people mix them.

    Several words in a row are no language where each is translated by itself. Empty where the language has no sentence for what is asked.
    """
    if language not in templates()[asks]:
        return ""
    changed = {name: _in_language(text, language) for name, text in slots.items()}
    return plain(asks, changed, language=language, context=context, machine=machine)


def _in_language(text: str, language: str) -> str:
    named = _TOKEN.findall(" ".join(t for t in text.split() if not any(c.isdigit() for c in t)))
    if len(named) != 1 or (named[0].isupper() and len(named[0]) > 1):
        return text
    word, terms = fold(named[0]), glossary.words_of(language)
    found = terms.get(word) or terms.get(_stems().get(stem(word), ""), "")
    return text.replace(named[0], found) if found else text


@lru_cache(1)
def _stems() -> dict[str, str]:
    return {stem(term): term for term in glossary.words_of("de") if term.isalpha()}


@lru_cache(1)
def _shortened() -> dict[str, str]:
    """Plain words to the longest shorthand that means them alone."""
    found: dict[str, str] = {}
    for short, meant in glossary.shorthand().items():
        if short.isalpha() and len(short) > 1 and len(short) > len(found.get(meant, "")) and len(short) < len(meant):
            found[fold(meant)] = short
    return found


def _synonym(word: str) -> str:
    return synonyms().get(fold(word), word)


@lru_cache(1)
def synonyms() -> dict[str, str]:
    """Words of manuals to what technicians say instead."""
    import yaml  # noqa: PLC0415

    return yaml.safe_load((files("evals.generate.wording") / "synonyms.yaml").read_text(encoding="utf-8"))
