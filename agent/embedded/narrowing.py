"""What narrows a count of work orders, as a question says it: values of the records, states and kinds, more or less than a number."""

import re
from typing import Any

from agent.embedded.cue_words import Reading, alternatives, cue, fields
from agent.embedded.learned import PREFERRED, Known, is_within_another
from domain.queries import OrderValues


def narrowing(reading: Reading, categories: list[Known], values: OrderValues) -> dict[str, Any]:
    """Values that narrow, by field; the words for orders and for fields go."""
    found = {known.field: known.value for known in categories if known.field in PREFERRED}
    for kind in ("corrective", "preventive"):
        if reading.take_cue(kind):
            found.setdefault("kind", kind)
    for state in ("open", "closed"):
        if reading.take_cue(state):
            found.setdefault("status", state)
    if found.get("status") == "unknown":
        found.pop("status")
    while reading.take_cue("orders"):
        continue
    for name in fields():
        reading.take(cue(f"nouns.{name}"))
    reading.take_cue("order")
    return {**found, "other": _of_own_fields(reading, categories, values)}


def _of_own_fields(reading: Reading, categories: list[Known], values: OrderValues) -> dict[str, str]:
    """Values beside the name of a company's own field; a value alone may stand in the texts too, so it is a word to look for.

    Where another value holds its words ("on hold", "not on hold"), or not all of them are looked for ("hall A"), words could
    not tell the values apart: then it is that field's.
    """
    own = [known for known in categories if known.field not in PREFERRED]
    exact = [known for known in own if known.named or is_within_another(known, values) or _loses(known.said)]
    reading.rest += "".join(f" ; {known.said}" for known in own if known not in exact)
    return {known.field: known.value for known in exact}


def _loses(said: str) -> bool:
    """Whether a search by words would leave some of them out."""
    return len(" ".join(Reading(said).words()).split()) < len(said.split())


def bounds(reading: Reading) -> dict[str, Any]:
    """Only orders that cost or took more or less than a number."""
    of = "hours" if reading.has("hours") else "cost" if reading.has("cost") else ""
    found: dict[str, Any] = {}
    for name in ("over", "under") if of else ():
        number = rf"(?<!\w)(?:{alternatives(name)})\s*[€$£]?\s*(?P<number>\d[\d.,'’]*)(?:\s*(?:h|eur|euros?|dkk|kr|usd|dollars?|[€$£]))?(?![\w])"
        if match := reading.take(re.compile(number, re.IGNORECASE)):
            plain = re.sub(r"[.,'’](?=\d{3}(?!\d))", "", match["number"]).replace(",", ".").rstrip(".")
            found |= {name: float(plain), "of": of}
    return found
