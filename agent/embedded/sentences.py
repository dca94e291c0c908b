"""Cut evidence into what can be quoted: sentences, steps, table rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agent.embedded.models_named import Machine
from domain.answers import Evidence

_ABBREVIATION = re.compile(
    r"(?:\b(?:No|Nos|Fig|Figs|Tab|Sec|Ch|approx|ca|e\.g|i\.e|etc|vs|min|max|incl|resp|Nr|bzw|z\.B|Dr|St|Ref|Rev|Vol|pp|p|Art|dia|ft|in|deg|temp)|\b[A-Z])\.$",
    re.IGNORECASE,
)
# "Meaning. The oil is too hot.": the heading stands in the line of its text.
_RUN_IN = re.compile(r"^[^\W\d_]+(?: [^\W\d_]+)?\.$")
_END = re.compile(r"(?<=[.!?])[\"”’)]?\s+(?=[A-Z0-9ÆØÅÄÖÜ\"“(•])")
_STEP = re.compile(r"^\s*(?:\(?(?P<number>\d{1,2})[.)]|(?P<letter>[a-zA-Z])[.)]|(?P<bullet>[•\-–*▪●]))\s+(?=\S)")

_SIGNAL = re.compile(
    r"^\W{0,2}(?:DANGER|WARNING|CAUTION|NOTICE|NOTE|GEFAHR|WARNUNG|VORSICHT|ACHTUNG|HINWEIS|FARE|ADVARSEL|FORSIGTIG|PELIGRO|ADVERTENCIA|PRECAUCIÓN|PERIGO|AVISO|ATENÇÃO|CUIDADO|DANGER|ATTENTION)\b"
)
# Columns that only point elsewhere in the manual: the citation does that.
_POINTER = re.compile(
    r"^\W*(?:section|source|see|ref\.?|reference|chapter|page|abschnitt|quelle|kapitel|seite|afsnit|kilde|side|sección|página|secção|fonte)\W*$",
    re.IGNORECASE,
)
_RUNNING = re.compile(
    r"^\W*(?:no|nr|n[.º°]*|pos|item|line|step|row|lfd|zeile|schritt|trin|paso|passo|#)\W*$", re.IGNORECASE
)
_BROKEN = re.compile(r"(?<=[A-Z0-9])- (?=[A-Z0-9])")
_AFTER_STEPS = re.compile(r"^(?:Acceptance|Result|Abnahme|Ergebnis|Godkendelse|Aceptación|Aceitação)\s*:")


LABEL_AND_VALUE = 2
FEW = 9
"""So few words without a full stop are a line of their own: a title, a label, a command."""
_ENDS = (".", "!", "?", ":", ";", ")", '"', "”")


@dataclass(frozen=True)
class Candidate:
    """Something quotable. `source` counts the evidence from 0; `context` is what frames it but is not said; `columns` are a row's (name, cell)."""

    text: str
    source: int
    place: int
    kind: str
    context: str = ""
    passage: str = ""
    cells: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()


def split_sentences(text: str) -> list[str]:
    """Sentences of a stretch of prose; abbreviations do not end one."""
    out: list[str] = []
    for piece in _END.split(text):
        if not piece or not piece.strip():
            continue
        if out and (_ABBREVIATION.search(out[-1]) or _RUN_IN.match(out[-1])):
            out[-1] = f"{out[-1]} {piece.strip()}"
        else:
            out.append(piece.strip())
    return out


def candidates(evidence: tuple[Evidence, ...], machine: Machine) -> list[Candidate]:
    """Everything quotable in the manuals' evidence, in its order; columns for other models are left out."""
    out: list[Candidate] = []
    for index, item in enumerate(evidence):
        if item.kind != "manual" or not item.applies:
            continue
        frame = " ".join(filter(None, (item.section, item.fields.get("caption", ""))))
        if item.table and len(item.table) > 1:
            out += _rows(item, index, frame, machine)
        else:
            out += _prose(item, index, frame)
    return out


def _prose(item: Evidence, index: int, frame: str) -> list[Candidate]:
    kind = "step" if item.passage_kind in {"procedure", "step"} else item.passage_kind
    pieces = [piece for block in _with_commands(blocks(item.text)) for piece in split_sentences(block)]
    return [
        Candidate(piece, index, place, kind, frame, item.text) for place, piece in enumerate(pieces) if len(piece) > 2
    ]


def _with_commands(found: Sequence[str]) -> list[str]:
    """The blocks, a lone command or value together with the sentence that announces it ("... by issuing:")."""
    out: list[str] = []
    announced = False
    for at, block in enumerate(found):
        behind = found[at + 1] if at + 1 < len(found) else ""
        alone = (
            not is_step(block) and len(block.split()) < FEW and not behind.endswith(":") and len(behind.split()) >= FEW
        )
        if announced and alone:
            out[-1] = f"{out[-1]} {block}"
        else:
            out.append(block)
        announced = block.endswith(":") and not is_step(block)
    return out


def blocks(text: str) -> list[str]:
    """Lines that belong together: a new block at a blank line, a step number, a bullet or a new paragraph."""
    out: list[str] = []
    lines = text.splitlines()
    for line, behind in zip(lines, [*lines[1:], ""], strict=True):
        if not line.strip():
            out.append("")
        elif not out or not out[-1] or _opens(line) or _parted(out[-1], line) or _heads(line, out[-1], behind):
            out.append(line.strip())
        else:
            out[-1] = f"{out[-1]} {line.strip()}"
    return [block for block in out if block]


def _opens(line: str) -> bool:
    return any(pattern.match(line) for pattern in (_STEP, _SIGNAL, _AFTER_STEPS))


def _heads(line: str, before: str, behind: str) -> bool:
    """Whether a line between the end of one job and the first step of the next is the title of the next."""
    first = _STEP.match(behind)
    return bool(first and first["number"] == "1") and before.endswith(_ENDS) and line.strip()[-1].isalnum()


def _parted(before: str, line: str) -> bool:
    """Whether a line is a paragraph of its own: a sentence may go on over a page, and a step holds its paragraphs."""
    return (
        not is_step(before)
        and not line.lstrip()[:1].islower()
        and (before.endswith(_ENDS) or len(before.split()) < FEW)
    )


def _rows(item: Evidence, index: int, frame: str, machine: Machine) -> list[Candidate]:
    header, *rows = item.table
    kept = [place for place, name in enumerate(header) if machine.is_meant(name) and not _POINTER.match(name)]
    names = " ".join(header[place] for place in kept)
    out: list[Candidate] = []
    for place, row in enumerate(rows):
        shown = tuple(row[column] if column < len(row) else "" for column in kept)
        if any(cell.strip() for cell in shown):
            columns = tuple((header[column], cell) for column, cell in zip(kept, shown, strict=True))
            text = row_text(columns)
            keys = _keys(columns)
            out.append(Candidate(text, index, place, "row", f"{frame} {names}", " ".join(shown), keys, columns))
    return out


def _keys(columns: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """What names a row: its first two cells but for its running number, and the ends of a range in them ("#16 - #14")."""
    cells = [cell.strip() for name, cell in columns[:2] if not (_RUNNING.match(name) and cell.strip().isdigit())]
    return tuple(cells) + tuple(part for cell in cells for part in re.split(r"\s*(?:,|;|-|–|to|and)\s+", cell) if part)


def row_text(columns: Sequence[tuple[str, str]]) -> str:
    """A table row in words: "Bolt: M16; Torque (Nm): 210"; where no column has a name, the first cell is the label of the second."""
    if len(columns) == LABEL_AND_VALUE and not any(name.strip() for name, _ in columns):
        (_, label), (_, value) = columns
        columns = [(label.rstrip(" :"), value)]
    said: list[str] = []
    for header, cell in columns:
        name = " ".join(header.split())
        # An identifier broken at its hyphen by a narrow column is one word again.
        value = _BROKEN.sub("-", " ".join(cell.split()))
        if value:
            said.append(f"{name}: {value}" if name and name != value else value)
    return "; ".join(said)


def is_signal(block: str) -> bool:
    """Whether a block begins with a signal word: a warning, not a step."""
    return _SIGNAL.match(block) is not None


def is_step(block: str) -> bool:
    """Whether a block begins with a step number, letter or bullet."""
    return _STEP.match(block) is not None


def step_label(block: str) -> tuple[str, str]:
    """The printed number, letter or bullet of a step ("" where there is none), and the text after it."""
    match = _STEP.match(block)
    if not match:
        return "", block
    return match.group("number") or match.group("letter") or "-", block[match.end() :]
