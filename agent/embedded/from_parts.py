"""Lines about a part: where it lies, what replaces it, what its own text says to the question."""

import re

from agent.embedded.concepts import concepts, near, stems
from agent.embedded.record_rows import asked_rows, content_words, first_of
from domain.answers import Evidence
from stores.records.identifiers import fits_model

HALF = 0.5
ASKED_FOR = {"money": "Price", "fits": "Models"}
"""Rows of a part's record that only a question for them shows."""
_FORBIDS = re.compile(
    r"\b(?:never|not|only|must|no longer|nie|nicht|nur|aldrig|ikke|kun|nunca|não|solo|só)\b", re.IGNORECASE
)


def misfit(part: tuple[int, Evidence], machines: list[tuple[int, Evidence]], model: str) -> list[str]:
    """A part for other models than the machine's is said to be so, both quoted."""
    number, item = part
    models = first_of([region.text for region in item.regions], "Models")
    if not models or not model or fits_model(models.split(", "), model):
        return []
    for place, machine in machines:
        rows = [region.text for region in machine.regions]
        return [f"Not for this machine: {item.source_id} is for {models}, this is {rows[0]} [{number}][{place}]"]
    return [f"Not for this machine: {item.source_id} is for {models} [{number}]"]


def is_called_so(part: Evidence, subject: str) -> bool:
    """Whether a part found by words has half of them: "tyre pressure" is no pressure switch."""
    have = set(stems(part.text))
    asked = concepts(subject)
    return not asked or sum(bool(near(forms, have)) for forms in asked) > HALF * len(asked)


def part_lines(number: int, item: Evidence, wanted: frozenset[str], question: str = "") -> list[str]:
    """A part, where it lies and how long it takes; what replaces it."""
    rows = [region.text for region in item.regions]
    stock = [row.removeprefix("Stock at ") for row in rows if row.startswith("Stock at ")]
    out = [f"**{rows[0].removeprefix('Part ')}** [{number}]"]
    if stock:
        out[0] = f"**{rows[0].removeprefix('Part ')}**: {'; '.join(stock)} [{number}]"
    asked = [name for intent, name in ASKED_FOR.items() if intent in wanted and "procedure" not in wanted]
    for name in (*asked, "Lead time", "Superseded by", "Supersedes", "Equivalents"):
        value = first_of(rows, name)
        if value:
            out.append(f"{name}: {value} [{number}]")
    said = {line.removesuffix(f" [{number}]") for line in out}
    out += [
        f"{row} [{number}]"
        for row in asked_rows(rows[1:], question)
        if row not in said and not row.startswith("Stock at ")
    ]
    told = _restrictions(rows) + (_figures(rows, question) if "value" in wanted else [])
    out += [f"{sentence} [{number}]" for sentence in dict.fromkeys(told)]
    if not stock and not first_of(rows, "Lead time") and "stock" not in wanted:
        out += [f"{row} [{number}]" for row in rows[1:4]]
    return out


def _restrictions(rows: list[str]) -> list[str]:
    """Sentences of a part's text that forbid or limit its use: they are shown whatever was asked."""
    return [sentence for sentence in _sentences(rows) if _FORBIDS.search(sentence)]


def _figures(rows: list[str], question: str) -> list[str]:
    """Sentences of a part's text with a figure for what the question asks ("Limit 3 mm of lining.")."""
    words = content_words(question)
    return [each for each in _sentences(rows) if re.search(r"\d", each) and words & content_words(each)]


def _sentences(rows: list[str]) -> list[str]:
    texts = [row.split(": ", 1)[1] for row in rows[1:] if ": " in row and not row.startswith("Stock at ")]
    return [sentence for text in texts for sentence in re.split(r"(?<=[.;!])\s+", text)]
