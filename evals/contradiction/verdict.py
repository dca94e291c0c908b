"""The verdict on a sentence, and whether it may be believed: only where the odds learned from people's labels are clear."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from evals.contradiction.heads import TURNS, learned, nearest, turns
from evals.contradiction.inference import Inference
from evals.contradiction.quotation import quotation
from evals.contradiction.text.reading import read
from evals.contradiction.text.source import Text, source_of
from evals.contradiction.text.windows import windows
from evals.contradiction.weighing import weigh
from stores.embedders.multilingual import shared_multilingual

Says = Literal["stands", "contradicts", "unfit"]
NO_EMBEDDER = "no embedder is installed that reads it"


@dataclass(frozen=True)
class Verdict:
    """`kind` of a contradiction: a sign (`weighing.SIGNS`), a turn (`heads.TURNS`) or inference. `unfit`: nothing is clear."""

    says: Says
    kind: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Seen:
    """What speaks against a sentence: `signs` with a word for people, how far it is `turned` from its `place`."""

    signs: dict[str, str]
    turned: dict[str, float]
    place: str

    @property
    def features(self) -> dict[str, float]:
        """For the learned weights."""
        return dict.fromkeys(self.signs, 1.0) | self.turned


def contradicts(
    sentence: str,
    sources: Sequence[Text],
    context: Sequence[str] = (),
    today: date | None = None,
    second: Inference | None = None,
) -> Verdict:
    """Hold a sentence against the whole places that it cites.

    Args:
        sentence: What was said, without markers.
        sources: (heading, text, table) of each place that it cites.
        context: What needs no source: the question, the machine's name.
        today: The day of the conversation, for "open for 46 days".
        second: A second opinion: it judges what is not clear, and where the two differ, nobody is believed.
    """
    own = quotation(sentence, tuple(sources))
    if own:
        return (
            Verdict("stands")
            if own == "whole"
            else Verdict("contradicts", "subject", "its fields are of several rows, or under other heads")
        )
    found = look(sentence, sources, context, today)
    if found is None:
        return Verdict("unfit", detail=NO_EMBEDDER)
    first = _weighed(found)
    if second is None or not {read(sentence).language, source_of(tuple(sources)).language} <= second.languages:
        return first
    return _both(first, second.contradicts(found.place, sentence))


def look(sentence: str, sources: Sequence[Text], context: Sequence[str] = (), today: date | None = None) -> Seen | None:
    """What speaks against a sentence; None where nobody can tell: no embedder, or nothing that it could be about."""
    embedder, places = shared_multilingual(), [windows(source) for source in sources]
    if embedder is None or not any(places):
        return None
    known = frozenset(token.key for text in context for token in read(text).tokens)
    signs = weigh(read(sentence), source_of(tuple(sources)), known, today)
    directions, _ = learned()
    place, way = nearest(sentence, places, embedder, directions.mean)
    return Seen(dict(signs), turns(way, directions), place)


def _weighed(found: Seen) -> Verdict:
    _, weights = learned()
    odds = weights.odds(found.features)
    if odds >= weights.least:
        return Verdict("stands")
    if odds > weights.most:
        return Verdict("unfit", detail="neither true nor false by what is seen")
    if found.signs:
        return Verdict("contradicts", *next(iter(found.signs.items())))
    turn = max(TURNS, key=lambda name: -weights.odds({name: found.turned[name]}))
    return Verdict("contradicts", turn, f"turned from: {found.place[:80]}")


def _both(first: Verdict, turned: bool) -> Verdict:
    inferred = Verdict("contradicts", "inference", "its place says otherwise") if turned else Verdict("stands")
    if first.says == "unfit":
        return inferred
    return first if first.says == inferred.says else Verdict("unfit", detail="the two opinions differ")
