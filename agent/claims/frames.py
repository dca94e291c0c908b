"""Lines without facts that hold an answer together: headings, table frames, lead-ins, closings. They are shown beside claims only."""

import re
from collections.abc import Iterable

from agent.claims.evidence.cut import Cut
from agent.claims.evidence.place import plain
from agent.claims.facts.finding import facts
from agent.claims.wording.polarity import says_any, turned
from agent.claims.wording.stems import stems_of

_RULE = re.compile(r"[\s|:+\-–—=_*#.]+")
_HEADING = re.compile(r"\s*(?:#{1,6}\s+\S|\*\*[^*]{1,80}\*\*:?\s*$)")
_ROW = re.compile(r"\s*\|(.*)\|\s*$")
LONGEST_RULE = 200
MOST_WORDS = 14
LITTLE = 2
LOGIC = ("may", "needless", "enough", "must", "forbidden")
FEW = 3
"""Content words of a line that may frame without being the source's."""


def is_frame(text: str, cited: bool, sources: Iterable[Cut], question: frozenset[str], language: str) -> bool:
    """Whether a line states nothing of its own.

    A rule; the header of a table of the evidence; a heading or lead-in ("Do this:") and, without a citation, a short closing: without a
    number, a name, a negation or a word about what is allowed.
    """
    if len(text) < LONGEST_RULE and _RULE.fullmatch(text):
        return True
    wanted = plain(text)
    held = list(sources)
    if any(wanted in cut.headings for cut in held):
        return True
    if row := _ROW.match(text):
        return any(_header_of(row.group(1), cut) for cut in held) or not facts(text, language)
    if facts(text, language) or turned(text, language) or says_any(text, language, *LOGIC):
        return False
    if len(text.split()) > MOST_WORDS or (not stems_of(text, language) and not text.rstrip().endswith(":")):
        return False
    if _HEADING.match(text) or text.rstrip().endswith(":"):
        return True
    new = [stem for stem in stems_of(text, language) if stem not in question]
    return not cited and len(new) <= FEW and not _speaks_of(new, held)


def says_little(text: str, language: str) -> bool:
    """Whether a sentence has no fact, no permission and hardly a word: beside others it does no harm, by itself it answers nothing ("You need a gearbox.")."""
    if facts(text, language) or turned(text, language) or says_any(text, language, "may", "needless", "enough"):
        return False
    return len(set(stems_of(text, language))) <= LITTLE


def _header_of(cells: str, cut: Cut) -> bool:
    wanted = [plain(cell) for cell in cells.split("|")]
    names = {plain(cell) for table in cut.tables for cell in table[0]}
    return any(wanted) and all(not cell or cell in names for cell in wanted)


def _speaks_of(stems: Iterable[str], sources: Iterable[Cut]) -> bool:
    """Whether a word is one of the evidence: then the line says something of it."""
    own = frozenset[str]().union(*(place.stems for cut in sources for place in cut.places))
    return any(stem in own for stem in stems)
