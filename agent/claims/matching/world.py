"""What is known beside the evidence, and the sentence read in its language."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from agent.claims.evidence.cut import Cut
from agent.claims.evidence.ground import Ground
from agent.claims.evidence.meaning import Meaning
from agent.claims.evidence.place import STEP
from agent.claims.facts.fact import Fact
from agent.claims.facts.finding import facts
from agent.claims.matching.applying import serials_of
from agent.claims.reading.claim import Said, read
from agent.claims.reading.pointing import without_answer, without_pointers
from agent.claims.wording.stems import stems_of
from language.detecting import detect


@dataclass(frozen=True)
class World:
    """What is known beside the evidence: the question's and the machine's names (`subject`: their text) and the values that were asked about, the evidence cited, the machine's serial numbers, today, and the `heads` of a model's table."""

    known: tuple[Fact, ...] = ()
    asked: tuple[Fact, ...] = ()
    cites: frozenset[int] = frozenset()
    stems: frozenset[str] = frozenset()
    subject: str = ""
    serials: tuple[tuple[str, int], ...] = ()
    today: date | None = None
    same_language: bool = True
    meaning: Meaning | None = None
    heads: tuple[str, ...] = ()

    def names(self, fact: Fact) -> bool:
        """Whether the question or the machine's record names it: then it may be said beside what another source says."""
        return any(fact.held_by(own) for own in self.known)


SAME_LANGUAGE = 0.6
CONTEXT = re.compile(r"<context>.*?</context>", re.DOTALL)


def cited_of(own: Sequence[tuple[int, Cut]]) -> frozenset[int]:
    """The numbers of what a sentence cites."""
    return frozenset(n for n, _ in own)


def said_of(text: str, floor: Ground, language: str, today: date | None) -> tuple[Said, bool]:
    """The sentence read, and whether it is in the language of the evidence."""
    marks = {mark for _, cut in floor.sources for mark in cut.marks}
    steps = {step for _, cut in floor.sources for step in cut.steps}
    body, answers = without_answer(without_pointers(STEP.sub("", text).replace("*", ""), marks, steps))
    said = read(body, language, today)
    stems = set(said.stems)
    known = [stem for stem in stems if floor.saying(stem)]
    spoken = detect(body, language)
    if len(known) >= SAME_LANGUAGE * len(stems) > 0:
        spoken = language
    same = spoken == language
    if not same:
        said = read(body, spoken, today)
    return replace(said, answers=answers), same


def world_of(
    question: str,
    every: list[tuple[int, Cut]],
    own: list[tuple[int, Cut]],
    *,
    same: bool,
    today: date | None,
    meaning: Meaning | None,
) -> World:
    machines = [held for _, held in every if held.record and held.places and _is_machine(held)]
    asked = CONTEXT.sub(" ", question)
    named = facts(question[:2_000], detect(asked)) if question else ()
    tags = tuple(fact for held in machines for line in held.lines for fact in facts(line, held.language))
    records = ["\n".join(held.lines) for held in machines]
    return World(
        known=tuple(fact for fact in (*named, *tags) if fact.kind in {"identifier", "size"}),
        asked=tuple(fact for fact in named if fact.kind == "quantity"),
        stems=frozenset(stems_of(asked, detect(asked))) if asked else frozenset(),
        serials=serials_of(records or [question]),
        today=today,
        cites=cited_of(own),
        subject="\n".join([*records, asked[:2_000]]),
        same_language=same,
        meaning=meaning,
    )


def _is_machine(held: Cut) -> bool:
    return any(place.field in {"serial", "controller"} for place in held.places)


def main_language(sources: Sequence[tuple[int, Cut]]) -> str:
    return sources[0][1].language if sources else "en"
