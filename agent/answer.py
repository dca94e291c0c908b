"""Turn the model's stream into released sentences: each passes the grounding gate first, its warnings go before it."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from agent.act import Emit
from agent.citations import CitationBook
from agent.facts import markers
from agent.grounding import check
from agent.safety import governing_warnings
from domain.answers import AnswerEvent, Claim, Evidence, Gap, Withheld
from domain.errors import NacelleError
from stores.protocols import PassageStore

NO_EVIDENCE = "NO_EVIDENCE"
MISSING = "MISSING:"
MAX_WARNINGS = 6
_AFTER_MARKERS = re.compile(r"(?<=\])[.;]?\s+(?!\[)(?=\S)")


@dataclass
class Draft:
    """What has been released so far."""

    evidence: list[Evidence]
    book: CitationBook = field(init=False)
    lines: list[str] = field(default_factory=list[str])
    claims: list[Claim] = field(default_factory=list[Claim])
    warnings: list[Claim] = field(default_factory=list[Claim])
    withheld: list[Withheld] = field(default_factory=list[Withheld])
    gaps: list[Gap] = field(default_factory=list[Gap])
    library: str = "main"
    sections: set[str] = field(default_factory=set[str])

    def __post_init__(self) -> None:
        self.book = CitationBook(self.evidence)


async def lines_of(chunks: AsyncIterator[str]) -> AsyncIterator[str]:
    """Whole lines, cut after citation markers, as soon as they are complete."""
    rest = ""
    async for chunk in chunks:
        rest += chunk
        while "\n" in rest:
            line, rest = rest.split("\n", 1)
            for sentence in split_line(line):
                yield sentence
        *done, rest = _AFTER_MARKERS.split(rest) if _AFTER_MARKERS.search(rest) else [rest]
        for sentence in done:
            yield sentence
    for sentence in split_line(rest):
        yield sentence


def split_line(line: str) -> list[str]:
    """Sentences of one line, each with the markers behind it."""
    return [part.rstrip() for part in _AFTER_MARKERS.split(line) if part.strip()]


async def release(
    sentences: AsyncIterator[str], draft: Draft, passages: PassageStore, emit: Emit, *, word_support: bool
) -> None:
    """Check, number and emit each sentence; keep what is withheld with its reason."""
    async for sentence in sentences:
        bare = sentence.strip()
        if bare.startswith(NO_EVIDENCE):
            continue
        if bare.startswith(MISSING):
            draft.gaps.append(Gap(source="question", reason=bare.removeprefix(MISSING).strip()))
            continue
        verdict = check(bare, draft.evidence, word_support=word_support)
        if not verdict.passed:
            draft.withheld.append(Withheld(text=bare, reason=verdict.reason))
            continue
        for number in markers(bare):
            await _warn(draft.evidence[number - 1], draft, passages, emit)
        shown, claim = draft.book.release(sentence.rstrip())
        draft.lines.append(shown)
        draft.claims.append(claim)
        emit(AnswerEvent(kind="sentence", data={"text": shown}))


async def _warn(item: Evidence, draft: Draft, passages: PassageStore, emit: Emit) -> None:
    """Release the warnings that govern the section an evidence stands in, once a section."""
    key = item.section_id or item.id
    if item.kind not in {"manual", "alarm"} or key in draft.sections:
        return
    draft.sections.add(key)
    try:
        warnings = await asyncio.to_thread(governing_warnings, item, passages, draft.library)
    except NacelleError as error:
        draft.gaps.append(Gap(source="warnings", reason=str(error)))
        return
    said = {claim.text for claim in draft.warnings}
    for warning in warnings:
        text = " ".join(warning.text.split())
        if text in said or len(draft.warnings) >= MAX_WARNINGS:
            continue
        said.add(text)
        if warning.id not in {e.id for e in draft.evidence}:
            draft.evidence.append(warning)
        number = next(n for n, e in enumerate(draft.evidence, start=1) if e.id == warning.id)
        shown, claim = draft.book.release(f"{text} [{number}]")
        draft.warnings.append(claim)
        emit(AnswerEvent(kind="warning", data={"text": shown, "level": warning.level}))
