"""What a model reads of a tool's result: numbered evidence, then notes; bounded, and nothing left out unsaid."""

import re
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet

from domain.answers import Evidence
from tools.context import ToolResult
from tools.proposals import Proposal
from tools.writes.refusing import sentence

MOST, MOST_EACH = 16_000, 6_000
"""Characters of a whole result and of one piece of evidence, about 4,500 and 1,700 tokens."""
_NUMBERED = re.compile(r'^<evidence n="(\d+)" ', re.MULTILINE)
_TAG = re.compile(r"<(?=\s*/?\s*evidence\b)", re.IGNORECASE)


def plain(text: str) -> str:
    """Text in which nothing ends or begins a piece of evidence."""
    return _TAG.sub("\u2039", text)


def render(
    result: ToolResult,
    numbers: Sequence[int] = (),
    shown: AbstractSet[int] = frozenset(),
    clean: Callable[[str], str] = plain,
    write: int = 0,
) -> str:
    """The content of a tool message.

    Args:
        result: what the tool gave.
        numbers: of its evidence in the conversation, in order; without any they are counted from 1.
        shown: numbers whose text the model has read already.
        clean: makes retrieved text harmless.
        write: number in the conversation of what it proposes, or of why it does not.
    """
    mark = f"[{write}] " if write else ""
    numbers = numbers or range(1, len(result.evidence) + 1)
    blocks: list[str] = []
    places: dict[str, int] = {}
    room, left_out = MOST, 0
    for number, item in _in_reading_order(zip(numbers, result.evidence, strict=True)):
        place = places.get(item.section_id) if item.section_id else None
        block = f"[{number}] (shown above)" if number in shown else _block(number, item, place, clean)
        if len(block) > room:
            left_out += 1
            continue
        room -= len(block)
        blocks.append(block)
        if item.section_id and number not in shown:
            places.setdefault(item.section_id, number)
    if left_out:
        blocks.append(f"... {left_out} more pieces of evidence: narrow the question or read one place at a time.")
    if result.proposal:
        blocks.append(mark + _proposed(result.proposal, clean))
    notes = filter(None, (sentence(result.refused) if result.refused else "", result.note))
    note = f"note: {clean(' '.join(notes))}" if result.refused or result.note else ""
    note = mark + note if result.refused else note
    nearest = f"nearest: {clean(', '.join(result.nearest))}" if result.nearest else ""
    blocks += ["   ".join(filter(None, (note, nearest)))] if note or nearest else []
    return "\n".join(blocks) or "note: nothing found."


def numbers_shown(content: str) -> frozenset[int]:
    """The numbers of the evidence whose text stands in a tool message: what was left out for its length is not among them."""
    return frozenset(int(number) for number in _NUMBERED.findall(content))


def _in_reading_order(found: Iterable[tuple[int, Evidence]]) -> list[tuple[int, Evidence]]:
    """What a search found of one section together and as it is printed, where the best of it stands; all else as it came."""
    together: dict[str, list[tuple[int, Evidence]]] = {}
    for number, item in found:
        searched = item.score > 0 and "job" not in item.fields
        together.setdefault(item.section_id if searched and item.section_id else f" {number}", []).append(
            (number, item)
        )
    return [one for each in together.values() for one in sorted(each, key=lambda pair: pair[1].order)]


def _block(number: int, item: Evidence, same_place: int | None, clean: Callable[[str], str]) -> str:
    text = clean(item.text)
    if len(text) > MOST_EACH:
        cut = max(text.rfind("\n", 0, MOST_EACH), MOST_EACH // 2)
        lines = text[cut:].strip().count("\n") + 1
        text = f"{text[:cut].rstrip()}\n... {lines} more rows of this place: narrow the question"
    given = _attributes(item)
    if same_place is not None:
        page = f" · p. {item.page}" if item.page is not None else ""
        given |= {"source": f"as [{same_place}]{page}", "section": ""}
    attributes = " ".join(f'{name}="{_attribute(clean(value))}"' for name, value in given.items() if value)
    return f'<evidence n="{number}" {attributes}>\n{text}\n</evidence>'


def _attributes(item: Evidence) -> dict[str, str]:
    """What places it, and what speaks against relying on it."""
    as_of = item.as_of.date().isoformat() if item.as_of and item.kind != "manual" else ""
    return {
        "kind": item.kind,
        "source": _source(item),
        "section": item.section_id or "",
        "level": item.level,
        "change": _change(item) if "side" in item.fields else "",
        "job": f"{item.fields['job']} {item.fields['role']}" if "role" in item.fields else "",
        "overridden_by": item.overridden_by,
        "disagrees_with": "; ".join(f"{one.other_place}: {one.other_value}" for one in item.disagrees),
        "superseded": "yes" if item.superseded else "",
        "applies": "" if item.applies else "not to this machine",
        "as_of": "" if as_of in item.text else as_of,
    }


def _change(item: Evidence) -> str:
    revised = f", rev {item.revision}" if item.revision else ""
    return f"{item.fields['change']} {item.fields['side']}{revised}"


def _source(item: Evidence) -> str:
    if item.kind != "manual":
        return item.source_id or ""
    title = item.fields.get("number") or item.title
    page = f"p. {item.page}" if item.page is not None else ""
    revised = f"{title} rev {item.revision}" if item.revision else title
    return " · ".join(filter(None, (revised, item.section, page)))


def _attribute(text: str) -> str:
    return " ".join(text.split()).replace('"', "'").replace("<", "\u2039").replace(">", "\u203a")


def _proposed(proposal: Proposal, clean: Callable[[str], str]) -> str:
    args = {name: f"{value:g}" if isinstance(value, float) else value for name, value in proposal.args.items()}
    given = ", ".join(f"{name} {value}" for name, value in args.items() if value != "")
    return f"proposed, waits for the approval of a person, who is told so: {proposal.tool}: {clean(given)}"
