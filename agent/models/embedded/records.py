"""Records as lines: what was counted or listed, an alarm with its causes and actions, a machine, a part, work orders."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from agent.models.embedded.writing.matching import terms
from domain.answers import Evidence
from tools.findings import field_of

LISTED = 10
FEW = 2
"""So many records of a kind are shown whole; of more, a line each."""
LONG_FIELD = 60
SUMMARY_WORDS = 40
MAX_CHANGE_WORDS = 250
IN_A_LINE = frozenset("status opened closed asset assigned_to done stock severity meaning site model".split())
"""The fields of a record that a list shows."""
WHOLE = frozenset({"calculation"})
Numbered = tuple[int, Evidence]


def record_lines(question: str, evidence: Mapping[int, Evidence], language: str) -> list[str]:
    """What the records of this turn say: totals first, then records, each as the tools wrote them."""
    held = [(n, item) for n, item in evidence.items() if item.kind != "manual" or "change" in item.fields]
    parts = [(n, item) for n, item in evidence.items() if "job" in item.fields or "change" in item.fields]
    if parts:
        return _told_in_order(parts)
    asked = frozenset(terms(question, language))
    lines = [line for n, item in held if _is_written(item) for line in _listed(n, item)]
    for kind, group in groupby((one for one in held if not _is_written(one[1])), key=lambda one: one[1].kind):
        records = list(group)
        whole = len(records) <= FEW or kind == "alarm"
        # A tool says how many orders it shows.
        for n, item in records if kind == "work_order" else records[:LISTED]:
            told = _whole(n, item, asked, language) if whole else [_line(n, item)]
            lines += _alarm(n, item) if kind == "alarm" else told
    return lines


def _is_written(item: Evidence) -> bool:
    """Whether a tool wrote it: a count, a list, a calculation, an absence."""
    return ":written:" in item.id or item.kind in WHOLE


def _listed(n: int, item: Evidence) -> list[str]:
    return [f"{line} [{n}]" for line in item.text.split("\n")[: LISTED + FEW] if line]


def _alarm(n: int, item: Evidence) -> list[str]:
    """Title, meaning, causes, and the actions as steps."""
    title, *rows = item.text.split("\n")
    lines, fields = [f"**{title}** [{n}]"], field_of(item)
    step = 0
    for row in rows:
        value = row.partition(": ")[2]
        if fields.get(row) == "action":
            step += 1
            lines.append(f"{step}. {value} [{n}]")
        else:
            lines.append(f"- {value if fields.get(row) == 'cause' else row} [{n}]")
    return lines


def _whole(n: int, item: Evidence, asked: frozenset[str], language: str) -> list[str]:
    """The record's own first line, the fields that the question names, then the others that are short."""
    title, *rows = item.text.split("\n")
    named = [row for row in rows if asked & frozenset(terms(row.partition(": ")[0], language))]
    rest = [row for row in rows if row not in named and (len(row) <= LONG_FIELD or row in _in_a_line(item))]
    return [f"**{title}** [{n}]", *(f"- {row} [{n}]" for row in (*named, *rest))]


def _line(n: int, item: Evidence) -> str:
    """One record in a line, with the fields that tell most."""
    title, *rows = item.text.split("\n")
    shown = [row for row in rows if row in _in_a_line(item)]
    return f"- {'; '.join([title, *shown])} [{n}]"


def _in_a_line(item: Evidence) -> frozenset[str]:
    return frozenset(line for line, field in field_of(item).items() if field in IN_A_LINE)


def _told_in_order(items: Sequence[Numbered]) -> list[str]:
    """A comparison or a shift brief: in the tool's own order, as far as the words go."""
    lines: list[str] = []
    words = 0
    for _, group in groupby(items, key=lambda one: one[1].fields.get("change") or one[1].fields["job"]):
        told = [line for n, item in group for line in _told(n, item)]
        words += sum(len(line.split()) for line in told)
        if words > MAX_CHANGE_WORDS and lines:
            break
        lines += told
    return lines


def _told(n: int, item: Evidence) -> Iterable[str]:
    if "side" in item.fields:
        return [f"{_cut(item.fields['line'])} [{n}]"]  # the turn says of which revision it is
    rows = item.text.split("\n")
    if item.kind == "manual":
        return [f"- {_cut(' '.join(rows))} [{n}]"] if item.level else [f"- {item.title}: {item.section} [{n}]"]
    head = f"**{rows[0]}**" if item.fields["role"] == "job" else f"- {rows[0]}"
    shown = [_cut(row) for row in rows[1:] if row in _in_a_line(item)]
    return [f"{'; '.join([head, *shown])} [{n}]"]


def _cut(text: str) -> str:
    """The first words up to the end of a sentence; one that is longer stays whole, for a warning cut short is none."""
    words = text.split()
    for place in range(SUMMARY_WORDS // 2, min(SUMMARY_WORDS, len(words))):
        if words[place].endswith((".", ";", "!")):
            return " ".join(words[: place + 1])
    return text
