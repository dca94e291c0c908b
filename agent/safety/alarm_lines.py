"""Which lines of an alarm entry a claim is taken from: a warning belongs to the step that it governs, not to the whole entry."""

from agent.safety.hazards import is_ban
from agent.safety.warnings import names_sections
from domain.answers import Evidence
from language.words import stems

DESCRIBES = frozenset({"also", "model", "severity", "meaning", "cause"})
"""The labels of `tools.evidence.alarm_evidence` whose lines say what is, and ask for nothing."""
DRAWN = 0.5
"""The share of the words of a line, or of a claim, that they have in common where the claim is taken from the line."""


def governed_part(alarm: Evidence, claim: str) -> Evidence:
    """The entry with those lines alone whose references bring warnings for a claim; without any line where the claim asks for nothing.

    A line that sends the reader to sections is governed by those. An action that names none has the warnings of the whole entry, and
    so has a claim that code finds in no line (another language).
    """
    said = stems(claim)
    lines = [line for line in alarm.text.splitlines() if _drawn(said, line)]
    if not lines:
        return alarm
    named = [line for line in (*lines, claim) if names_sections(line)]
    plain = all(_describes(line, alarm.text) or is_ban(line.partition(": ")[2]) for line in lines)
    return alarm.model_copy(update={"text": "\n".join(named)}) if named or plain else alarm


def _drawn(said: frozenset[str], line: str) -> bool:
    own = stems(line.partition(": ")[2] or line)
    shared = len(said & own)
    return bool(shared) and (shared >= DRAWN * len(own) or shared >= DRAWN * len(said))


def _describes(line: str, entry: str) -> bool:
    return entry.startswith(line) or line.partition(":")[0].casefold() in DESCRIBES
