"""What an indexed document holds besides text: jobs with what they need, alarm entries, and where its references lead."""

import re
from collections.abc import Sequence

from domain.documents import Passage, Section, WarningLevel
from domain.model import Noun
from ingestion.marks import ALARM_CODE, step_label

_TORQUE = re.compile(
    r"\b\d+(?:[.,]\d+)?(?:\s*(?:±|to|-|–|bis|til|a)\s*\d+(?:[.,]\d+)?)?\s*(?:N\s?[·.∙]?\s?m|(?:ft|in)[·.\s-]?lbf?s?|lbf?[·.\s-]?(?:ft|in)|kgf?[·.\s-]?c?m)\b(?!²)"
)
_TOOLS = re.compile(r"\b(?:tools?|equipment|werkzeuge?|hilfsmittel|værktøj|herramientas?|ferramentas?|outils?|outillage|gereedschap)\b", re.I)  # fmt: skip
_FIRST = re.compile(
    r"\b(?:prerequisites?|preconditions?|before (?:you )?(?:begin|start)\w*|preparations?|requirements?|voraussetzung\w*|vorbereitung\w*|forudsætning\w*|forberedelse\w*|"
    r"requisitos|preparación|antes de (?:empezar|começar)|pré-requisitos|preparação|prérequis|préparation)\b",
    re.I,
)


class Warned(Noun):
    """A warning that governs a job."""

    level: WarningLevel
    text: str
    page: int | None


class Job(Noun):
    """The ordered steps under one heading, and what its section and those above it say about doing them."""

    path: tuple[str, ...]
    page: int | None
    steps: tuple[str, ...]
    tools: tuple[str, ...] = ()
    torques: tuple[str, ...] = ()
    prerequisites: tuple[str, ...] = ()
    warnings: tuple[Warned, ...] = ()


class AlarmEntry(Noun):
    """A section that describes one alarm."""

    code: str
    title: str
    page: int | None


class Reference(Noun):
    """A pointer printed on `page`, and the page and heading or caption that it leads to; None where the document has no such thing."""

    label: str
    page: int | None
    target: str | None = None
    target_page: int | None = None


def jobs_of(sections: Sequence[Section], passages: Sequence[Passage]) -> list[Job]:
    """Jobs in reading order; what stands in a section above counts for all below it."""
    by_section: dict[str, list[Passage]] = {}
    for passage in passages:
        by_section.setdefault(passage.section_id, []).append(passage)
    return [
        _job(section, by_section[section.id], [(other, by_section.get(other.id, [])) for other in sections])
        for section in sections
        if any(passage.kind == "procedure" for passage in by_section.get(section.id, ()))
    ]


def _job(section: Section, own: Sequence[Passage], others: Sequence[tuple[Section, Sequence[Passage]]]) -> Job:
    steps = [step for passage in own if passage.kind == "procedure" for step in _steps(passage.text)]
    around = [(other, held) for other, held in others if _governs(other, section)]
    beside = [(other, held) for other, held in others if other.path[:-1] in (section.path, section.path[:-1])]
    lead = [p.text for p in own if p.kind == "prose" and p.order < min(q.order for q in own if q.kind == "procedure")]
    return Job(
        path=section.path,
        page=section.page,
        steps=tuple(steps),
        tools=_named(_TOOLS, beside, lead),
        torques=tuple(dict.fromkeys(found.group() for step in steps for found in _TORQUE.finditer(step))),
        prerequisites=_named(_FIRST, beside, lead),
        warnings=tuple(
            Warned(level=p.level, text=p.text, page=p.page)
            for _, held in [*around, (section, own)]
            for p in held
            if p.kind == "warning"
        ),
    )


def _governs(other: Section, section: Section) -> bool:
    return len(other.path) < len(section.path) and section.path[: len(other.path)] == other.path


def _named(
    subject: re.Pattern[str], beside: Sequence[tuple[Section, Sequence[Passage]]], lead: Sequence[str]
) -> tuple[str, ...]:
    """What sections of this subject beside the job say, and paragraphs of it before the first step."""
    told = [p.text for other, held in beside if subject.search(other.title) for p in held if p.kind != "warning"]
    return tuple(dict.fromkeys((*told, *(text for text in lead if subject.search(text[:60])))))


def _steps(text: str) -> list[str]:
    """The steps of a passage; a line without a step's mark goes on with the step before it."""
    steps: list[str] = []
    for line in text.split("\n"):
        if step_label(line) or not steps:
            steps.append(line)
        else:
            steps[-1] = f"{steps[-1]} {line}"
    return steps


def alarms_of(sections: Sequence[Section], passages: Sequence[Passage]) -> list[AlarmEntry]:
    """The sections that describe an alarm, by code as printed."""
    described = {passage.section_id for passage in passages if passage.kind == "alarm"}
    found = [(section, ALARM_CODE.match(section.title)) for section in sections if section.id in described]
    return [AlarmEntry(code=m["code"], title=m["title"], page=section.page) for section, m in found if m]


def references_of(sections: Sequence[Section], passages: Sequence[Passage]) -> list[Reference]:
    """Every reference with its target in the same document."""
    targets: dict[str, tuple[str, int | None]] = {}
    for passage in passages:
        named = re.match(r"(?P<label>\S+\s*[\w.\-–]+)", passage.caption)
        for label in passage.refs[:1] if named and passage.text.startswith(passage.caption) else ():
            targets.setdefault(label, (passage.caption, passage.page))
    for section in sections:
        if section.number:
            targets.setdefault(section.number.rstrip("."), (section.path[-1], section.page))
    return [
        Reference(
            label=label,
            page=p.page,
            target=targets.get(label, (None, None))[0],
            target_page=targets.get(label, (None, None))[1],
        )
        for p in passages
        for label in p.refs
        if not p.caption or targets.get(label, ("", None))[0] != p.caption
    ]
