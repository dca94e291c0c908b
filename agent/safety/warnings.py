"""Which printed warnings govern a step or a value."""

import re
from collections.abc import Sequence

from agent.safety.hazards import hazardous
from agent.safety.manual import Manual, Printed
from domain.answers import Evidence
from domain.documents import Passage, Section
from language.detecting import detect
from language.words import stems
from stores.protocols import PassageStore
from tools.evidence import passage_evidence

MOST_OF_SECTION = 6
MOST_OF_CHAPTER = 3
MOST_REFERENCES = 6
LEAST_SHARED = 2
"""Words that a warning of another section shares with dangerous work before it is taken to speak of it."""
WORK = frozenset({"procedure", "step", "question"})
"""Kinds of passages that tell what to do; choices of a question may be steps."""
_GRAVE = ("danger", "warning")
_ORDER = {"danger": 0, "warning": 1, "caution": 2, "notice": 3}
_REFERENCE = re.compile(
    r"\b(?P<number>[A-Z]{1,6}[A-Z0-9]*(?:-[A-Z0-9]+)+)\s+(?:[^\W\d_]+\s+|§\s*)?(?P<section>\d{1,2}(?:\.\d{1,2})+)\b"
)
"""A document's number and a section of it, as alarm lists print them ("OM-7 section 4.2")."""


def governing(item: Evidence, passages: PassageStore, library: str = "main") -> list[Evidence]:
    """The warnings that may not be missing where `item` is shown, gravest first.

    A step has those of its section and of the headings above it, but for one that is printed among later steps; where there are none,
    those of the sections that it sends the reader to; and where the work is dangerous, the ones of its manual's safety chapter that come nearest. A value has those of its own
    section: all where it belongs to a job, else the grave ones that speak of the same.

    Raises:
        NacelleError: the manual cannot be read just now.
    """
    if item.kind == "alarm":
        return _of_references(item.text, passages, library)
    if item.kind != "manual" or item.passage_kind == "warning" or not item.document_id or not item.section_id:
        return []
    manual = Manual(item.document_id, passages)
    section = passages.section(item.section_id)
    if not is_work(item):
        return _written(_of_value(item, section, manual), manual)
    own = manual.warnings_in([section, *manual.above(section)])
    reaching = [pair for pair in own if pair[1].id != section.id or _reaches(pair[0], item, manual)]
    if own:
        return _written(_gravest(reaching or own, item), manual)
    return _of_references(item.text, passages, library) or _written(_of_chapter(item, section, manual), manual)


def sections_named(text: str) -> dict[tuple[str, str], str]:
    """The documents and sections that a text sends to, each as it stands there."""
    return {(named["number"].casefold(), named["section"]): named.group() for named in _REFERENCE.finditer(text)}


def is_work(item: Evidence) -> bool:
    """Whether an evidence tells what to do, rather than what is."""
    return item.kind == "alarm" or (item.kind == "manual" and item.passage_kind in WORK)


def unguarded(item: Evidence, passages: PassageStore) -> bool:
    """Whether an evidence gives dangerous steps in a manual that nowhere tells how they are made safe.

    Raises:
        NacelleError: the manual cannot be read just now.
    """
    if item.kind != "manual" or not is_work(item) or not item.document_id or not item.section_id:
        return False
    if not hazardous(f"{item.section or ''} {item.text}", pressure=False) or sections_named(item.text):
        return False
    manual = Manual(item.document_id, passages)
    section = passages.section(item.section_id)
    parts = [section, *manual.above(section), *manual.safety_chapters]
    return not manual.warnings_in(parts) and not manual.tells_to_make_safe(parts)


def _reaches(warning: Passage, item: Evidence, manual: Manual) -> bool:
    """Whether a warning of its section governs a step: one among the steps governs the step right before it and all behind it."""
    if warning.order < item.order:
        return True
    steps = manual.steps_of(warning.section_id)
    last = max((order for order in steps if order < warning.order), default=item.order)
    return item.order >= last or all(order < warning.order for order in steps)


def _of_value(item: Evidence, section: Section, manual: Manual) -> list[Printed]:
    printed = manual.warnings_in([section])
    if not printed or manual.has_steps(section):
        return _gravest(printed, item)
    language = manual.document.language
    grave = [pair for pair in printed if pair[0].level in _GRAVE]
    return _gravest([pair for pair in grave if _shared(pair[0].text, item.text, language)], item)


def _of_chapter(item: Evidence, section: Section, manual: Manual) -> list[Printed]:
    """For steps without warnings of their own: the grave ones beside them that speak of the same.

    Dangerous steps also have those of the safety chapter; where none speaks of the same, the chapter's gravest: they govern all work.
    """
    subject = f"{' '.join(section.path or (section.title,))} {item.text}"
    chapter = manual.warnings_in(manual.safety_chapters) if hazardous(subject) else []
    language = manual.document.language
    near: dict[str, tuple[int, Printed]] = {}
    for pair in (*manual.warnings_in(manual.beside(section)), *chapter):
        shared = len(_shared(pair[0].text, subject, language)) if pair[0].level in _GRAVE else 0
        if shared >= LEAST_SHARED:
            near[pair[0].id] = (shared, pair)
    nearest = sorted(near.values(), key=lambda one: (-one[0], _level(one[1][0])))[:MOST_OF_CHAPTER]
    return _ranked([pair for _, pair in nearest]) or _gravest(chapter, item)[:MOST_OF_CHAPTER]


def _of_references(text: str, passages: PassageStore, library: str) -> list[Evidence]:
    """The gravest warning of each section that `text` names, in the order of naming."""
    wanted = list(sections_named(text))
    if not wanted:
        return []
    current = {each.number.casefold(): each for each in passages.documents(library) if not each.superseded_by}
    found: list[Evidence] = []
    for number, printed in wanted[:MOST_REFERENCES]:
        if number not in current:
            continue
        manual = Manual(current[number].id, passages)
        for section in (part for part in manual.sections if part.number == printed):
            pairs = _ranked(manual.warnings_in([section, *manual.above(section)]))
            found += _written(pairs[:1], manual)
    return found


def _shared(one: str, other: str, language: str) -> set[str]:
    """The words of two texts in one language ("": told by the texts) that are neither grammar nor numbers, as stems."""
    spoken = language or detect(f"{one} {other}")
    return {word for word in stems(one, spoken) & stems(other, spoken) if not word[0].isdigit()}


def _gravest(printed: Sequence[Printed], item: Evidence) -> list[Printed]:
    """At most six, the gravest; among equals those printed nearest to the evidence. In the order of the page within a level."""

    def distance(pair: Printed) -> tuple[int, bool, int]:
        warning, part = pair
        return _level(warning), part.id != item.section_id, abs(warning.order - item.order)

    return _ranked(sorted(printed, key=distance)[:MOST_OF_SECTION])


def _ranked(printed: Sequence[Printed]) -> list[Printed]:
    return sorted(printed, key=lambda pair: (_level(pair[0]), pair[0].order))


def _level(warning: Passage) -> int:
    return _ORDER.get(warning.level, len(_ORDER))


def _written(printed: Sequence[Printed], manual: Manual) -> list[Evidence]:
    return [passage_evidence(warning, manual.document, part) for warning, part in printed]
