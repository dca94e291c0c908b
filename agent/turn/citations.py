"""From a released sentence to citations: the exact lines of the source, their page and boxes."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from domain.answers import Citation, Claim, Evidence, Region

_SOLID = re.compile(r"\S+")
_JOINT = re.compile(r";\s+")
_LIST_SIGN = re.compile(r"^\s*[-•]\s+")
_HEADING = re.compile(r"\*\*[^*]+(?<![.!?])\*\*:?")
"""A line that is bold as a whole names what follows."""
_WORD = re.compile(r"\d+(?:[.,/]\d+)+|\w+")


@dataclass
class CitationBook:
    """Numbers citations in the order of first use. One citation is one page of one piece of evidence."""

    _numbers: dict[tuple[str, int | None], int] = field(default_factory=dict[tuple[str, int | None], int])
    _used: dict[int, tuple[Evidence, set[int], set[int]]] = field(
        default_factory=dict[int, tuple[Evidence, set[int], set[int]]]
    )
    """By number: the evidence, the lines of what was said, and the lines of the headings over it."""

    def release(self, text: str, cited: Sequence[Evidence], *, said: str = "") -> tuple[str, Claim]:
        """Number what a sentence cites for people, and note the lines that carry it.

        Args:
            text: The sentence, without markers.
            cited: The evidence that it stands on.
            said: The source's own lines for it, where these are known.

        Returns:
            The sentence with its final markers, and the claim.
        """
        numbers: list[int] = []
        for source in cited:
            own = [line for line in said.split("\n") if line and _exact_span(source, line)]
            lines = {at for line in own or [text] for at in carrying_lines(source, line)}
            numbers += self._cite(source, sorted(lines), heads=bool(_HEADING.fullmatch(text.strip())))
        numbers = list(dict.fromkeys(numbers))
        marks = "".join(f"[{n}]" for n in numbers)
        return marked(text, marks), Claim(text=text, citations=tuple(numbers))

    def _cite(self, source: Evidence, lines: list[int], *, heads: bool) -> list[int]:
        pages = list(dict.fromkeys(source.regions[i].page for i in lines)) if source.regions else [source.page]
        numbers: list[int] = []
        for page in pages:
            number = self._numbers.setdefault((source.id, page), len(self._numbers) + 1)
            _, said, headed = self._used.setdefault(number, (source, set(), set()))
            used = headed if heads else said
            used.update(i for i in lines if source.regions[i].page == page)
            numbers.append(number)
        return numbers

    def sources(self) -> dict[int, Evidence]:
        """The evidence behind each number."""
        return {number: source for number, (source, *_) in self._used.items()}

    def citations(self) -> tuple[Citation, ...]:
        """All citations in order, each quote one unbroken run of printed lines, the boxes those of it that the answer stands on."""
        return tuple(self._citation(n, *self._used[n]) for n in sorted(self._used))

    def _citation(self, number: int, source: Evidence, said: set[int], heads: set[int]) -> Citation:
        used = said | heads
        run = range(min(used), max(used) + 1) if used else range(0)
        page = source.regions[min(used)].page if used else source.page
        regions = [source.regions[i] for i in run if source.regions[i].page == page]
        marked = [source.regions[i] for i in sorted(said or heads)]
        return Citation(
            n=number,
            kind=source.kind,
            title=source.title,
            document_id=source.document_id,
            path=source.path,
            revision=source.revision,
            page=page if page is not None else source.page,
            section=source.section,
            boxes=tuple(dict.fromkeys(region.box for region in marked if region.box)),
            quote=_printed(regions) or source.text,
            source_id=source.source_id,
            as_of=source.as_of,
            url=_url(source, page),
        )


def marked(text: str, marks: str, *, before_colon: bool = True) -> str:
    """A sentence with its markers: before the colon of a lead-in, in the last cell of a table's row, else behind it."""
    end = next((end for end in (":", "|") if text.endswith(end) and (before_colon or end == "|")), "")
    if not marks or not end:
        return f"{text} {marks}".strip()
    return f"{text[:-1].rstrip()} {marks}{' |' if end == '|' else end}"


def _printed(regions: Sequence[Region]) -> str:
    """Lines one below the other; a word that is broken at a line's end, which the text holds whole, is whole."""
    gaps = ["" if one.end == after.start else "\n" for one, after in pairwise(regions)]
    return "".join(region.text + gap for region, gap in zip(regions, [*gaps, ""], strict=False))


def _url(source: Evidence, page: int | None) -> str | None:
    if source.document_id:
        return f"/api/documents/{source.document_id}" + (f"/pages/{page}" if page else "/file")
    routes = {"work_order": "work-orders", "part": "parts", "asset": "assets"}
    return f"/api/{routes[source.kind]}/{source.source_id}" if source.kind in routes and source.source_id else None


def carrying_lines(source: Evidence, text: str) -> list[int]:
    """Indexes of the source's printed lines that carry `text`.

    The exact span where the text is a quotation; else the shortest run of lines that holds its words.
    """
    pieces = [piece for piece in _JOINT.split(_LIST_SIGN.sub("", text)) if piece.strip()]
    exact = [_exact_span(source, text)]
    exact = exact if exact[0] or len(pieces) < 2 else [_exact_span(source, piece) for piece in pieces]
    spans = [span for span in exact if span]
    if len(spans) == len(exact):
        hit = [
            i for i, line in enumerate(source.regions) if any(line.start < end and line.end > at for at, end in spans)
        ]
        if hit:
            return hit
    return _best_run(source.regions, (_of_row(source, text) if source.table else set()) or _marks(text))


def _exact_span(source: Evidence, text: str) -> tuple[int, int] | None:
    """Where the source has the words of `text` behind one another, whatever white space stands between them."""
    wanted = " ".join(text.replace("*", "").split())
    if not wanted:
        return None
    joined, places = _joined(source.text)
    for said, sought in ((joined, wanted), (joined.lower(), wanted.lower())):
        at = said.find(sought)
        # Lower case is longer than the text for a few letters: then places would not fit.
        if at >= 0 and len(said) == len(places):
            return places[at], places[at + len(sought) - 1] + 1
    return None


@lru_cache(maxsize=256)
def _joined(text: str) -> tuple[str, tuple[int, ...]]:
    """The text with single spaces, and where each of its characters stands in the original."""
    places: list[int] = []
    for word in _SOLID.finditer(text):
        places += [word.start() - 1, *range(*word.span())] if places else range(*word.span())
    return " ".join(text.split()), tuple(places)


def _best_run(regions: Sequence[Region], wanted: set[str]) -> list[int]:
    """The shortest run of lines that holds every wanted word which stands in any of them; all lines where none does."""
    lines = [_marks(region.text) & wanted for region in regions]
    missing = Counter(dict.fromkeys(set[str]().union(*lines), 1)) if lines else Counter[str]()
    if not missing:
        return list(range(len(regions)))
    open_marks, start, best = len(missing), 0, (0, len(lines))
    for end, marks in enumerate(lines):
        for mark in marks:
            missing[mark] -= 1
            open_marks -= missing[mark] == 0
        while open_marks == 0:
            if end + 1 - start < best[1] - best[0]:
                best = (start, end + 1)
            for mark in lines[start]:
                open_marks += missing[mark] == 0
                missing[mark] += 1
            start += 1
    return list(range(*best))


def _of_row(source: Evidence, text: str) -> set[str]:
    """What the told row's own lines hold, beside one another too: the words of column names would drag the whole table in."""
    told = _marks(text)
    rows = [_marks(" ".join(row)) for row in source.table[1:]]
    best = max(rows, key=lambda row: (len(_alone(row) & told), -len(row)), default=set[str]())
    names = {mark for cell in source.table[0] for mark in _marks(cell) if not any(c.isdigit() for c in mark)}
    return best if len(_alone(best) & told) * 2 > len(_alone(best)) else told - names


def _alone(marks: set[str]) -> set[str]:
    return {mark for mark in marks if " " not in mark}


def _marks(text: str) -> set[str]:
    """Words worth finding, and pairs of neighbours: "250 bar" is not the 250 of "HPU-250"."""
    words = [w.casefold() for w in _WORD.findall(text)]
    pairs = {f"{a} {b}" for a, b in pairwise(words) if a[0].isdigit()}
    return pairs | {w for w in words if len(w) > 2 or w[0].isdigit()}
