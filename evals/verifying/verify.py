"""Each sentence of an answer against the files that it cites; `[n]` counts the files from 1."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from agent.claims.evidence.meaning import Embedder
from agent.claims.judging import judge
from agent.claims.reading.marking import split
from agent.claims.reading.stream import SentenceReader
from domain.answers import Evidence
from evals.verifying.files import evidence_of
from language.words import stems

MOST = 40
"""Passages of the cited files that one sentence is held against: those that share most of its words."""
Stands = Literal["stands", "does not stand", "cannot tell", "cites nothing"]
_STAND = {"stated", "derived", "frame"}


@dataclass(frozen=True)
class Checked:
    """One sentence. `verdict` is the check's own word for it; `source` the place's own line, where there is one."""

    sentence: str
    cites: tuple[int, ...]
    stands: Stands
    verdict: str = ""
    source: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Report:
    """All sentences, and whether every one that cites a file stands."""

    sentences: tuple[Checked, ...]

    @property
    def fails(self) -> tuple[Checked, ...]:
        """The sentences that their files do not say."""
        return tuple(one for one in self.sentences if one.stands == "does not stand")

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {"stands": not self.fails, "sentences": [asdict(one) for one in self.sentences]}


def verify(
    answer: str,
    files: Sequence[Path],
    *,
    question: str = "",
    today: date | None = None,
    embedder: Embedder | None = None,
) -> Report:
    """Check an answer against files.

    Args:
        answer: Sentences with `[n]` behind what the n-th file says.
        files: Evidence, in the order of the numbers: what an ingest reads, or plain text.
        question: What was asked; its own names may be said again.
        today: The day of the answer: "open for 46 days".
        embedder: Tells meaning apart where words cannot.

    Raises:
        BadInput: a file is not there or holds no text.
    """
    return verify_evidence(
        answer, dict(enumerate(evidence_of(files), start=1)), question=question, today=today, embedder=embedder
    )


def verify_evidence(
    answer: str,
    evidence: Mapping[int, Sequence[Evidence]],
    *,
    question: str = "",
    today: date | None = None,
    embedder: Embedder | None = None,
) -> Report:
    """The same over evidence that is read already: the pieces of each number."""
    reader = SentenceReader()
    pieces = [*reader.feed(answer), *reader.finish()]
    return Report(tuple(_checked(p, evidence, question, today, embedder) for p in pieces if p.strip()))


def _checked(
    piece: str,
    evidence: Mapping[int, Sequence[Evidence]],
    question: str,
    today: date | None,
    embedder: Embedder | None,
) -> Checked:
    text, cites = split(piece)
    if not cites:
        return Checked(text, (), "cites nothing")
    beyond = [n for n in cites if n not in evidence]
    if beyond:
        return Checked(
            text, cites, "does not stand", reason=f"cites [{beyond[0]}], and there are {len(evidence)} files"
        )
    items = dict(enumerate(_nearest(text, [item for n in cites for item in evidence[n]]), start=1))
    marked = f"{text} {''.join(f'[{n}]' for n in items)}"
    found = judge(marked, items, question=question, today=today, embedder=embedder)
    source = "\n".join(one.text for one in found.lines) if found.verdict == "quoted" else found.source
    if found.verdict in _STAND:
        return Checked(text, cites, "stands", found.verdict, source)
    if found.verdict == "unsure":
        return Checked(text, cites, "cannot tell", "unsure", source)
    return Checked(
        text, cites, "does not stand", found.verdict, source, found.reason or "the source says something else"
    )


def _nearest(text: str, items: Sequence[Evidence]) -> list[Evidence]:
    if len(items) <= MOST:
        return list(items)
    wanted = stems(text)
    shared = {id(item): len(wanted & stems(item.text)) for item in items}
    kept = sorted(items, key=lambda item: -shared[id(item)])[:MOST]
    return [item for item in items if any(item is one for one in kept)]
