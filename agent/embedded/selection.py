"""Which few pieces make the answer: the best one, and those beside it or elsewhere that add most."""

import re
from collections.abc import Sequence

from agent.embedded.concepts import parts_of, stems
from agent.embedded.ranking import Ranker
from agent.embedded.sentences import Candidate
from agent.embedded.signs import refers

MAX_WORDS = 75
VALUE_WORDS = 55
LIST_WORDS = 100
SMALLEST_SHARE = 0.45
DEPTH = 14
NEW_WORDS = 0.4
NEIGHBOUR = 0.1
SAME = 0.7
Place = tuple[int, int]
_POINTS_BACK = re.compile(
    r"(?:(?:on|in|for|with|at|to|by|if|when|because of)\s+)?(?:this|these|those|such|it|they)\b", re.IGNORECASE
)


class Selection:
    """Pieces chosen so far for one question. A place is (evidence, piece within it)."""

    def __init__(self, ranker: Ranker, ranked: Sequence[tuple[float, Candidate]]) -> None:
        self._ranker = ranker
        self._score: dict[Place, float] = {(c.source, c.place): score for score, c in ranked}
        self._pieces: dict[Place, Candidate] = {(c.source, c.place): c for _, c in ranked}
        self._top, first = ranked[0]
        self._strict = ranker.is_for_serial(first)
        self._pool: set[Place] = {
            (c.source, c.place) for score, c in ranked[1:DEPTH] if score >= SMALLEST_SHARE * self._top
        }
        if self._strict:
            # A value that holds for this serial number is not put beside one that names no range.
            self._pool = {place for place in self._pool if ranker.is_for_serial(self._pieces[place])}
        if ranker.numeric:
            self._pool = {place for place in self._pool if not refers(self._pieces[place].text)}
        keys = ranker.keys.within(first.text)
        # Beside the row of "section 1/2" stands none of section 2/3.
        self._pool = {
            place
            for place in self._pool
            if self._pieces[place].kind != "row" or keys <= ranker.keys.within(self._pieces[place].text)
        }
        self._room = VALUE_WORDS if ranker.numeric and len(parts_of(ranker.question)) < 2 else MAX_WORDS
        self._seen: set[Place] = set()
        self._words = 0
        self.chosen: list[Candidate] = []
        self._take(first)

    def fill(self) -> None:
        """Add pieces, the most useful first, until none fits any more."""
        while True:
            beside = self._beside()
            open_places = (self._pool | beside) - self._seen
            if not open_places:
                return
            said = " ".join(c.text for c in self.chosen)
            gains = {place: self._gain(place, said, beside) for place in sorted(open_places)}
            best = max(gains, key=lambda place: gains[place])
            self._seen.add(best)
            piece = self._pieces[best]
            fits = self._words + len(piece.text.split()) <= self._room
            if fits and not any(_same(piece, other) for other in self.chosen):
                self._take(piece)

    def in_order(self) -> list[Candidate]:
        """Sentences of one passage in its order; passages in the order of their best sentence."""
        order = list(dict.fromkeys(c.source for c in self.chosen))
        return sorted(self.chosen, key=lambda c: (order.index(c.source), c.place))

    def _gain(self, place: Place, said: str, beside: set[Place]) -> float:
        new = self._ranker.coverage(f"{said} {self._pieces[place].text}") - self._ranker.coverage(said)
        return self._score[place] + self._top * (NEW_WORDS * new + NEIGHBOUR * (place in beside))

    def _take(self, piece: Candidate) -> None:
        for each in (*self._spoken_of(piece), piece, *self._list_behind(piece)):
            if (each.source, each.place) in self._seen and each is not piece:
                continue
            self.chosen.append(each)
            self._seen.add((each.source, each.place))
            self._words += len(each.text.split())

    def _spoken_of(self, piece: Candidate) -> list[Candidate]:
        """The sentence before one that points back at it ("On these devices ..."), where there is room for both."""
        before = self._pieces.get((piece.source, piece.place - 1)) if piece.place else self._last_before(piece.source)
        if before is None or piece.kind == "row" or not _POINTS_BACK.match(piece.text) or before.text.endswith(":"):
            return []
        words = self._words + len(before.text.split()) + len(piece.text.split())
        return [before] if words <= self._room else []

    def _last_before(self, source: int) -> Candidate | None:
        """The last piece of the passage before: a paragraph may be cut between two passages."""
        passage = self._ranker.places.before(source)
        places = [place for at, place in self._pieces if at == passage]
        return self._pieces[passage, max(places)] if passage is not None and places else None

    def _list_behind(self, piece: Candidate) -> list[Candidate]:
        """What follows a lead-in ("Here are the steps:"): a lead-in alone says nothing."""
        found: list[Candidate] = []
        room = LIST_WORDS
        while piece.text.endswith(":"):
            item = self._pieces.get((piece.source, piece.place + 1 + len(found)))
            room -= len(item.text.split()) if item else 0
            if item is None or room < 0:
                break
            found.append(item)
        return found

    def _beside(self) -> set[Place]:
        """The places right before and behind the chosen pieces, of prose and steps only: rows stand alone."""
        if self._strict:
            return set()
        around = {(c.source, c.place + step) for c in self.chosen if c.kind != "row" for step in (-1, 1)}
        return around & set(self._pieces)


def select(ranker: Ranker, ranked: Sequence[tuple[float, Candidate]]) -> list[Candidate]:
    """The pieces of the answer in the order of telling; `ranked` is best first and not empty."""
    selection = Selection(ranker, ranked)
    selection.fill()
    return selection.in_order()


def _same(a: Candidate, b: Candidate) -> bool:
    if a.kind == b.kind == "row" and set(stems(a.cells[0])) != set(stems(b.cells[0])):
        return False  # They share the names of their columns.
    one, two = set(stems(a.text)), set(stems(b.text))
    return bool(one) and len(one & two) / len(one | two) > SAME
