"""Turn the model's stream into released sentences: each passes the grounding gate first, its warnings go before it."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

from agent.act import Emit
from agent.citations import CitationBook
from agent.facts import markers, strip_markers
from agent.grounding import Verdict, check
from agent.injected import LEFT_OUT, without_orders
from agent.language import phrase
from agent.prose import plain
from agent.state import MISSING, NO_EVIDENCE
from agent.steps import Course
from agent.warnings_of_manual import governing_warnings, is_governed, is_hazardous_step, is_step_of_work
from domain.answers import AnswerEvent, Claim, Evidence, Gap, Withheld
from domain.errors import NacelleError
from stores.protocols import PassageStore

MAX_WARNINGS = 6


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
    question: str = ""
    language: str = "en"
    course: Course = field(default_factory=Course)
    sections: set[str] = field(default_factory=set[str])
    stopped: set[str] = field(default_factory=set[str])
    held: list[Withheld] = field(default_factory=list[Withheld])

    def __post_init__(self) -> None:
        self.book = CitationBook(self.evidence)


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
    async for written in sentences:
        sentence, verdict = await _judge(written, draft, prose=word_support)
        bare = sentence.strip()
        if not bare:
            continue
        if bare.startswith(NO_EVIDENCE):
            continue
        if bare.startswith(MISSING):
            gap = Gap(source="question", reason=bare.removeprefix(MISSING).strip())
            draft.gaps += [gap] if gap not in draft.gaps else []
            continue
        item = Withheld(text=sentence.rstrip(), reason=verdict.reason)
        if hold and (draft.held or (not verdict.passed and not _leads_in(bare))):
            draft.held.append(item)
        elif verdict.passed:
            await _show(item.text, draft, passages, emit)
        else:
            draft.withheld.append(Withheld(text=bare, reason=verdict.reason))


def _without_orders(sentence: str, evidence: Sequence[Evidence]) -> str:
    """What a record says to a language model is left out of its quote, and that it was is said; the record shows it whole."""
    cited = [evidence[n - 1] for n in markers(sentence) if 0 < n <= len(evidence)]
    if not any(source.kind != "manual" for source in cited):
        return sentence
    text = strip_markers(sentence)
    clean = without_orders(text)
    return sentence if LEFT_OUT not in clean else f"{clean} {''.join(f'[{n}]' for n in markers(sentence))}"


async def settle(draft: Draft, rewritten: Sequence[str], passages: PassageStore, emit: Emit) -> None:
    """Release what waits, in its order: `rewritten` are the failed sentences anew, empty where there is none."""
    waiting, draft.held = draft.held, []
    anew = iter(rewritten)
    for item in waiting:
        if not item.reason:
            await _show(item.text, draft, passages, emit)
            continue
        sentence, verdict = await _judge(next(anew, ""), draft, prose=True)
        text = sentence.strip()
        if text and verdict.passed:
            await _show(text, draft, passages, emit)
            continue
        draft.withheld.append(Withheld(text=item.text.strip(), reason=item.reason))
        if text:
            draft.withheld.append(Withheld(text=text, reason=verdict.reason))


async def _judge(written: str, draft: Draft, *, prose: bool) -> tuple[str, Verdict]:
    """A sentence as it may be shown, and the gate's verdict, the order of numbered steps included."""
    sentence, verdict = await asyncio.to_thread(_read, written, draft, prose=prose)
    kept = all(draft.course.follows(sentence.strip(), draft.evidence[n - 1], row) for n, row in verdict.places[:1])
    return sentence, verdict if kept else Verdict(False, "changes the order of the steps")


def _read(written: str, draft: Draft, *, prose: bool) -> tuple[str, Verdict]:
    """What of a verdict takes milliseconds; it changes nothing, so a turn that is cut short leaves nothing half done."""
    sentence = plain(_without_orders(written, draft.evidence))
    return sentence, check(sentence.strip(), draft.evidence, prose=prose, question=draft.question)


def _leads_in(bare: str) -> bool:
    """A heading or "Do this:" without a source: nothing to repair."""
    return not markers(bare) and (bare.startswith("#") or bare.rstrip("*_ ").endswith(":"))


async def _show(sentence: str, draft: Draft, passages: PassageStore, emit: Emit) -> None:
    cited = [draft.evidence[number - 1] for number in markers(sentence)]
    for item in cited:
        await _warn(item, draft, passages, emit)
    if any((item.section_id or item.id) in draft.stopped and is_step_of_work(item) for item in cited):
        draft.withheld.append(Withheld(text=sentence.strip(), reason="the warnings of its manual are missing"))
        _stop(draft, emit)
        return
    shown, claim = draft.book.release(sentence, await asyncio.to_thread(draft.book.carried, sentence))
    draft.lines.append(shown)
    draft.claims.append(claim)
    emit(AnswerEvent(kind="sentence", data={"text": shown}))


def _stop(draft: Draft, emit: Emit) -> None:
    """Say "stop, ask" once, where the steps would have stood."""
    text = phrase("stop_ask", draft.language)
    if text not in draft.lines:
        draft.lines.append(text)
        emit(AnswerEvent(kind="sentence", data={"text": text}))


async def _warn(item: Evidence, draft: Draft, passages: PassageStore, emit: Emit) -> None:
    """Release the warnings that govern the section an evidence stands in, once a section."""
    key = item.section_id or item.id
    if item.kind not in {"manual", "alarm"} or key in draft.sections:
        return
    try:
        warnings = await asyncio.to_thread(governing_warnings, item, passages, draft.library)
        if not warnings and is_hazardous_step(item) and not await asyncio.to_thread(is_governed, item, passages):
            draft.stopped.add(key)
            draft.gaps.append(
                Gap(source="warnings", reason=f"no warnings or lock-out found for {item.section or item.title}")
            )
    except NacelleError as error:
        draft.sections.add(key)
        draft.stopped.add(key)
        draft.gaps.append(Gap(source="warnings", reason=str(error)))
        return
    # Only now: a turn that is cut short while they are read has not shown them, and who finishes it must.
    if warnings or is_step_of_work(item):
        # A box of tools without warnings settles nothing: the section's steps may bring those of its neighbours.
        draft.sections.add(key)
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
