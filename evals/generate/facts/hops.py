"""Facts of two places: what a table or a caption says of that which a step only names."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from evals.generate.facts.fact import Fact
from evals.generate.facts.figures import captions
from evals.generate.facts.procedures import FEWEST_STEPS, steps_of
from evals.generate.library import LibraryText, named_job
from evals.generate.required import rare_words
from evals.generate.wording.sentences import lower_first
from language.identifiers import identifiers

PAIR = 2


def hop_facts(facts: Sequence[Fact], library: LibraryText) -> Iterator[Fact]:
    """Of each step: the cells of the one thing that it names by a designation, and the figure that it refers to, in the same document.

    Args:
        facts: those of the library's tables.
        library: what the library says.
    """
    cells: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.asks == "cell":
            for one in identifiers(fact.slots["row"]):
                cells[fact.source.document.id, one.key].append(fact)
    shown = {(one.source.document.id, one.number): one for one in captions(library)}
    for group in library.by_section():
        steps, job = steps_of(group), named_job(group[0].section, library)
        for number, text, source in steps if len(steps) >= FEWEST_STEPS and job else ():
            document = source.document.id
            slots = {"job": job, "n": str(number)}
            named = [key for one in identifiers(text) if (key := (document, one.key)) in cells]
            for fact in cells[named[0]] if len(set(named)) == 1 else ():
                pages, quote = _both(source.passage.page, fact.pages), f"{text} / {fact.quote}"
                if fact.source.passage.id != source.passage.id:
                    more = slots | {"column": fact.slots["column"]}
                    yield Fact("two-hop", "hop", more, fact.required, fact.source, pages, quote)
            for one in (shown[key] for key in shown if key[0] == document and _names(text, key[1])):
                required = rare_words(one.title, library, PAIR, job, source.language)
                quote = f"{text} / {one.name} {one.number} {one.title}"
                if required:
                    pages = _both(source.passage.page, (one.source.passage.page or 0,))
                    yield Fact(
                        "two-hop",
                        "hop_figure",
                        slots | {"name": lower_first(one.name, source.language)},
                        required,
                        one.source,
                        pages,
                        quote,
                    )


def _names(text: str, number: str) -> bool:
    return bool(re.search(rf"[^\W\d_]\.?\s{re.escape(number)}(?![\w-])", text))


def _both(first: int | None, others: Sequence[int]) -> tuple[int, ...]:
    return tuple(sorted({first or 0, *others} - {0}))
