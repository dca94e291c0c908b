"""Questions about the answer before: the places that it cited are quoted again, or the section that it stands in is asked first."""

import re
from collections.abc import Mapping
from typing import Any

from agent.models.embedded.slots import Call
from agent.models.embedded.talk.conversation import Conversation
from agent.models.embedded.topic import topic
from agent.models.embedded.writing.blocks import section_of
from agent.models.embedded.writing.finding import LIKELY, Places, find
from agent.models.embedded.writing.labels import labels_asked, under_labels
from agent.question.leaning import FEW_OWN, SHORT, Leaning, own_stems
from domain.answers import Evidence
from language.measuring.unit_names import units_alone
from language.numbers import numbers
from language.units import can_be_given_in, quantities
from language.words import words

UNIT_WORDS, MOST = 5, 4
ABOUT_THE_ANSWER = 0.8
"""Probability from which a question is about the answer before; a search would bring other places."""
_MARKED = re.compile(r"\[\d+\]\s*$")
_NAMES = frozenset({"period"})
SAME_SECTION = {Leaning.NOT: 0.5, Leaning.SUBJECT: 1.0, Leaning.WHOLE: 1.0}
"""So much less the section of the answer before may say to a question about it than all that was found."""


def is_about_the_answer(talk: Conversation, frames: Mapping[str, float]) -> bool:
    """Whether the answer before is asked about ("explain step 2"), and it had sources."""
    names = any(one.kind not in _NAMES and one.at >= 0 for one in talk.header.named)
    share = frames.get("earlier", 0.0)
    return share >= ABOUT_THE_ANSWER and share >= max(frames.values()) and not names and bool(cited_lines(talk))


def in_another_unit(talk: Conversation) -> list[tuple[str, dict[str, str]]]:
    """Conversions of what the answer before says, where the question is a few words that end in a unit ("in ft lb?", "og i bar?")."""
    wanted = units_alone(talk.asked)
    ends = bool(wanted) and talk.asked.rstrip("?!. ").endswith(wanted[-1])
    if not ends or not talk.last or quantities(talk.asked) or len(words(talk.asked)) > UNIT_WORDS:
        return []
    said = [one for line in cited_lines(talk) for one in quantities(line) if can_be_given_in(one.unit, wanted[-1])]
    told = dict.fromkeys((str(one.value), one.unit) for one in said)
    return [("convert", {"value": value, "unit": unit, "to": wanted[-1]}) for value, unit in told][:MOST]


def cited_lines(talk: Conversation) -> list[str]:
    """The lines of the answer before that have a source; those of the step that the question names by its number."""
    lines = [line for line in (talk.last.said.split("\n") if talk.last else []) if _MARKED.search(line)]
    wanted = {str(one.value) for one in numbers(talk.asked)}
    steps = [line for line in lines if (match := re.match(r"(\d+)[.)]\s", line)) and match[1] in wanted]
    return steps or lines


def quoted(talk: Conversation) -> list[Evidence]:
    """The evidence that the answer before cites, in its order."""
    cited = dict.fromkeys(int(n) for n in re.findall(r"\[(\d+)\]", talk.last.said)) if talk.last else {}
    return [talk.last.evidence[n] for n in cited if talk.last and n in talk.last.evidence]


def is_behind_manuals(talk: Conversation) -> bool:
    """Whether it leans on an answer that begins out of the manuals."""
    return talk.leans is not Leaning.NOT and any(item.kind == "manual" for item in quoted(talk)[:1])


def section_before(talk: Conversation) -> Evidence | None:
    """The manuals' place that the answer before began with, where the question may be about it: it leans, or is short and names nothing."""
    short = len(words(talk.asked)) <= SHORT and len(own_stems(talk.asked, talk.header)) <= FEW_OWN
    if talk.leans is Leaning.NOT and (talk.header.named or not short):
        return None
    return next((item for item in quoted(talk) if item.kind == "manual" and item.section_id), None)


def section_again(talk: Conversation) -> list[Call]:
    """That section, read again: what else it says of its subject was not shown."""
    place = section_before(talk)
    return [("read_section", {"section_id": place.section_id, "around": place.order})] if place else []


def places_of(talk: Conversation, embedder: Any) -> Places:
    """What the manuals say to the question: the section of the answer before first, then all, then all with the question before."""
    evidence, header, place = talk.evidence_in_force, talk.header, section_before(talk)
    inside = {n: item for n, item in evidence.items() if place and section_of(item) == section_of(place)}
    alone = find(talk.asked if inside else talk.question, evidence, header, embedder)
    labels = labels_asked(talk.asked, header.language)
    if inside and labels and not topic(talk.asked, header, {*labels, "wish"}):
        within = find(talk.asked, inside, header, embedder)
        if told := under_labels(within.ranked, labels, within.reading):
            return Places(within.reading, told, LIKELY)
    if inside:
        said = {line.replace("**", "") for one in talk.earlier for line in one.answer.split("\n")}
        within = find(talk.asked, inside, header, embedder, said=said)
        if within.answer and within.odds >= alone.odds - SAME_SECTION[talk.leans]:
            return within
        whole = find(talk.question, evidence, header, embedder, said=said)
        alone = whole if whole.odds > alone.odds else alone
    if alone.answer or not talk.with_the_one_before:
        return alone
    wider = find(talk.with_the_one_before, evidence, header, embedder)
    return wider if wider.odds > alone.odds else alone
