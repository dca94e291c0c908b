"""All that narrows a query over work orders: as the store takes it, as it is said, and what of it leaves nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from domain.queries import Bound, Dated, FieldFilter, OrderQuery
from tools.orders.spans import in_words
from tools.phrases.saying import say, together

MOST_WORDS = 6


@dataclass(frozen=True)
class Part:
    """One thing that narrows, and how it is said; of `words` every one is wanted, or none where they are `excluded`."""

    said: str
    filter: FieldFilter | None = None
    bounds: tuple[Bound, ...] = ()
    dated: Dated | None = None
    words: tuple[str, ...] = ()
    excluded: bool = False
    repeats: int = 0


@dataclass(frozen=True)
class Narrowing:
    """All of them, and the span of time that stands beside them; `language` is that in which it is said."""

    parts: tuple[Part, ...] = ()
    span: OrderQuery = field(default_factory=OrderQuery)
    language: str = ""

    @property
    def said(self) -> str:
        """In words: "asset WTG-07; status closed; opened 2025"."""
        fields = [part.said for part in self.parts if not part.words]
        texts = [part.said for part in self.parts if part.words]
        words = [say("texts", self.language, words=together(texts, self.language))] if texts else []
        return "; ".join([*fields, *words, *self.opened])

    @property
    def opened(self) -> list[str]:
        """The span of time in words, where there is one."""
        span = in_words(self.span.since, self.span.until, self.language)
        return [say("opened_in", self.language, span=span)] if span else []

    def query(self) -> OrderQuery:
        """As the store takes it."""
        return self.span.model_copy(
            update={
                "filters": tuple(part.filter for part in self.parts if part.filter),
                "bounds": tuple(bound for part in self.parts for bound in part.bounds),
                "dated": tuple(part.dated for part in self.parts if part.dated),
                "anywhere": tuple(one for part in self.parts if not part.excluded for one in part.words),
                "repeats": max((part.repeats for part in self.parts), default=0),
                "without": tuple(one for part in self.parts if part.excluded for one in part.words),
            }
        )

    def without(self, part: Part | None) -> "Narrowing":
        """Without one part; None stands for the span of time."""
        if part is None:
            return replace(self, span=OrderQuery())
        return replace(self, parts=tuple(one for one in self.parts if one is not part))

    @property
    def tells(self) -> bool:
        """Whether it says more than which machines and when: what the orders are about."""
        return any(
            part.words or part.bounds or part.repeats or (part.filter and part.filter.field != "asset")
            for part in self.parts
        )


def joined(one: Narrowing, other: Narrowing) -> Narrowing:
    """Both together; the second one's span of time where it has one."""
    span = other.span if other.span.since or other.span.until else one.span
    return Narrowing((*one.parts, *other.parts), span, one.language)


def unsaid(narrowed: Narrowing, count: Callable[[OrderQuery], int], *, found: bool) -> tuple[Part, ...]:
    """The words of a query that no work order says at all: nothing can be found by them, and leaving out by them leaves out nothing.

    Args:
        narrowed: The query.
        count: Counts the orders of one.
        found: Whether any order matches: then only words that leave out may be said by none.
    """
    worded = [part for part in narrowed.parts if part.words and (part.excluded or not found)]
    return tuple(part for part in worded if not count(OrderQuery(anywhere=part.words)))


def emptied_by(narrowed: Narrowing, count: Callable[[OrderQuery], int]) -> list[str]:
    """Where nothing matches: how many there are without each part, else with each of the words alone: the likeliest way on."""
    lines: list[str] = []
    language = narrowed.language
    each = [*((part, part.said) for part in narrowed.parts), *((None, said) for said in narrowed.opened)]
    for part, said in each if len(each) > 1 else []:
        without = count(narrowed.without(part).query())
        if without:
            orders = say("orders", language, count=without)
            lines.append(say("without", language, said=said, orders=orders))
    return lines or _by_one_word(narrowed, count)


def _by_one_word(narrowed: Narrowing, count: Callable[[OrderQuery], int]) -> list[str]:
    words = [part for part in narrowed.parts if part.words and not part.excluded]
    others = tuple(part for part in narrowed.parts if part not in words)
    found = [(part, count(replace(narrowed, parts=(*others, part)).query())) for part in words[:MOST_WORDS]]
    language = narrowed.language
    return [
        say("with_only", language, said=part.said, orders=say("orders", language, count=each))
        for part, each in found
        if each and len(words) > 1
    ]
