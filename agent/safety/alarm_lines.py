"""Which lines of an alarm entry a claim is taken from: a warning belongs to the step that it governs, not to the whole entry."""

import re

from agent.safety.hazards import is_ban
from agent.safety.warnings import sections_named
from domain.answers import Evidence
from language.words import stems
from tools.findings import field_of

DESCRIBES = frozenset({"also", "model", "severity", "reset", "meaning", "cause"})
"""The fields of an alarm entry whose lines say what is, and ask for nothing."""
_MARKS = re.compile(r"^\s*(?:[-*•]|\d{1,3}[.)])\s|\[\d+\]|[*\s]")
"""What a line of an answer has and the entry's own has not."""
DRAWN = 0.5
"""The share of the words of a line, or of a claim, that they have in common where the claim is taken from the line."""


def governed_part(alarm: Evidence, claim: str) -> Evidence:
    """The entry with those lines alone whose references bring warnings for a claim; without any line where the claim asks for nothing.

    A line that sends the reader to sections is governed by those. An action that names none has the warnings of the whole entry, and
    so has a claim that code finds in no line (another language).
    """
    rows = alarm.text.splitlines()
    lines = _quoted(claim, rows) or [row for row in rows if _drawn(claim, row)]
    if not lines:
        return alarm
    named = [line for line in (*lines, claim) if sections_named(line)]
    fields = field_of(alarm)
    plain = all(
        alarm.text.startswith(line) or fields.get(line) in DESCRIBES or is_ban(line.partition(": ")[2])
        for line in lines
    )
    return alarm.model_copy(update={"text": "\n".join(named)}) if named or plain else alarm


def _quoted(claim: str, rows: list[str]) -> list[str]:
    """The lines that a claim is made of, one or several behind one another; none where it says anything else."""
    left = _MARKS.sub("", claim)
    found: list[str] = []
    for row in sorted(rows, key=len, reverse=True):
        own = _MARKS.sub("", row)
        if own and own in left:
            found.append(row)
            left = left.replace(own, "", 1)
    return [] if any(letter.isalnum() for letter in left) else found


def _drawn(claim: str, line: str) -> bool:
    """Whether they send to the same section, or have words in common beside the sections that they name."""
    mine, theirs = sections_named(claim), sections_named(line)
    said, own = stems(claim), stems(line.partition(": ")[2] or line)
    shared = (said & own) - stems(" ".join((*mine.values(), *theirs.values())))
    alike = bool(shared) and (len(shared) >= DRAWN * len(own) or len(shared) >= DRAWN * len(said))
    return alike or bool(mine.keys() & theirs.keys())
