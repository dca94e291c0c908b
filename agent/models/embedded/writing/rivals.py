"""What the question leaves open: columns or sections that answer it equally, with other values, and are told apart by a word it has not."""

import re
from collections.abc import Iterable, Sequence

from agent.models.embedded.writing.blocks import Block, section_of
from agent.models.embedded.writing.finding import Places
from agent.models.embedded.writing.matching import Words, differ_in_one
from agent.models.embedded.writing.scoring import Reading, Scored
from language.sentences import sentences
from language.words import is_word, words

BEHIND = 1.0
"""So far behind the best block another may be as good an answer."""
PARALLEL = 0.5
"""Share of its words, without figures, that a sentence has in common with one that says the same of something else."""
_NUMBERING = re.compile(r"^\W*(?:\d+(?:\.\d+)*|[A-Z](?:\.\d+)+)[.)]?\s+")


def choices_left(places: Places) -> list[str]:
    """The names of what may be meant, the best first; none where the question, or the best block, settles it."""
    ranked, reading = places.ranked, places.reading
    best = ranked[0].block
    names = _columns(best, reading.words) if best.kind in {"row", "table"} else _sections(ranked, reading)
    # Words of another language may settle it unread; figures are the same in all.
    unread = reading.foreign and not all(any(c.isdigit() for c in name) for name in names)
    return [] if unread else names


def subjects(places: Places) -> list[str]:
    """What the best places are about, by the headings that they stand under, else by their documents; the best first, none twice."""
    near = [one.block for one in places.ranked if one.score >= places.ranked[0].score - BEHIND]
    return list(dict.fromkeys(filter(None, (_bare(block.heading) or block.title for block in near))))


def _columns(block: Block, known: Words) -> list[str]:
    """Columns that are alike but for a word, with other values in the row."""
    unit = block.units[0]
    shown = {*known.columns(unit.columns, unit.cells)}
    for group in (each for each in known.alike(unit.columns, unit.cells) if shown.issuperset(each)):
        names = [unit.columns[at] for at in group]
        if len({unit.cells[at] for at in group}) == len(group) and not any(map(known.mask, _telling(names))):
            return names
    return []


def _sections(ranked: Sequence[Scored], reading: Reading) -> list[str]:
    """Sections that say the same of different things, or have names that are alike but for a word."""
    known, best = reading.words, ranked[0]
    asked = known.mask(best.block.text) | known.mask(best.block.heading)
    found: dict[str, Block] = {}
    for one in ranked:
        block = one.block
        place = section_of(reading.evidence[block.numbers[0]])
        if one.score < best.score - BEHIND or block.kind != best.block.kind:
            continue
        if known.mask(block.text) | known.mask(block.heading) == asked and place not in found:
            found[place] = block
    first, *others = found.values()
    others = [block for block in others if not _disagree(block, first, reading)]
    rivals = [first, *(block for block in others if _is_rival(block, first, known))]
    names = [_named(block, rivals, reading) for block in rivals]
    settled = len(set(names)) < len(names) or any(map(known.mask, _telling(names)))
    return [] if len(rivals) == 1 or settled else names


def _disagree(one: Block, other: Block, reading: Reading) -> bool:
    """Whether documents in force differ on one thing: both are shown, for nobody can be asked which is meant."""
    told = {said.other for n in one.numbers for said in reading.evidence[n].disagrees}
    return any(reading.evidence[n].id in told for n in other.numbers)


def _is_rival(block: Block, best: Block, known: Words) -> bool:
    one, other = _asked(block, known), _asked(best, known)
    if words(one) == words(other):
        return False
    heads = words(_bare(block.heading)), words(_bare(best.heading))
    return heads[0] == heads[1] or differ_in_one(*heads) or _parallel(one, other) >= PARALLEL


def _asked(block: Block, known: Words) -> str:
    """The sentence that has most of the question."""
    return max(sentences(block.text), key=lambda one: known.coverage(known.mask(one)), default=block.text)


def _parallel(one: str, other: str) -> float:
    told, beside = ({word for word in words(text) if is_word(word)} for text in (one, other))
    return len(told & beside) / max(len(told), len(beside), 1)


def _named(block: Block, rivals: Sequence[Block], reading: Reading) -> str:
    """By the models that it is for, its heading or its document, whichever tells the rivals apart."""
    models = [reading.evidence[one.numbers[0]].fields.get("models", "") for one in rivals]
    if all(models) and len(set(models)) == len(models):
        return models[rivals.index(block)]
    headings = [_bare(one.heading) for one in rivals]
    return _bare(block.heading) if len(set(headings)) == len(headings) else block.title


def _bare(heading: str) -> str:
    return _NUMBERING.sub("", heading).strip()


def _telling(names: Sequence[str]) -> Iterable[str]:
    """The words that tell each name from the others: by their places where all have as many ("V2-A", "V2-V"), else by what not all have."""
    told = [words(name) for name in names]
    if len({len(one) for one in told}) == 1:
        same = [len(set(column)) == 1 for column in zip(*told, strict=True)]
        return [" ".join(word for word, alike in zip(one, same, strict=True) if not alike) for one in told]
    common = set(told[0]).intersection(*told[1:])
    return [" ".join(word for word in one if word not in common) for one in told]
