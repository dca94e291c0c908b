"""Which hard facts of a text stand in none of its sources: a plain second look, without subject, order or negation."""

import re
from collections.abc import Mapping, Sequence

from agent.claims.facts.finding import facts
from agent.claims.facts.spelling import units_named
from agent.claims.pictures import PICTURE
from agent.claims.reading.injection import without_orders
from domain.answers import Evidence
from language.detecting import detect
from tools.arithmetic.writing import spaced

CALCULATION = "calculation"
FREE = 100
_MARKER = re.compile(r"\[(\d{1,4})\]")


def markers(text: str) -> list[int]:
    """The numbers that a text cites, in their order."""
    return [int(number) for number in _MARKER.findall(text)]


def unsupported(text: str, sources: Sequence[Evidence]) -> list[str]:
    """The hard facts of `text` that none of the sources holds, as written for people."""
    missing = {fact.written: fact for fact in facts(text, detect(text))}
    for source in sources:
        whole = "\n".join(filter(None, (source.title, source.section, source.revision, source.source_id, source.text)))
        language = detect(source.text)
        units, held = units_named(whole, language), facts(whole, language, loose=True)
        missing = {
            name: fact for name, fact in missing.items() if not any(fact.held_by(other, units) for other in held)
        }
    return list(missing)


def grounded(evidence: Mapping[int, Evidence], question: str) -> dict[int, Evidence]:
    """The evidence, without calculations whose figures come from nowhere: what a model puts into one proves nothing.

    Nor does what was read from a picture, and a bare number is not meant of a machine's card ("2.4" of "2.4 MW"), which every turn has.
    A plain number up to `FREE` (three blades, twice) may be the model's own beside one that is not.
    """
    if all(item.kind != CALCULATION for item in evidence.values()):
        return dict(evidence)
    others = [_of_people(item) for item in evidence.values() if item.kind not in {CALCULATION, PICTURE}]
    asked = Evidence(
        id="question", kind="asset", title="", text=f"{question}\n{spaced(question)}"
    )  # "12 x 2.4" is a size, too
    cards = [item for item in others if item.kind == "asset"]
    found = [asked, *(item for item in others if item.kind != "asset")]
    return {
        number: item
        for number, item in evidence.items()
        if item.kind != CALCULATION
        or _comes_from(item.fields.get("operands", ""), [*found, *_earlier(evidence, number)], cards)
    }


def _of_people(item: Evidence) -> Evidence:
    """Without what speaks to a model: a planted value is no source."""
    return item.model_copy(update={"text": without_orders(item.text)})


def _earlier(evidence: Mapping[int, Evidence], number: int) -> list[Evidence]:
    return [item for n, item in evidence.items() if item.kind == CALCULATION and n < number]


def _comes_from(operands: str, found: Sequence[Evidence], cards: Sequence[Evidence]) -> bool:
    """Whether an operand stands in a source, and none that is not free stands in no source."""
    parts = [part.strip() for part in operands.split(";") if part.strip()]
    held = [not unsupported(part, found if _is_bare(part) else [*found, *cards]) for part in parts]
    return any(held) and all(is_held or _is_free(part) for part, is_held in zip(parts, held, strict=True))


def _is_bare(operand: str) -> bool:
    return not any(letter.isalpha() or letter in "%°" for letter in operand)


def _is_free(operand: str) -> bool:
    return operand.isdecimal() and int(operand) <= FREE
