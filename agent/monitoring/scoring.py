"""What can be measured of a turn without knowing the right answer."""

import math
import re
from collections.abc import Callable, Sequence

from agent.claims.evidence.support import markers, unsupported
from agent.monitoring.drift import Signal
from domain.answers import Answer, Evidence
from domain.errors import NotFound
from stores.protocols import PassageStore

# Of every turn: they cost nothing.
ABSTAINED = Signal("abstained", "up", share=True)
WITHHELD = Signal("withheld", "up", share=True)
LATENCY = Signal("latency", "up")
# Of the sample.
UNSUPPORTED = Signal("unsupported", "up", share=True)
DANGLING = Signal("dangling citations", "up", share=True)
RETRIEVAL = Signal("retrieval score", "down")
SIGNALS = (ABSTAINED, WITHHELD, LATENCY, UNSUPPORTED, DANGLING, RETRIEVAL)

BEST_HITS = 3
_LIST_MARK = re.compile(r"^\s*(?:\(?\w{1,2}[.)]|[-•])\s+")
Embed = Callable[[Sequence[str]], Sequence[Sequence[float]]]


def at_once(answer: Answer) -> dict[Signal, float]:
    """Signals that the answer itself tells. Latency is the logarithm of milliseconds: slow turns are many times slower."""
    return {
        ABSTAINED: float(answer.status in {"no_evidence", "failed"}),
        WITHHELD: float(bool(answer.withheld)),
        LATENCY: math.log1p(answer.timing.total_ms),
    }


def of_answer(answer: Answer) -> dict[Signal, float]:
    """Whether a claim says a fact that its quotes do not hold, and whether a marker points nowhere; none for an abstention."""
    claims = (*answer.claims, *answer.warnings)
    if not claims:
        return {}
    quotes = {
        c.n: Evidence(id=str(c.n), kind=c.kind, title=c.title, text=c.quote, section=c.section)
        for c in answer.citations
    }
    bare = any(unsupported(_LIST_MARK.sub("", c.text), [quotes[n] for n in c.citations if n in quotes]) for c in claims)
    return {UNSUPPORTED: float(bare), DANGLING: float(any(n not in quotes for n in markers(answer.text)))}


def of_retrieval(question: str, library: str, passages: PassageStore, embed: Embed | None) -> dict[Signal, float]:
    """How near the nearest of the best passages is to the question (cosine): the search's own scores compare within one list only.

    None where the library is unknown or nothing can be embedded.
    """
    if embed is None:
        return {}
    try:
        hits = passages.search(question, library=library, limit=BEST_HITS).hits
    except NotFound:
        return {}
    asked, *found = embed([question, *(hit.passage.text for hit in hits)])
    near = [sum(a * b for a, b in zip(asked, vector, strict=True)) for vector in found]
    return {RETRIEVAL: float(max(near, default=0.0))}
