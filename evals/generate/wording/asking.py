"""A fact as cases: the plain question, and harder ways to ask it."""

from collections.abc import Callable
from itertools import islice
from random import Random

from evals.datasets.words import holds
from evals.generate.drafts import DraftCase
from evals.generate.facts.fact import Fact
from evals.generate.wording import phrasing

Reword = Callable[[str], str]
Asked = tuple[str, str, str]
"""Difficulty, language, question."""
_BY_KEYWORDS = frozenset({"cell", "two_columns", "two_rows", "pair", "entry", "hazard", "steps", "how"})


def asked(
    fact: Fact, library: str, rng: Random, place: int, reword: Reword | None, harder_ones: int = 1
) -> list[DraftCase]:
    """The plain question in the document's language, and so many harder ones that are fair, beginning at the `place`-th kind."""
    own = fact.source.language
    question = phrasing.plain(fact.asks, fact.slots, context=fact.context, machine=fact.machine, language=own)
    first: Asked = phrasing.VERBATIM, own, question
    harder = [_otherwise, _by_keywords, _typed, _foreign] if first[1] == "en" else [_typed_as(first)]
    turned = harder[place % len(harder) :] + harder[: place % len(harder)]
    found = (way(fact, rng, reword) for way in turned)
    fair = (one for one in found if one[2] not in {"", first[2]} and not _gives_away(one[2], fact))
    return [_case(fact, library, *one) for one in (first, *islice(fair, harder_ones))]


def _plain(fact: Fact) -> str:
    return phrasing.plain(fact.asks, fact.slots, context=fact.context, machine=fact.machine)


def _otherwise(fact: Fact, rng: Random, reword: Reword | None) -> Asked:
    said = reword(_plain(fact)) if reword else ""
    own = phrasing.otherwise(fact.asks, fact.slots, rng, context=fact.context, machine=fact.machine)
    return phrasing.PARAPHRASE, "en", said or own


def _by_keywords(fact: Fact, rng: Random, reword: Reword | None) -> Asked:
    del rng, reword
    text = phrasing.keywords(fact.asks, fact.slots, context=fact.context, machine=fact.machine)
    return phrasing.KEYWORDS, "en", text if fact.asks in _BY_KEYWORDS else ""


def _typed(fact: Fact, rng: Random, reword: Reword | None) -> Asked:
    del reword
    return phrasing.SHORTHAND, "en", phrasing.shorthand(_plain(fact), rng)


def _typed_as(first: Asked) -> Callable[[Fact, Random, Reword | None], Asked]:
    """Shorthand of a question that is not English: English abbreviations do not fit, slips do."""
    return lambda _fact, rng, _reword: (phrasing.SHORTHAND, first[1], phrasing.shorthand(first[2], rng))


def _foreign(fact: Fact, rng: Random, reword: Reword | None) -> Asked:
    """In another language; not where much around the fact would stay in the manual's own."""
    del reword
    if fact.context or fact.kind == "multi-fact":
        return phrasing.LANGUAGE, "en", ""
    for language in rng.sample(phrasing.LANGUAGES, len(phrasing.LANGUAGES)):
        question = phrasing.translated(fact.asks, fact.slots, language, machine=fact.machine)
        if question:
            return phrasing.LANGUAGE, language, question
    return phrasing.LANGUAGE, "en", ""


def _gives_away(question: str, fact: Fact) -> bool:
    return any(holds(question, alternative) for group in fact.required for alternative in group)


def _case(fact: Fact, library: str, difficulty: str, language: str, question: str) -> DraftCase:
    return DraftCase(
        id=f"{library}-{fact.kind}-{fact.id}-{difficulty if difficulty != phrasing.LANGUAGE else language}",
        question=question,
        kind=fact.kind,
        lang=language or "en",
        library=library,
        file=fact.source.document.path,
        pages=list(fact.pages),
        sections=[] if fact.pages else [fact.source.section.title],
        must_contain=[list(group) for group in fact.required],
        warnings=fact.warnings,
        difficulty=difficulty,
        section_path=list(fact.source.section.path),
        quote=fact.quote,
        origin="generated",
    )
