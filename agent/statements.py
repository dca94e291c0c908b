"""Evidence cut into statements: a sentence, a table row, a table cell under its heading, a line of a record."""

import re
from dataclasses import replace
from functools import lru_cache
from itertools import zip_longest

from agent.embedded.sentences import blocks, row_text, split_sentences, step_label
from agent.facts import writes_decimal_commas
from agent.injected import addressed_to_a_model, before_orders
from agent.statement import Statement
from domain.answers import Evidence

ROW_WORDS = 9
ROW_SHARE = 0.6


def statements(item: Evidence) -> tuple[Statement, ...]:
    """Everything that a piece of evidence says."""
    frame = " ; ".join(
        filter(
            None,
            (item.section or "", item.title, item.revision or "", item.source_id or "", *item.fields.values()),
        )
    )
    return _statements(item.text, item.table, frame, item.kind)


@lru_cache(maxsize=2_048)
def _statements(text: str, table: tuple[tuple[str, ...], ...], frame: str, kind: str) -> tuple[Statement, ...]:
    comma = writes_decimal_commas(text)
    out: list[Statement] = []
    for row, (piece, more, form) in enumerate(_rows(text, table, kind)):
        out.append(_statement(piece, row, form, f"{frame} ; {more}", comma))
    if len(table) > 1:
        out += _cells(table, frame, comma, len(out))
    return tuple(_spread(out))


def _rows(text: str, table: tuple[tuple[str, ...], ...], kind: str) -> list[tuple[str, str, str]]:
    """(text, what more frames it, form) of each sentence, line or table row."""
    if kind != "manual":
        pieces = [piece for line in text.splitlines() for piece in before_orders(line) if piece.strip()]
        return [(piece, text.split("\n", 1)[0], "record") for piece in pieces]
    if len(table) > 1:
        header = " ; ".join(table[0])
        rows = [
            (row_text(list(zip_longest(table[0][: len(row)], row, fillvalue=""))), header, "row") for row in table[1:]
        ]
        return rows + [(line, header, "line") for line in text.splitlines() if line.strip()]
    out: list[tuple[str, str, str]] = []
    lead = ""
    for block in _lines_or_blocks(text):
        sentences = split_sentences(step_label(block)[1])
        out += [(sentence, lead, "line" if _is_row(sentence) else "prose") for sentence in sentences]
        lead = block if block.rstrip().endswith(":") else lead
    return out


def _lines_or_blocks(text: str) -> list[str]:
    """Blocks; the lines of a block that looks like rows of a table stay apart."""
    lines = [line for line in text.splitlines() if line.strip()]
    row_like = [
        line
        for line in lines
        if re.search(r"\d", line) and len(line.split()) <= ROW_WORDS and line.rstrip()[-1] not in ".,;:!"
    ]
    if len(row_like) > 1 and len(row_like) >= 0.5 * len(lines):
        return lines
    return blocks(text)


def _is_row(sentence: str) -> bool:
    """Numbers side by side, as a row of a table is printed: "6 80 100 135 210"."""
    words = sentence.split()
    return len(words) > 2 and sum(word.lstrip("#")[:1].isdigit() for word in words) >= ROW_SHARE * len(words)


def _cells(table: tuple[tuple[str, ...], ...], frame: str, comma: bool, first: int) -> list[Statement]:
    header, *rows = table
    out: list[Statement] = []
    for number, row in enumerate(rows):
        for column, cell in enumerate(row[1:], start=1):
            name = header[column] if column < len(header) else ""
            text = f"{header[0] if header else ''} {row[0]} ; {name} {cell}"
            if cell.strip():
                out.append(_statement(text, first + number, "cell", frame, comma))
    return out


def _statement(text: str, row: int, kind: str, frame: str, comma: bool) -> Statement:
    return Statement(text, row, kind, frame, comma, injected=addressed_to_a_model(text))


def _spread(found: list[Statement]) -> list[Statement]:
    """What follows words to a model in prose is theirs too."""
    out: list[Statement] = []
    tainted = False
    for one in found:
        tainted = one.injected or (tainted and one.kind == "prose")
        out.append(one if one.injected == tainted else replace(one, injected=tainted))
    return out
