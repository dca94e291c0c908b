"""The records' own values that a text names: states, kinds, persons, components, sites, stock places, fields of the company's own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agent.question import nouns
from agent.question.naming.catalogue import Catalogue
from agent.question.naming.sayings import MACHINE_STATUS, MEANINGS, WORD, Fields, Saying, parted, sayings, stems_of
from agent.question.naming.windows import Hit
from language.vocabulary import phrases, vocabulary
from language.words import fold, is_stop, stem, words
from stores.records.orders.states import OPEN, STATES, state_of

WAITING = "waiting"
_ENDING = 2


@dataclass(frozen=True)
class _Word:
    start: int
    end: int
    text: str
    stem: str


def values_in(text: str, catalogue: Catalogue, language: str, hits: Sequence[Hit]) -> list[Hit]:
    """Values named in the text outside the identifiers, the longest first; one field for each stretch of words."""
    told = [
        _Word(m.start(), m.end(), m.group(), stem(fold(m.group()), language))
        for m in WORD.finditer(text)
        if not any(hit.start < m.end() and m.start() < hit.end for hit in hits)
    ]
    ways = sayings(Fields(catalogue.fields), catalogue.own, catalogue.figures, language, catalogue.labels)
    found: list[Hit] = []
    stems = {word.stem for word in told}
    nouns_said = _nouns_of(told, language)
    at = 0
    while at < len(told):
        figure = _asked_how_much(told[at], text, language, catalogue)
        if figure := figure or _downtime(told[at], language, catalogue.figures, as_listed=True):
            found.append(figure)
            at += 1
            continue
        sizes = {one: _said_in(one, told, at, text, language, nouns_said) for one in ways.get(told[at].stem, ())}
        longest = max((len(one.stems) for one, size in sizes.items() if size), default=0)
        chosen = [one for one, size in sizes.items() if size and len(one.stems) == longest]
        size = max((sizes[one] for one in chosen), default=1)
        if chosen:
            beside = [one for one in chosen if _beside(one.field, told, at, size, language, nouns_said)]
            had_a_kind = "past" in nouns_said and any(one.field == "kind" for one in chosen)
            if (
                "work_order" in nouns_said or had_a_kind
            ):  # "parada" is first a state of the job, "had most guasti" a kind
                beside = [one for one in beside if one.field != MACHINE_STATUS]
            # "What did Ruiz complete" is told by "Completed by", not by "Assigned to".
            named = [one for one in chosen if any(each in stems for each in stems_of(parted(one.field), language))]
            field = (beside or named or chosen)[0].field
            span = told[at].start, told[at + size - 1].end
            meant = [one for one in chosen if one.field == field]
            values = [one.value for one in (_own_word(meant) if field == "status" else meant)]
            part = _part_behind(told[at + size :][:2], language) if field == "status" else None
            if part and all(map(_waits, values)) and (own := _waiting_for_parts(catalogue)):
                # "Waiting for parts" is a state of the company's own, where it has one that says so.
                values, span = own, (span[0], part.end)
            found += [Hit(*span, field, value) for value in values]
        elif downtime := _downtime(told[at], language, catalogue.figures):
            found.append(downtime)
        at += size
    return found


def ends_in_how_much(folded: str, language: str) -> bool:
    """Whether a folded text ends in "how much", with the word of grammar that may follow ("quanto di")."""
    amounts = phrases(vocabulary(language).amounts).pattern
    found = re.search(rf"{amounts}(?:\s+(?P<grammar>[^\W\d_]+))?\s*$", folded)
    return found is not None and (not found["grammar"] or is_stop(found["grammar"], language))


def _asked_how_much(word: _Word, text: str, language: str, catalogue: Catalogue) -> Hit | None:
    """The one column of numbers whose name has the word behind "how much" ("how much energy", of "Energy lost (kWh)")."""
    said = [name for name in catalogue.figures if word.stem in stems_of(parted(name), language)]
    if len(said) != 1 or is_stop(word.text, language) or nouns.named_by((fold(word.text),), language):
        return None
    asked = ends_in_how_much(fold(text[: word.start]), language)
    return Hit(word.start, word.end, "figure", said[0]) if asked else None


def _downtime(word: _Word, language: str, figures: Sequence[str], *, as_listed: bool = False) -> Hit | None:
    """The company's column of how long machines stood still, whatever language calls it so: that is nobody's working time."""
    said = fold(word.text)
    listed = said in nouns.single_words("downtime", language)
    if "downtime" not in nouns.named_by((said,), language) or (as_listed and not listed):
        return None
    name = next(
        (one for one in figures if any("downtime" in nouns.said_in(parted(one), each) for each in nouns.languages())),
        "",
    )
    return Hit(word.start, word.end, "figure", name) if name else None


def _part_behind(told: Sequence[_Word], language: str) -> _Word | None:
    return next((word for word in told if "part" in nouns.named_by((fold(word.text),), language)), None)


def _waits(state: str) -> bool:
    return state == WAITING or state_of(state) == WAITING


def _waiting_for_parts(catalogue: Catalogue) -> list[str]:
    """The company's states in which a job waits, and which say for parts, whatever their language."""
    waiting = [value for value in catalogue.fields.get("status", ()) if _waits(value)]
    return [one for one in waiting if any("part" in nouns.said_in(one, each) for each in nouns.languages())]


def _own_word(chosen: Sequence[Saying]) -> Sequence[Saying]:
    """A company's own word for a state is that word alone; only "open" is more than its word: every job that is not done."""
    own = [one for one in chosen if one.value not in STATES]
    if not own or any(state_of(one.value) == OPEN for one in own):
        return [one for one in chosen if not own or one in own or one.value == OPEN]
    return own


def _said_in(one: Saying, told: Sequence[_Word], at: int, text: str, language: str, nouns_said: frozenset[str]) -> int:
    """How many words from here on say it, 0 where they do not."""
    size = _size(one, told, at, language)
    run = told[at : at + size]
    if not run:
        return 0
    said = text[run[0].start : run[-1].end]
    if len(run) == 1 and one.field not in MEANINGS and _is_another_word(said, one, language):
        return 0
    if one.exact and len(one.stems) == size and one.exact not in {said, fold(said)}:
        return 0
    if one.capital and not said[:1].isupper():
        return 0
    return size if not one.beside or _beside(one.field, told, at, size, language, nouns_said) else 0


def _size(one: Saying, told: Sequence[_Word], at: int, language: str) -> int:
    """The words from here on that hold those of a value in its order, a word of grammar between two of them passed over ("stopped for safety")."""
    place = at
    for nth, wanted in enumerate(one.stems):
        if nth and place + 1 < len(told) and told[place].stem != wanted and is_stop(told[place].text, language):
            place += 1
        if place >= len(told) or told[place].stem != wanted:
            return 0
        place += 1
    return place - at


def _is_another_word(said: str, one: Saying, language: str) -> bool:
    """Whether the stem is the same of a verb or another noun ("replaced" is no "Replacement"): an ending adds a letter or two."""
    alike = [word for word in words(one.value) if stem(word, language) == one.stems[0]]
    return bool(alike) and all(abs(len(word) - len(said)) > _ENDING for word in alike)


def _nouns_of(told: Sequence[_Word], language: str) -> frozenset[str]:
    found = nouns.nouns_in([fold(word.text) for word in told], language)
    return frozenset(noun for _, _, named in found for noun in named)


def _beside(field: str, told: Sequence[_Word], at: int, size: int, language: str, nouns_said: frozenset[str]) -> bool:
    """Whether the name of the field stands before or behind the value ("priority 1", "FuncLocation BUCKET", "urgent jobs").

    A state of machines may stand anywhere in a question about machines.
    """
    if field == MACHINE_STATUS:
        return "asset" in nouns_said
    before, behind = tuple(fold(w.text) for w in told[max(0, at - 3) : at]), told[at + size : at + size + 1]
    own = tuple(words(parted(field)))
    named = nouns.before(before, language)
    named |= nouns.named_by((fold(behind[0].text),), language) if behind else frozenset()
    ordered = field == "priority" and bool(behind) and "work_order" in nouns.named_by((fold(behind[0].text),), language)
    return ordered or field in named or before[-len(own) :] == own or "".join(before[-1:]) == "".join(own)
