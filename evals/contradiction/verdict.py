"""The verdict on a sentence, and whether it may be believed: only where the sentence's own twins are told from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from evals.contradiction.inference import Inference
from evals.contradiction.quotation import quotation
from evals.contradiction.text.reading import read
from evals.contradiction.text.source import Source, Text, source_of
from evals.contradiction.text.tokens import Reading
from evals.contradiction.text.windows import place_of
from evals.contradiction.turned.wording import exchanged_words, in_one_clause
from evals.contradiction.twins import twins
from evals.contradiction.weighing import weigh

ONE_CLAUSE = 0.8
"""The least share of a sentence that one clause of its source has: with more than a word in five from elsewhere, whose they are cannot be told."""
Says = Literal["stands", "contradicts", "unfit"]


@dataclass(frozen=True)
class Verdict:
    """`kind` of a contradiction: value, subject, limit, condition, polarity, order, or inference. `unfit`: the twins named in `detail` look as good."""

    says: Says
    kind: str = ""
    detail: str = ""


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
        second: A second opinion: it judges what words alone cannot, and where the two differ, nobody is believed.
    """
    own = quotation(sentence, tuple(sources))
    if own:
        return (
            Verdict("stands")
            if own == "whole"
            else Verdict("contradicts", "subject", "its fields are of several rows, or under other heads")
        )
    said, source = read(sentence), source_of(tuple(sources))
    known = frozenset(token.key for text in context for token in read(text).tokens)
    first = _by_words(said, source, known, today)
    if second is None or not {said.language, source.language} <= second.languages:
        return first
    return _both(first, second.contradicts(place_of(sentence, sources), sentence))


def _both(first: Verdict, turned: bool) -> Verdict:
    inferred = Verdict("contradicts", "inference", "its place says otherwise") if turned else Verdict("stands")
    if first.says == "unfit":
        return inferred
    return first if first.says == inferred.says else Verdict("unfit", detail="words and inference differ")


def _by_words(said: Reading, source: Source, known: frozenset[str], today: date | None) -> Verdict:
    found = weigh(said, source, known, today)
    if found.wrong:
        return Verdict("contradicts", found.wrong, found.detail)
    made = list(twins(said, source))
    missed = {twin.kind for twin in made if not weigh(twin.reading, source, known, today).wrong}
    if missed or not made:
        return Verdict("unfit", detail=f"cannot tell it from its twins: {', '.join(sorted(missed)) or 'it has none'}")
    if said.language == source.language and (other := exchanged_words(said, source)):
        return Verdict("unfit", detail=f"says {other[0][0].key} where the source says {other[0][1].key}")
    if in_one_clause(said, source) < ONE_CLAUSE:
        return Verdict("unfit", detail="no one clause has its words")
    return Verdict("stands")
