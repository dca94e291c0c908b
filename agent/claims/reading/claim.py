"""One sentence of a model, read: its clauses, the words and the hard facts of each."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from agent.claims.facts.fact import Fact
from agent.claims.facts.finding import facts
from agent.claims.facts.spelling import spelled, without
from agent.claims.wording.limits import is_difference
from agent.claims.wording.stems import clauses, joins, stems_of

_NOUN = re.compile(r"\s[^\W\d]{3,}")


@dataclass(frozen=True)
class Clause:
    """A part of a sentence that could be right or wrong by itself."""

    text: str
    stems: tuple[str, ...]
    facts: tuple[Fact, ...]
    start: int = 0

    @property
    def cues(self) -> str:
        """The clause without its dates."""
        text = self.text
        for fact in self.facts:
            if fact.kind == "date":
                first, last = fact.start - self.start, fact.end - self.start
                text = text[:first] + " " * (last - first) + text[last:]
        return text

    def groups(self, spelt: str, language: str) -> list[tuple[Fact, ...]]:
        """Its facts as they are listed: those with a comma or a joining word between them are apart."""
        out: list[tuple[Fact, ...]] = []
        for at, fact in enumerate(self.facts):
            between = spelt[self.facts[at - 1].end : fact.start] if at else ""
            if at and not joins(between, language):
                out[-1] = (*out[-1], fact)
            else:
                out.append((fact,))
        return out

    def beside(self, fact: Fact, spelt: str, language: str) -> tuple[str, ...]:
        """The words that say what a fact is of: those up to the next fact of its kind where there are several, else all."""
        alike = [
            one for one in self.facts if one is not fact and one.kind == fact.kind and one.dimension == fact.dimension
        ]
        if not alike:
            return self.stems
        start = max((one.end for one in alike if one.end <= fact.start), default=self.start)
        end = min((one.start for one in alike if one.start >= fact.end), default=self.start + len(self.text))
        return stems_of(without(spelt, self.facts)[start:end], language)


@dataclass(frozen=True)
class Said:
    """A sentence as it is checked: without its markers, what points at its sources, and the "yes" or "no" before it (`answers`)."""

    text: str
    language: str
    spelt: str
    clauses: tuple[Clause, ...]
    answers: bool = False

    @property
    def cues(self) -> str:
        """The sentence without its dates: May is no permission."""
        return without(self.spelt, [fact for fact in self.facts if fact.kind == "date"])

    @property
    def stems(self) -> tuple[str, ...]:
        return tuple(stem for clause in self.clauses for stem in clause.stems)

    @property
    def facts(self) -> tuple[Fact, ...]:
        return tuple(fact for clause in self.clauses for fact in clause.facts)

    def counted(self, fact: Fact) -> tuple[str, ...]:
        """The stems of the noun that stands right behind a number: of "2 persons"; none of another fact."""
        noun = _NOUN.match(self.spelt, fact.end) if fact.kind == "number" else None
        return stems_of(noun.group(), self.language) if noun else ()

    def less(self, worked_out: Collection[Fact]) -> "Said":
        """The sentence without the facts that follow from others: no place has them."""
        if not worked_out:
            return self
        taken = [(one.start, is_difference(self.spelt, one.end, self.language)[1]) for one in worked_out]
        return self._without(taken, worked_out)

    def unnamed(self, names: Sequence[tuple[int, int]]) -> "Said":
        """The sentence without the names of things: "front" in one turns nothing round."""
        return self._without(names, ()) if names else self

    def _without(self, taken: Sequence[tuple[int, int]], facts: Collection[Fact]) -> "Said":
        spelt = self.spelt
        for start, end in taken:
            spelt = spelt[:start] + " " * (end - start) + spelt[end:]
        kept = (tuple(fact for fact in one.facts if fact not in facts) for one in self.clauses)
        texts = (spelt[one.start : one.start + len(one.text)] for one in self.clauses)
        clauses = tuple(
            replace(one, facts=own, text=text) for one, own, text in zip(self.clauses, kept, texts, strict=True)
        )
        return replace(self, spelt=spelt, clauses=clauses)


def read(text: str, language: str, today: date | None) -> Said:
    """The sentence in the words of `language`."""
    spelt = spelled(text, language)
    found = facts(text, language, today)
    return Said(text, language, spelt, clauses_of(spelt, found, language))


def clauses_of(
    spelt: str, found: Sequence[Fact], language: str, cut: Callable[[str, str], tuple[str, ...]] = clauses
) -> tuple[Clause, ...]:
    """The clauses of a spelled text, or what else `cut` makes of it; no fact is cut in two."""
    hidden = spelt
    for fact in found:
        hidden = hidden[: fact.start] + "0" * (fact.end - fact.start) + hidden[fact.end :]
    out: list[Clause] = []
    at = 0
    for piece in cut(hidden, language):
        end = at + len(piece)
        own = tuple(fact for fact in found if at <= fact.start < end)
        out.append(Clause(spelt[at:end], stems_of(piece, language), own, at))
        at = end
    return tuple(out)
