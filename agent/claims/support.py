"""Which hard facts of a text stand in none of its sources: a plain second look, without subject, order or negation."""

import re
from collections.abc import Sequence

from agent.claims.facts import facts, units_named
from domain.answers import Evidence
from language.detecting import detect

_MARKER = re.compile(r"\[(\d{1,4})\]")


def markers(text: str) -> list[int]:
    """The numbers that a text cites, in their order."""
    return [int(number) for number in _MARKER.findall(text)]


def unsupported(text: str, sources: Sequence[Evidence]) -> list[str]:
    """The hard facts of `text` that none of the sources holds, as written for people."""
    missing = list(dict.fromkeys(fact.written for fact in facts(text, detect(text))))
    for source in sources:
        whole = "\n".join(filter(None, (source.title, source.section, source.revision, source.source_id, source.text)))
        language = detect(source.text)
        units, held = units_named(whole, language), facts(whole, language, loose=True)
        said = {fact.written: fact for fact in facts(text, detect(text))}
        missing = [name for name in missing if not any(said[name].held_by(other, units) for other in held)]
    return missing
