"""Superseded and overridden evidence: which sentences may stand on it, and what is said of its lines."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from agent.claims.evidence.support import markers
from agent.claims.verdict import Judgement
from agent.phrases.saying import phrase
from domain.answers import Evidence
from language.words import words

Judge = Callable[[str, Mapping[int, Evidence]], Judgement]


def judged_in_force(sentence: str, evidence: Mapping[int, Evidence], judge: Judge, language: str) -> Judgement:
    """The verdict on a sentence. What is superseded or overridden carries only what cites it, and its lines say what they are of.

    In the place of a sentence, or under it, they stand only where it cites nothing else, or compares revisions.
    """
    cited = set(markers(sentence))
    seen = {n: item for n, item in evidence.items() if n in cited or not (item.superseded or item.overridden_by)}
    current = {n: item for n, item in seen.items() if not _is_past(item)}
    verdict = judge(sentence, seen)
    if not cited & current.keys():
        current = seen
    if verdict.verdict == "quoted" and any(n not in current for line in verdict.lines for n in line.cites):
        verdict = judge(sentence, current)
    elif verdict.source and verdict.verdict != "quoted":
        verdict = replace(verdict, source=_lines(verdict, seen, current, language))
    if verdict.verdict != "quoted":
        return verdict
    first, *more = (_labelled(line, seen, language) for line in verdict.lines)
    return replace(first, more=tuple(more))


def _is_past(item: Evidence) -> bool:
    """Whether another place is taken for it; one side of a comparison is what was asked for."""
    return bool(item.superseded or item.overridden_by) and "side" not in item.fields


def _labelled(line: Judgement, evidence: Mapping[int, Evidence], language: str) -> Judgement:
    label = "".join(label_of(evidence[n], language) for n in line.cites[:1])
    return replace(line, text=f"{label}{line.text}", more=())


def _lines(verdict: Judgement, seen: Mapping[int, Evidence], current: Mapping[int, Evidence], language: str) -> str:
    """The lines under a sentence: those in force where there are any, each with what it is of."""
    told: dict[str, int] = {line: _holder(line, verdict.cites, seen) for line in verdict.source.split("\n")}
    left = {line: n for line, n in told.items() if n in current} or told
    return "\n".join(f"{label_of(seen[n], language) if n else ''}{line}" for line, n in left.items())


def _holder(line: str, cites: tuple[int, ...], evidence: Mapping[int, Evidence]) -> int:
    """The number of the evidence that a line is of: what holds its words, one in force first."""
    said = set(words(line))
    held = {n: len(said & _words_of(evidence[n])) for n in cites if n in evidence}
    return max(held, key=lambda n: (held[n], not _is_past(evidence[n])), default=0)


def _words_of(item: Evidence) -> set[str]:
    return set(words("\n".join([item.text, *(" ".join(row) for row in item.table)])))


def label_of(item: Evidence, language: str) -> str:
    """What stands before a line that is not simply in force; nothing before others."""
    title = item.fields.get("number") or item.title
    if item.superseded:
        return phrase("of_superseded", language, title=title, revision=item.revision or "?") + " "
    if "side" in item.fields:
        return phrase("of_revision", language, title=title, revision=item.revision or "?") + " "
    return phrase("of_overridden", language, title=title, by=item.overridden_by) + " " if item.overridden_by else ""
