"""What a library's readers take in their hands, and what it never says of it: found by the verbs of handling, in any language of `things.yaml`."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import islice, takewhile
from typing import Any

from evals.generate.facts.tables import names_quantity
from evals.generate.lacks.lack import Lack
from evals.generate.library import LibraryText, content_stems, quiet
from evals.generate.wording.sentences import lower_first
from language.units import canonical, quantities
from language.words import is_stop
from stores.passages.wording.text import fold

LONGEST = 3
IN_USE = 2
"""So often a thing is written alone behind an article: what one sentence names may be cut wrongly out of it."""
KNOWN = 2
"""So many passages tell of a thing."""
NEAR = 5
"""So many words lie at most between a thing and the verb that handles it."""
_ENDS = frozenset(".;:!?•")
_TOKEN = re.compile(r"[^\W\d_][\w-]*|\S")


@dataclass(frozen=True)
class Handling:
    """The words of a language around a thing, and what may be asked of any: each with the units that would tell it."""

    articles: frozenset[str]
    verbs: frozenset[str]
    after: bool
    lacked: dict[str, frozenset[str]]


@lru_cache(1)
def languages() -> dict[str, Handling]:
    """By ISO code."""
    import yaml  # noqa: PLC0415

    read: dict[str, dict[str, Any]] = yaml.safe_load(
        (files("evals.generate.lacks") / "things.yaml").read_text(encoding="utf-8")
    )
    return {
        code: Handling(
            frozenset(fold(words["articles"]).split()),
            frozenset(fold(words["verbs"]).split()),
            bool(words.get("after")),
            {asked: frozenset(map(_unit, units.split())) for asked, units in words["lacked"].items()},
        )
        for code, words in read.items()
    }


def unsaid(library: LibraryText) -> Iterator[Lack]:
    """What no passage that names a thing says of it, neither in words nor by a unit."""
    near = [(source.stems, units_of(source.passage.text)) for source in library.sources]
    for (thing, language), _ in things(library).most_common():
        stems = content_stems(thing, language)
        about = [(held, units) for held, units in near if stems <= held]
        if len(about) < KNOWN:
            continue
        for asked, telling in languages()[language].lacked.items():
            wanted = content_stems(asked, language)
            if not any(wanted & held or telling & units for held, units in about):
                proof = f"none of the {len(about)} passages about '{thing}' tells {asked} or a unit of it"
                yield Lack("lack_quantity", {"quantity": asked, "thing": thing}, proof, language=language)


def things(library: LibraryText) -> Counter[tuple[str, str]]:
    """Each thing with its language, and how often it is handled."""
    named: Counter[tuple[str, str]] = Counter()
    handled: Counter[tuple[str, str]] = Counter()
    for source in library.sources:
        code = source.language
        known = languages().get(code)
        if known and not source.passage.table:
            for thing, in_hand in _named(source.passage.text, known, code):
                named[thing, code] += 1
                handled[thing, code] += in_hand
    return Counter({thing: times for thing, times in handled.items() if times and named[thing] >= IN_USE})


def _named(text: str, known: Handling, code: str) -> Iterator[tuple[str, bool]]:
    """What stands alone between an article and the next small word, and whether it is handled there."""
    small = known.articles | known.verbs
    tokens = _TOKEN.findall(text)
    plain = [fold(token) for token in tokens]
    for at, word in enumerate(plain):
        end = at + 1
        while word in known.articles and end < len(plain) and _names(plain[end], code, small):
            end += 1
        thing = " ".join(tokens[at + 1 : end])
        if at + 1 < end <= at + 1 + LONGEST and not names_quantity(thing):
            around = {*_clause(reversed(plain[:at])), *(_clause(plain[end:]) if known.after else ())}
            yield lower_first(quiet(thing), code), bool(known.verbs & around)


def _names(word: str, code: str, small: frozenset[str]) -> bool:
    return word[0].isalpha() and word not in small and not is_stop(word, code)


def _clause(words: Iterable[str]) -> Iterator[str]:
    """The next few words, up to where a sentence ends."""
    return takewhile(lambda word: word not in _ENDS, islice(words, NEAR))


@lru_cache(100_000)
def units_of(text: str) -> frozenset[str]:
    """Every word and unit that a text writes, with a figure or alone, units by their one name."""
    return frozenset(_unit(word.strip(".,;:()")) for word in text.split()) | {q.unit for q in quantities(text)}


def _unit(word: str) -> str:
    return canonical(word) or fold(word)
