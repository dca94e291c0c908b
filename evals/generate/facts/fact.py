"""A fact of a library: what is asked, what must be answered, and the place that says so."""

import hashlib
from dataclasses import dataclass, replace

from evals.generate.library import Source


@dataclass(frozen=True)
class Fact:
    """One thing that one place of a library says.

    Attributes:
        kind: where it came from, as the guide lists them: table, value, gap, step, entry and so on.
        asks: which sentences ask for it (a key of `templates.yaml`).
        slots: what stands in those sentences, in the document's own words.
        required: groups of alternatives; an answer needs one of each; none where the place is all that is required.
        source: the passage that says it.
        pages: the pages that say it, 1-based; none where the format has none.
        quote: the words of the source that say it.
        context: what narrows the question where its words alone could mean another place.
        warnings: at least so many warnings have to be shown.
    """

    kind: str
    asks: str
    slots: dict[str, str]
    required: tuple[tuple[str, ...], ...]
    source: Source
    pages: tuple[int, ...]
    quote: str
    context: str = ""
    machine: str = ""
    warnings: int = 0

    @property
    def id(self) -> str:
        """The same for the same fact of the same library."""
        parts = (self.kind, self.asks, self.source.document.path, self.source.section.title, *self.slots.values())
        return hashlib.sha256("\0".join((*parts, self.context)).encode()).hexdigest()[:10]

    @property
    def subject(self) -> str:
        """The words by which it is asked."""
        return " ".join((*self.slots.values(), self.context))

    def on(self, machine: str) -> "Fact":
        """The same fact, asked about one machine."""
        return replace(self, machine=machine)


def pages_of(source: Source, quote: str) -> tuple[int, ...]:
    """The pages on which the printed lines of `quote` stand, else the passage's page."""
    at = source.passage.text.find(quote)
    lines = [line for line in source.passage.lines if line.page and line.end > at and line.start < at + len(quote)]
    pages = tuple(sorted({line.page for line in lines if line.page})) if at >= 0 else ()
    return pages or ((source.passage.page,) if source.passage.page else ())
