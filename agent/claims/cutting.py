"""Evidence cut into places: sentences, steps, table rows and cells, lines of a record, each with what frames it."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import zip_longest

from agent.claims.claim import Clause, clauses_of
from agent.claims.facts import Fact, facts, spelled, units_named, without
from agent.claims.injection import before_orders
from agent.claims.wording import stems_of
from domain.answers import Evidence
from language.detecting import detect
from language.sentences import sentences
from language.words import words

Form = str
"""`sentence`, `row`, `cell` or `field`."""

MOST_ROWS = 1_000
"""Rows of one table that are cut into cells; what lies behind them is still quoted by its line."""
MOST_CHARACTERS = 400_000
"""Of one piece of evidence that are read."""

FEW = 3
"""Words of a line of a record that is a field and no note."""
STEP = re.compile(r"^\s*(?:[-*•·–]\s+)?(?:(\d{1,3})[.)]|([a-z])\))\s+")
_POSITION = re.compile(r"\s*\d{1,3}[.)]?\s*")
_BULLET = re.compile(r"^\s*[-*•·–]\s+")
_LABEL = re.compile(r"^([^\W\d_][^:\n]{0,60}):\s+(?=\S)")
_TYPES = re.compile(r"[*_`|\\]+")
_ENDS_UNFINISHED = re.compile(r"[^.!?:;|]$")


@dataclass(frozen=True)
class Place:
    """One thing that a source says.

    `text` is the source's own line, to be quoted; `own` what it says, a cell under its row name and column; `name` what it says it of;
    `around` what the same step, table or record says beside it. `row` counts what stands together.
    """

    row: int
    form: Form
    text: str
    own: str
    name: str = ""
    column: str = ""
    around: str = ""
    label: str = ""
    language: str = "en"
    tainted: bool = False

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """The hard facts that it says, those of its names among them."""
        return facts(self.own, self.language, loose=True)

    @cached_property
    def cues(self) -> str:
        """Its words without its dates: May is no permission."""
        return without(spelled(self.own, self.language), [fact for fact in self.facts if fact.kind == "date"])

    @cached_property
    def stems(self) -> frozenset[str]:
        """Of its content words."""
        return frozenset(stems_of(without(spelled(self.own, self.language), self.facts), self.language))

    @cached_property
    def around_stems(self) -> frozenset[str]:
        """Of what stands around it."""
        return frozenset(stems_of(self.around, self.language)) - self.stems

    @cached_property
    def case(self) -> bool:
        """Whether the column of a cell is one of several cases (20 °C, from K7-20), and no property of its own."""
        return self.form == "cell" and bool(facts(self.column, self.language))

    @cached_property
    def names(self) -> tuple[Fact, ...]:
        """The identifiers in the name of its row or the label of its line."""
        return tuple(fact for fact in facts(self.name, self.language) if fact.kind == "identifier")

    @cached_property
    def parts(self) -> tuple[Clause, ...]:
        """Its clauses, each with its words and facts."""
        return clauses_of(spelled(self.own, self.language), self.facts, self.language)

    @cached_property
    def units(self) -> frozenset[str]:
        """Of its quantities and of what names it; a column of cases (20 °C) names none."""
        named = "" if self.case else self.column if self.form == "cell" else self.name
        found = units_named(named, self.language) if self.form in {"cell", "field"} else frozenset[str]()
        return found | {
            fact.unit for fact in self.facts if fact.unit and (self.form != "cell" or fact.written in self.label)
        }

    @cached_property
    def value(self) -> frozenset[str]:
        """The words behind the label of a record's line."""
        return frozenset(stems_of(self.own[len(self.name) :], self.language))

    @property
    def short(self) -> bool:
        """Whether it is a field of a record with a few words, and no note."""
        return self.form == "field" and bool(self.name) and len(self.value) <= FEW

    @cached_property
    def bare(self) -> bool:
        """Whether it is a field of a record with a number and no words: no other line tells its unit."""
        return (
            self.form == "field"
            and bool(self.name)
            and not stems_of(without(self.own, self.facts)[len(self.name) :], self.language)
        )


@dataclass(frozen=True)
class Cut:
    """All that one piece of evidence says. `frame`: its title, heading, caption and machines."""

    places: tuple[Place, ...]
    frame: str
    headings: frozenset[str]
    language: str
    record: bool
    lines: tuple[str, ...] = field(repr=False)
    tables: tuple[tuple[tuple[str, ...], ...], ...] = ()

    @cached_property
    def frame_stems(self) -> frozenset[str]:
        """Of the words in title, heading and caption."""
        return frozenset(stems_of(self.frame, self.language))

    @cached_property
    def frame_facts(self) -> tuple[Fact, ...]:
        """The names in title, heading and caption."""
        return facts(self.frame, self.language)

    @cached_property
    def units(self) -> frozenset[str]:
        """What its bare numbers may be measured in where nothing nearer says it: the units of its frame and of a record's lines."""
        return units_named(" ; ".join([self.frame, *(self.lines if self.record else ())]), self.language)

    @cached_property
    def run(self) -> tuple[str, dict[int, int], frozenset[int]]:
        """Everything in plain form behind one another; where a sentence or line begins (to its row), and where one ends."""
        text, starts, ends = "", dict[int, int](), set[int]()
        rows = {plain(place.text): place.row for place in reversed(self.places)}
        for number, line in enumerate(self.lines):
            body = STEP.sub("", line)
            begun = plain(body) or plain(line)
            for sentence in sentences(body) or [line]:
                piece = plain(sentence)
                starts[len(text)] = rows.get(piece, rows.get(begun, number))
                text += piece
                ends.add(len(text))
                text += " "
        return text, starts, frozenset(ends)

    @cached_property
    def said(self) -> dict[str, int]:
        """The plain form of each cell under its names and of each value behind its label, to its row."""
        out: dict[str, int] = {}
        for place in self.places:
            for form in _forms(place):
                out.setdefault(plain(form), place.row)
        return out


def plain(text: str) -> str:
    """Without markup, list mark and closing stop, white space collapsed, in lower case."""
    return " ".join(_TYPES.sub(" ", text).split()).strip(" .;:,!").casefold()


def cut(item: Evidence) -> Cut:
    """Everything that a piece of evidence says; worked out once."""
    record = item.kind != "manual"
    frame = [
        item.section or "",
        item.title,
        item.fields.get("caption", ""),
        item.source_id or "",
        item.fields.get("models", ""),
    ]
    return _cut(item.text[:MOST_CHARACTERS], item.table, tuple(filter(None, frame)), record)


@lru_cache(maxsize=512)
def _cut(text: str, table: tuple[tuple[str, ...], ...], frame: tuple[str, ...], record: bool) -> Cut:
    language = detect(text[:2_000])
    lines = tuple(line.strip() for line in text.splitlines() if line.strip())
    if record:
        places = list(_record(lines, language))
    elif len(table) > 1:
        places = list(_table(table, lines, language))
    else:
        places = list(_prose(lines, language))
    return Cut(
        places=tuple(places),
        frame=" ; ".join(frame),
        headings=frozenset(plain(part) for part in frame),
        language=language,
        record=record,
        lines=lines,
        tables=(table,) if table else (),
    )


def _record(lines: tuple[str, ...], language: str) -> Iterable[Place]:
    """The lines of a record; what follows words to a model in a line is not the record's."""
    title = before_orders(lines[0])[0] if lines else ""
    for row, line in enumerate(lines):
        kept, orders = before_orders(line)
        label = _LABEL.match(kept)
        name = label.group(1) if label else ""
        value = kept[label.end() :] if label else kept
        for piece in sentences(value) or [value]:
            yield Place(row, "field", kept, f"{name}: {piece}" if name else piece, name, "", title, language=language)
        if orders:
            yield Place(row, "field", line, orders, language=language, tainted=True)


def _table(table: tuple[tuple[str, ...], ...], lines: tuple[str, ...], language: str) -> Iterable[Place]:
    header, *rows = table
    known = {plain(" ".join(cells)) for cells in table}
    parallel = " ; ".join(header)
    for number, row in enumerate(rows[:MOST_ROWS]):
        printed = row_text(header, row)
        tainted = bool(before_orders(printed)[1])
        yield Place(
            number,
            "row",
            printed,
            " ; ".join(row[1:] if _POSITION.fullmatch(row[0]) else row),
            row[0],
            "",
            parallel,
            language=language,
            tainted=tainted,
        )
        for column, cell in enumerate(row[1:], start=1):
            name = header[column] if column < len(header) else ""
            named = "" if _POSITION.fullmatch(row[0]) else f"{header[0] if header else ''} {row[0]}"
            own = f"{named} ; {name} ; {cell}".strip(" ;")
            if cell.strip():
                yield Place(number, "cell", printed, own, row[0], name, "", cell, language=language, tainted=tainted)
    for number, line in enumerate(lines, start=len(rows)):
        if plain(line) not in known and not any(plain(line).startswith(one[:40]) for one in known if one):
            yield Place(number, "sentence", line, line, around=parallel, language=language)


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


def row_text(header: tuple[str, ...], row: tuple[str, ...]) -> str:
    """A row for people: its name, then each cell under its column."""
    first = row[0] if row else ""
    rest = [
        f"{name}: {cell}" if name.strip() else cell
        for name, cell in zip_longest(header[1 : len(row)], row[1:], fillvalue="")
        if cell.strip()
    ]
    named = f"{header[0]}: {first}" if header and header[0].strip() and first else first
    return " | ".join(filter(None, [named, *rest]))


def _forms(place: Place) -> Iterable[str]:
    """The ways in which a cell or a value is quoted with or without what names it."""
    if place.form == "cell":
        cell = place.label
        yield from (
            f"{place.name}: {cell}",
            f"{place.name} {cell}",
            f"{place.name} {place.column}: {cell}",
            f"{place.column}: {cell}",
        )
        yield from (f"{place.name} {place.column} {cell}", f"{place.name}: {place.column} {cell}")
    elif place.form == "row":
        yield place.text
        yield place.text.replace(" | ", "; ")
        yield place.own.replace(" ; ", " ")
    elif place.form == "field":
        yield place.text
        yield place.text[len(place.name) + 1 :] if place.name else place.text
        yield place.own
    else:
        yield place.text
        yield place.own
