"""From a released sentence to citations: the exact lines of the source, their page and boxes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from agent.facts import markers, strip_markers
from domain.answers import Citation, Claim, Evidence, Region

_WORD = re.compile(r"\d+(?:[.,/]\d+)+|\w+")


@dataclass
class CitationBook:
    """Numbers citations in the order of first use. One citation is one page of one piece of evidence."""

    evidence: Sequence[Evidence]
    _numbers: dict[tuple[str, int | None], int] = field(default_factory=dict[tuple[str, int | None], int])
    _used: dict[int, tuple[Evidence, set[int]]] = field(default_factory=dict[int, tuple[Evidence, set[int]]])

    def release(self, sentence: str) -> tuple[str, Claim]:
        """Renumber a sentence's markers for people and note the lines that carry it.

        Returns:
            The sentence with its final markers, and the claim.
        """
        text = strip_markers(sentence)
        numbers: list[int] = []
        for ordinal in markers(sentence):
            numbers += self._cite(self.evidence[ordinal - 1], text)
        numbers = list(dict.fromkeys(numbers))
        shown = f"{text} {''.join(f'[{n}]' for n in numbers)}".strip() if numbers else text
        if text.endswith(":") and numbers:
            shown = f"{text[:-1]} {''.join(f'[{n}]' for n in numbers)}:"
        return shown, Claim(text=text, citations=tuple(numbers))

    def _cite(self, source: Evidence, text: str) -> list[int]:
        lines = carrying_lines(source, text)
        pages = list(dict.fromkeys(source.regions[i].page for i in lines)) if source.regions else [source.page]
        numbers: list[int] = []
        for page in pages:
            number = self._numbers.setdefault((source.id, page), len(self._numbers) + 1)
            _, used = self._used.setdefault(number, (source, set()))
            used.update(i for i in lines if source.regions[i].page == page)
            numbers.append(number)
        return numbers

    def citations(self) -> tuple[Citation, ...]:
        """All citations in order, each quote one unbroken run of printed lines."""
        return tuple(self._citation(n, *self._used[n]) for n in sorted(self._used))

    def _citation(self, number: int, source: Evidence, used: set[int]) -> Citation:
        run = range(min(used), max(used) + 1) if used else range(0)
        page = source.regions[min(used)].page if used else source.page
        regions = [source.regions[i] for i in run if source.regions[i].page == page]
        return Citation(
            n=number,
            kind=source.kind,
            title=source.title,
            document_id=source.document_id,
            path=source.path,
            revision=source.revision,
            page=page if page is not None else source.page,
            section=source.section,
            boxes=tuple(region.box for region in regions if region.box),
            quote="\n".join(region.text for region in regions) or source.text,
            source_id=source.source_id,
            as_of=source.as_of,
            url=_url(source, page),
        )


def _url(source: Evidence, page: int | None) -> str | None:
    if source.document_id:
        return f"/api/documents/{source.document_id}" + (f"/pages/{page}" if page else "/file")
    routes = {"work_order": "work-orders", "part": "parts", "asset": "assets"}
    return f"/api/{routes[source.kind]}/{source.source_id}" if source.kind in routes else None


def carrying_lines(source: Evidence, text: str) -> list[int]:
    """Indexes of the source's printed lines that carry `text`.

    The exact span where the text is a quotation; else the shortest run of lines that holds the most of its words,
    numbers counting three times.
    """
    exact = _exact_span(source, text)
    if exact is not None:
        start, end = exact
        hit = [i for i, region in enumerate(source.regions) if region.start < end and region.end > start]
        if hit:
            return hit
    return _best_run(source.regions, text)


def _exact_span(source: Evidence, text: str) -> tuple[int, int] | None:
    words = [re.escape(word) for word in text.replace("*", "").split()]
    if not words:
        return None
    pattern = r"\s+".join(words)
    match = re.search(pattern, source.text) or re.search(pattern, source.text, re.IGNORECASE)
    return match.span() if match else None


def _best_run(regions: Sequence[Region], text: str) -> list[int]:
    wanted = _marks(text)
    weight = {mark: 3 if any(c.isdigit() for c in mark) else 1 for mark in wanted}
    lines = [_marks(region.text) & wanted for region in regions]
    holding = [i for i, words in enumerate(lines) if words]
    if not holding:
        return list(range(len(regions)))
    # Greedy cover: lines that add the most new words, until nothing is added.
    chosen: set[int] = set()
    left = set(wanted)
    while left:
        best = max(holding, key=lambda i: sum(weight[w] for w in lines[i] & left))
        if not lines[best] & left:
            break
        chosen.add(best)
        left -= lines[best]
    return sorted(chosen)


def _marks(text: str) -> set[str]:
    """Words worth finding, and pairs of neighbours: "250 bar" is not the 250 of "HPU-250"."""
    words = [w.casefold() for w in _WORD.findall(text)]
    pairs = {f"{a} {b}" for a, b in pairwise(words) if a[0].isdigit()}
    return pairs | {w for w in words if len(w) > 2 or w[0].isdigit()}
