"""Which lines of an alarm entry a claim is taken from: a warning belongs to the step that it governs, not to the whole entry."""

import re

from agent.safety.hazards import is_ban
from agent.safety.warnings import names_sections
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
    said, bare = stems(claim), _MARKS.sub("", claim)
    rows = alarm.text.splitlines()
    lines = [row for row in rows if bare == _MARKS.sub("", row)] or [row for row in rows if _drawn(said, row)]
    if not lines:
        return alarm
    named = [line for line in (*lines, claim) if names_sections(line)]
    fields = field_of(alarm)
    plain = all(
        alarm.text.startswith(line) or fields.get(line) in DESCRIBES or is_ban(line.partition(": ")[2])
        for line in lines
    )
    return alarm.model_copy(update={"text": "\n".join(named)}) if named or plain else alarm


def _drawn(said: frozenset[str], line: str) -> bool:
    own = stems(line.partition(": ")[2] or line)
    shared = len(said & own)
    return bool(shared) and (shared >= DRAWN * len(own) or shared >= DRAWN * len(said))
