"""Facts of whole sections: what is said about the subject of a heading, in any language; its place is all that is required."""

from collections import defaultdict
from collections.abc import Iterator

from evals.generate.facts.fact import Fact
from evals.generate.library import LibraryText, Source, content_stems, heading
from stores.passages.wording.text import fold

FEWEST_WORDS = 30
"""A section with less text than this may only lead to the next one; pages that only ask, as an exam's, tell nothing."""
PAIR, LONGEST_QUOTE = 2, 300


def topic_facts(library: LibraryText) -> Iterator[Fact]:
    """Every section whose heading names something by two words or more that no other heading holds; its place is its own pages and those below it."""
    below: dict[str, set[int]] = defaultdict(set)
    for source in library.sources:
        for title in source.section.path:
            below[fold(title)].add(source.passage.page or 0)
    titles = {id_: stems for group in library.by_section() for id_, stems in [_titled(group[0])]}
    for group in library.by_section():
        first, topic = group[0], heading(group[0].section)
        id_, stems = _titled(first)
        alone = not any(stems <= other for at, other in titles.items() if at != id_)
        said = " ".join(source.passage.text for source in group if source.passage.kind != "question")
        if alone and len(stems) >= PAIR and len(said.split()) >= FEWEST_WORDS:
            pages = {source.passage.page or 0 for source in group} | below[fold(first.section.title)]
            quote = " ".join(first.passage.text.split())[:LONGEST_QUOTE]
            yield Fact("topic", "topic", {"topic": topic}, (), first, tuple(sorted(pages - {0})), quote)


def _titled(source: Source) -> tuple[str, frozenset[str]]:
    return source.section.id, content_stems(heading(source.section), source.document.language)
