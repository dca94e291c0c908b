"""Turn the model's stream into released sentences: each passes the grounding gate first, its warnings go before it."""

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

from agent.act import Emit
from agent.citations import CitationBook
from agent.facts import markers, strip_markers
from agent.grounding import check
from agent.safety import governing_warnings
from agent.state import MISSING, NO_EVIDENCE
from domain.answers import AnswerEvent, Claim, Evidence, Gap, Withheld
from domain.errors import NacelleError
from stores.protocols import PassageStore

MAX_WARNINGS = 6
SAID_SHARE = 0.8
_LIST_NUMBER = re.compile(r"^\s*(?:[-*•]\s+|\(?\d{1,2}[.)]\s+)+")
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
    held: list[Withheld] = field(default_factory=list[Withheld])

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
    sentences: AsyncIterator[str],
    draft: Draft,
    passages: PassageStore,
    emit: Emit,
    *,
    word_support: bool,
    hold: bool = False,
) -> None:
    """Check, number and emit each sentence; keep what is withheld with its reason.

    With `hold`, a sentence that fails, and all behind it, wait in `draft.held` for `settle`: order is kept.
    """
    async for sentence in sentences:
        bare = sentence.strip()
        if bare.startswith(NO_EVIDENCE):
            continue
        if bare.startswith(MISSING):
            gap = Gap(source="question", reason=bare.removeprefix(MISSING).strip())
            draft.gaps += [gap] if gap not in draft.gaps else []
            continue
        verdict = check(bare, draft.evidence, word_support=word_support)
        item = Withheld(text=sentence.rstrip(), reason=verdict.reason)
        if hold and (draft.held or (not verdict.passed and not _leads_in(bare))):
            draft.held.append(item)
        elif verdict.passed:
            await _show(item.text, draft, passages, emit)
        else:
            draft.withheld.append(Withheld(text=bare, reason=verdict.reason))


async def settle(draft: Draft, rewritten: Sequence[str], passages: PassageStore, emit: Emit) -> None:
    """Release what waits, in its order: `rewritten` are the failed sentences anew, empty where there is none."""
    waiting, draft.held = draft.held, []
    anew = iter(rewritten)
    for item in waiting:
        if not item.reason:
            await _show(item.text, draft, passages, emit)
            continue
        text = next(anew, "").strip()
        verdict = check(text, draft.evidence, word_support=True) if text else None
        if verdict is not None and verdict.passed:
            await _show(text, draft, passages, emit)
            continue
        draft.withheld.append(Withheld(text=item.text.strip(), reason=item.reason))
        if verdict is not None:
            draft.withheld.append(Withheld(text=text, reason=verdict.reason))


async def unsaid(sentences: AsyncIterator[str], draft: Draft) -> AsyncIterator[str]:
    """Those sentences that no released line says already."""
    before = [_words(line) for line in draft.lines]
    async for sentence in sentences:
        words = _words(sentence)
        figures = {word for word in words if word[0].isdigit()}
        if not any(figures <= said and len(words & said) >= SAID_SHARE * len(words) for said in before):
            yield sentence


def _words(sentence: str) -> set[str]:
    return set(re.findall(r"\w+", _LIST_NUMBER.sub("", strip_markers(sentence)).casefold()))


def _leads_in(bare: str) -> bool:
    """A heading or "Do this:" without a source: nothing to repair."""
    return not markers(bare) and (bare.startswith("#") or bare.rstrip("*_ ").endswith(":"))


async def _show(sentence: str, draft: Draft, passages: PassageStore, emit: Emit) -> None:
    for number in markers(sentence):
        await _warn(draft.evidence[number - 1], draft, passages, emit)
    shown, claim = draft.book.release(sentence)
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
