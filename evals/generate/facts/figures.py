"""Facts of captions: what a numbered figure or table shows, and which one shows it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from evals.datasets.words import holds
from evals.generate.facts.fact import Fact, pages_of
from evals.generate.library import LibraryText, Source
from evals.generate.required import rare_words
from evals.generate.wording.sentences import lower_first

LONGEST, PAIR = 12, 2
_CAPTION = re.compile(
    r"^\W*(?P<name>[^\W\d_]{3,12})\.?\s+(?P<number>[A-Z]?\d{1,3}(?:[-–.]\d{1,3})+)[\s.:—–-]+(?P<title>[^\W\d_].+)$"
)


class Caption(NamedTuple):
    """What it is called ("Figure"), its number as printed, and its words."""

    name: str
    number: str
    title: str
    source: Source


def captions(library: LibraryText) -> Iterator[Caption]:
    """Of every figure whose caption gives it a number of two parts; a number of one part is found by chance."""
    for source in library.sources:
        if source.passage.kind == "figure":
            match = _CAPTION.match(" ".join((source.passage.caption or source.passage.text).split()))
            title = re.split(r"(?<=\w)[.;]\s|\.$", match["title"], maxsplit=1)[0].strip() if match else ""
            if match and 0 < len(title.split()) <= LONGEST:
                yield Caption(match["name"], match["number"], title, source)


def figure_facts(library: LibraryText) -> Iterator[Fact]:
    """Each caption asked both ways."""
    found = list(captions(library))
    for name, number, title, source in found:
        pages, quote = pages_of(source, title), f"{name} {number} {title}"
        said = lower_first(title, source.language)
        required = ((number, number.replace("-", "–")),) if "-" in number else ((number,),)
        yield Fact(
            "figure",
            "which_figure",
            {"title": said, "name": lower_first(name, source.language)},
            required,
            source,
            pages,
            quote,
        )
        shown = rare_words(title, library, PAIR, language=source.language)
        if (
            sum(all(any(holds(one.title, alternative) for alternative in group) for group in shown) for one in found)
            == 1
        ):
            yield Fact("figure", "figure_shows", {"code": f"{name} {number}"}, shown, source, pages, quote)
