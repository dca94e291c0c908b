"""From a library to a file of cases: collect facts, filter them, choose evenly, ask each in several ways."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from random import Random

from evals.generate.drafts import DraftCase
from evals.generate.facts.alarms import alarm_facts
from evals.generate.facts.causes import cause_facts, warning_facts
from evals.generate.facts.definitions import definition_facts
from evals.generate.facts.fact import Fact
from evals.generate.facts.figures import figure_facts
from evals.generate.facts.gaps import gap_facts
from evals.generate.facts.hops import hop_facts
from evals.generate.facts.listed import listed_facts
from evals.generate.facts.multi import multi_facts
from evals.generate.facts.procedures import procedure_facts
from evals.generate.facts.tables import table_facts
from evals.generate.facts.topics import topic_facts
from evals.generate.filters import Refused, fair
from evals.generate.lacks.lack import Lack
from evals.generate.lacks.unanswerable import lacks
from evals.generate.library import LibraryText
from evals.generate.wording import phrasing
from evals.generate.wording.asking import Reword, asked

TWINS = 4
TOPICS, SOME = 2, 10
"""One question about a heading for so many others; where there are hardly others, some all the same."""
SOURCES = (
    table_facts,
    gap_facts,
    listed_facts,
    figure_facts,
    procedure_facts,
    definition_facts,
    cause_facts,
    warning_facts,
    alarm_facts,
    topic_facts,
)


@dataclass(frozen=True)
class Generated:
    """The cases, and what was refused."""

    drafts: list[DraftCase]
    refused: list[Refused]


def generate(
    library: LibraryText,
    *,
    per_kind: int,
    seed: int,
    reword: Reword | None = None,
    others: Sequence[LibraryText] = (),
) -> Generated:
    """Cases of every kind that a library gives, the same for the same library and seed.

    Args:
        library: what the library says.
        per_kind: how many facts of each kind, spread over documents and sections; each is asked in up to two ways, in more where there are fewer facts.
        seed: of the choice and of the phrasings.
        reword: asks a question otherwise (a language model); its wording is used only where it keeps the question fair.
        others: libraries whose topics this one does not know are asked about as well, where it gives too few by itself.
    """
    found = [fact for source in SOURCES for fact in source(library)]
    kept, refused = fair([*found, *multi_facts(found), *hop_facts(found, library)], library)
    kinds: dict[str, list[Fact]] = defaultdict(list)
    for fact in kept:
        kinds[fact.kind].append(fact)
    drafts: list[DraftCase] = []
    for kind in sorted(kinds):
        chosen = spread(kinds[kind], per_kind, Random(f"{seed}:{kind}"))
        for place, fact in enumerate(chosen):
            ways = 1 if kind == "topic" else per_kind // len(chosen)
            drafts += asked(fact, library.name, Random(f"{seed}:{fact.id}"), place, reword, ways)
    drafts = _few_topics(drafts)
    rng = Random(f"{seed}:unanswerable")
    missing = _varied(lacks(library, found, rng, others), per_kind)
    drafts += [_lack(lack, library.name, n) for n, lack in enumerate(missing, 1)]
    again = (_reworded(draft, lack, rng) for draft, lack in zip(list(drafts[-len(missing) :]), missing, strict=True))
    drafts += list(islice((draft for draft in again if draft.question), per_kind - len(missing))) if missing else []
    return Generated(_without_repeats(drafts), refused)


def spread(facts: Sequence[Fact], count: int, rng: Random) -> list[Fact]:
    """Facts in turn from every section, so that one long table does not fill the set."""
    sections: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        sections[fact.source.section.id].append(fact)
    groups = list(sections.values())
    rng.shuffle(groups)
    for group in groups:
        rng.shuffle(group)
    chosen: list[Fact] = []
    while len(chosen) < count and any(groups):
        for group in groups:
            if group and len(chosen) < count:
                chosen.append(group.pop())
    return chosen


def _few_topics(drafts: Sequence[DraftCase]) -> list[DraftCase]:
    """At most a third of them are about headings, in the manual's own words first: a heading tells little of what a reader wants."""
    others = [draft for draft in drafts if draft.kind != "topic"]
    topics = sorted(
        (draft for draft in drafts if draft.kind == "topic"), key=lambda d: d.difficulty != phrasing.VERBATIM
    )
    return [*others, *topics[: max(len(others) // TOPICS, SOME) if others else None]]


def _varied(found: Iterable[Lack], count: int) -> list[Lack]:
    """Each question once, at most four about one thing or made of one question; more of them only where that is too few."""
    chosen: list[Lack] = []
    more: list[Lack] = []
    things: dict[str, int] = defaultdict(int)
    for lack in {_question(lack).casefold(): lack for lack in found}.values():
        thing = lack.twin or lack.slots.get("thing") or lack.slots.get("topic", lack.asks)
        things[thing] += 1
        (chosen if things[thing] <= TWINS else more).append(lack)
    return [*chosen, *more][:count]


def _question(lack: Lack) -> str:
    return phrasing.plain(lack.asks, lack.slots, language=lack.language)


def _lack(lack: Lack, library: str, number: int) -> DraftCase:
    return DraftCase(
        id=f"{library}-unanswerable-{number:03}",
        question=_question(lack),
        kind="unanswerable",
        lang=lack.language or "en",
        library=library,
        difficulty=phrasing.VERBATIM,
        note=lack.proof,
        origin="generated",
    )


def _reworded(draft: DraftCase, lack: Lack, rng: Random) -> DraftCase:
    """The same asked otherwise, which the same proof proves; without a question where there is no other way."""
    question = phrasing.otherwise(lack.asks, lack.slots, rng) if lack.language == "en" else ""
    more = {"id": f"{draft.id}-{phrasing.PARAPHRASE}", "question": question, "difficulty": phrasing.PARAPHRASE}
    return draft.model_copy(update=more)


def _without_repeats(drafts: Sequence[DraftCase]) -> list[DraftCase]:
    return list({draft.id: draft for draft in drafts}.values())
