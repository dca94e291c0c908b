"""Where the warnings of an answer stand in its text: each before the first claim that it governs."""

import re

from domain.answers import Answer, Claim, SafetyWarning

_MARKS = re.compile(r"\[\d+\]|[*_`\s]")


def placed(answer: Answer) -> list[SafetyWarning | str]:
    """The lines of the answer with its warnings between them, each in front of the first claim that it governs.

    A lead-in, a heading or a table's frame goes with the claim behind it; no table is broken. What governs no claim shown stands first.
    """
    lines = answer.text.split("\n") if answer.text else []
    begins = _beginnings(lines, answer.claims)
    before: dict[int, list[SafetyWarning]] = {}
    for warning in answer.warnings:
        begin = min((begins.get(claim, 0) for claim in warning.governs), default=0)
        before.setdefault(_out_of_table(lines, begin), []).append(warning)
    parts: list[SafetyWarning | str] = [*before.pop(0, [])]
    for at, line in enumerate(lines):
        parts += [*before.get(at, []), line]
    return parts


def _beginnings(lines: list[str], claims: tuple[Claim, ...]) -> dict[int, int]:
    """The line at which each claim begins, or what leads to it, by the index of the claim; without those that stand in no line."""
    found: dict[int, int] = {}
    free, at = 0, 0
    bare = [_bare(line) for line in lines]
    for index, claim in enumerate(claims):
        wanted = _bare(claim.text.strip().split("\n")[0])
        line = next((n for n in range(at, len(lines)) if wanted and wanted in bare[n]), None)
        if line is None:
            continue
        found[index] = min(free, line)
        at = line
        free = line + 1
        while free < len(lines) and lines[free].startswith(">"):
            free += 1
    return found


def _out_of_table(lines: list[str], at: int) -> int:
    while 0 < at < len(lines) and _in_table(lines[at]) and _in_table(lines[at - 1]):
        at -= 1
    return at


def _in_table(line: str) -> bool:
    return line.lstrip().startswith("|")


def _bare(text: str) -> str:
    return _MARKS.sub("", text)
