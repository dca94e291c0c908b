"""Which facts make a fair question: the answer says something, stands in one place, and is not given away."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from evals.datasets.words import holds
from evals.generate.facts.fact import Fact
from evals.generate.library import LibraryText, Source, content_stems
from evals.generate.wording.phrasing import plain
from stores.passages.wording.text import fold

SAME_SUBJECT = 0.8
SHORTEST_ANSWER = 2
TRIVIAL = frozenset("yes no ok none all any n/a see below above ja nein nej sí sim".split())


@dataclass(frozen=True)
class Refused:
    """A fact that gives no question, and why."""

    fact: Fact
    why: str


def fair(facts: Sequence[Fact], library: LibraryText) -> tuple[list[Fact], list[Refused]]:
    """Facts that make a fair question, narrowed where needed, and those refused.

    A question that two facts share gets its context; where that does not part them, both are refused. Where the
    library's documents are for several models, the question names the one that its document is for.
    """
    named = [fact.on(_machine(fact, library)) for fact in _without_twins(facts)]
    asked = Counter(_question(fact, context=False) for fact in named)
    narrowed = [fact if asked[_question(fact, context=False)] > 1 else replace(fact, context="") for fact in named]
    times = Counter(_question(fact) for fact in narrowed)
    kept: list[Fact] = []
    refused: list[Refused] = []
    for fact in narrowed:
        why = "another place answers the same question otherwise" if times[_question(fact)] > 1 else ""
        why = why or next(_faults(fact, library), "")
        if why:
            refused.append(Refused(fact, why))
        else:
            kept.append(fact)
    return kept, refused


def _without_twins(facts: Sequence[Fact]) -> list[Fact]:
    """One of those that ask and answer the same in one document, with the pages of all."""
    seen: dict[tuple[object, ...], Fact] = {}
    for fact in facts:
        key = (fact.asks, fold(fact.subject), fact.required, fact.source.document.id)
        known = seen.get(key)
        seen[key] = replace(known, pages=tuple(sorted({*known.pages, *fact.pages}))) if known else fact
    return list(seen.values())


def _question(fact: Fact, *, context: bool = True) -> str:
    return fold(_asked(fact if context else replace(fact, context="")))


def _asked(fact: Fact) -> str:
    return plain(fact.asks, fact.slots, context=fact.context, machine=fact.machine, language=fact.source.language)


def _machine(fact: Fact, library: LibraryText) -> str:
    """The model to name: the document's only one, where the library serves several."""
    own = fact.source.document.applies_to.models
    return own[0] if len(own) == 1 and len(library.models) > 1 else ""


def _faults(fact: Fact, library: LibraryText) -> Iterator[str]:
    question = _asked(fact)
    if any(is_trivial(group) for group in fact.required):
        yield "the answer is trivial"
    if any(holds(question, alternative) for group in fact.required for alternative in group):
        yield "the question holds its answer"
    if len(fold(question)) > 260:
        yield "the question is too long to be asked"
    if says_elsewhere(fact, library):
        yield "the same stands elsewhere in the library"


def is_trivial(group: Sequence[str]) -> bool:
    """Whether an answer could be right by chance: one character, or a word such as "yes"."""
    shortest = min((fold(alternative).strip(" .") for alternative in group), key=len)
    return len(shortest) < SHORTEST_ANSWER or shortest in TRIVIAL


def says_elsewhere(fact: Fact, library: LibraryText) -> bool:
    """Whether a passage of another page holds both what is asked for and nearly all words by which it is asked.

    A fact that requires nothing but its place says itself that it is the only one.
    """
    if not fact.required:
        return False
    subject = content_stems(fact.subject, fact.source.language)
    if not subject:
        return True
    return any(
        _answers(source, fact)
        for source in library.holding(subject, SAME_SUBJECT)
        if source.place != fact.source.place and source.passage.page not in _near(source, fact)
    )


def _near(source: Source, fact: Fact) -> Sequence[int | None]:
    return fact.pages if source.document.id == fact.source.document.id and fact.pages else ()


def _answers(source: Source, fact: Fact) -> bool:
    return all(any(holds(source.passage.text, alternative) for alternative in group) for group in fact.required)
