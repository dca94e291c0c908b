"""Evidence cut into places: sentences, steps, table rows and cells, lines of a record."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from agent.claims.evidence.cut import Cut
from agent.claims.evidence.place import STEP, Place, plain
from agent.claims.evidence.tables import table_places
from agent.claims.reading.injection import before_orders
from agent.question.nouns import phrases_of
from domain.answers import Evidence
from language.detecting import detect
from language.sentences import sentences
from language.words import words

MOST_CHARACTERS = 400_000
"""Of one piece of evidence that are read."""
_BULLET = re.compile(r"^\s*[-*•·–]\s+")
_LABEL = re.compile(r"^([^\W\d_][^:\n]{0,60}):\s+(?=\S)")
_NUMBER = re.compile(r"[A-Za-z]?\d+(?:\.\d+)*")
_ENDS_UNFINISHED = re.compile(r"[^.!?:;|]$")


def cut(item: Evidence) -> Cut:
    """Everything that a piece of evidence says; worked out once."""
    caption, models = item.fields.get("caption", ""), item.fields.get("models", "")
    frame = [item.section or "", item.title, caption, item.source_id or "", models]
    fields = tuple((region.text, region.field) for region in item.regions if region.field)
    text = item.text[:MOST_CHARACTERS]
    number = _NUMBER.match(item.section or "")
    marks = (str(item.page or ""), number.group().lower() if number else "")
    return _cut(text, item.table, tuple(filter(None, frame)), item.kind, detect(text[:2_000]), fields, marks)


@lru_cache(maxsize=512)
def _cut(
    text: str,
    table: tuple[tuple[str, ...], ...],
    frame: tuple[str, ...],
    kind: str,
    language: str,
    fields: tuple[tuple[str, str], ...],
    marks: tuple[str, ...],
) -> Cut:
    record = kind != "manual"
    lines = tuple(line.strip() for line in text.splitlines() if line.strip())
    if record:
        places = list(_record(lines, language, dict(fields)))
    elif len(table) > 1:
        own = tuple(line for line in lines if plain(line) not in {plain(part) for part in frame})
        places = list(table_places(table, own, language))
    else:
        places = list(_prose(lines, language))
    headings, tables = frozenset(plain(part) for part in frame), (table,) if table else ()
    nouns, now = (_words_for(noun, language) if record else "" for noun in (kind, "present"))
    return Cut(tuple(places), " ; ".join(frame), headings, language, record, lines, tables, nouns, now, marks)


@cache
def _words_for(noun: str, language: str) -> str:
    return " ".join(said for _, said in phrases_of(noun, language))


def _record(lines: tuple[str, ...], language: str, fields: Mapping[str, str]) -> Iterable[Place]:
    """The lines of a record; what follows words to a model in a line is not the record's."""
    title = before_orders(lines[0])[0] if lines else ""
    for row, line in enumerate(lines):
        kept, orders = before_orders(line)
        label = _LABEL.match(kept)
        name = label.group(1) if label else ""
        value = kept[label.end() :] if label else kept
        for piece in sentences(value) or [value]:
            own = f"{name}: {piece}" if name else piece
            yield Place(row, "field", kept, own, name, "", title, language=language, field=fields.get(line, ""))
        if orders:
            yield Place(row, "field", line, orders, language=language, tainted=True)


def _prose(lines: tuple[str, ...], language: str) -> Iterable[Place]:
    """Sentences, and what stands between semicolons; a point of a step has the step and the words common to its points around it."""
    lead, step = "", ""
    points: list[str] = []
    blocks = _blocks(lines)
    for row, block in enumerate(blocks):
        orders = before_orders(block)[1]
        mark = STEP.match(block)
        body = block[mark.end() :] if mark else _BULLET.sub("", block)
        label = (mark.group(1) or mark.group(2)) if mark else ""
        point = bool(mark and mark.group(2)) or bool(_BULLET.match(block))
        if not point:
            step, points = (block if mark else ""), _points_below(blocks[row + 1 :])
        around = f"{lead} {step} {_common(points)}" if point else lead
        for sentence in sentences(body) or [body]:
            for piece in re.split(r"(?<=;)\s+", sentence):
                yield Place(row, "sentence", sentence, piece, "", "", around.strip(), label, language, bool(orders))
        lead = block if block.endswith(":") else lead if point or mark else ""


def _points_below(blocks: list[str]) -> list[str]:
    """The points that follow a step directly."""
    out: list[str] = []
    for block in blocks:
        mark = STEP.match(block)
        if not ((mark and mark.group(2)) or _BULLET.match(block)):
            break
        out.append(block)
    return out


def _common(points: list[str]) -> str:
    """The words that several points have: what all of them are about."""
    count = Counter(word for point in points for word in set(words(point)))
    return " ".join(word for word, times in count.items() if times > 1 and not word[0].isdigit())


def _blocks(lines: tuple[str, ...]) -> list[str]:
    """Lines, one that only goes on with the sentence before it put behind that."""
    out: list[str] = []
    for line in lines:
        goes_on = out and line[:1].islower() and _ENDS_UNFINISHED.search(out[-1]) and not STEP.match(line)
        if goes_on and len(out[-1].split()) > 5:
            out[-1] = f"{out[-1]} {line}"
        else:
            out.append(line)
    return out
