"""Facts of figures in prose: "tighten the bolts to 85 Nm", "the pressure must be 140 bar"."""

import re
from collections.abc import Iterator

from evals.generate.facts.fact import Fact, pages_of
from evals.generate.facts.procedures import steps_of
from evals.generate.library import LibraryText, Source, named_job
from evals.generate.required import UNITS, figures_of
from evals.generate.wording.sentences import lower_first, sentences
from language.measuring.unit_names import dimension
from stores.passages.wording.glossary import function_words
from stores.passages.wording.text import fold

PAIR = 2
LONGEST_OBJECT = 9
LONGEST_NOTE = 4
_QUANTITY = {
    "torque": "torque", "pressure": "pressure", "voltage": "voltage", "current": "current", "temperature": "temperature",
    "resistance": "resistance", "rotation": "speed", "frequency": "frequency", "power": "power", "mass": "weight",
    "volume": "amount",
}  # fmt: skip
"""What a unit measures, as a question calls it."""
_UNIT = "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True))
_FIGURE = rf"(?:about |at least |at most |more than |less than |not more than |approximately )?\d[\d.,]*(?: ?(?:to|-|–|/) ?\d[\d.,]*)? ?(?P<unit>{_UNIT})(?!\w)"
_DO = re.compile(
    rf"^(?P<verb>[A-Z][a-z-]+) (?P<object>(?:the|all|both|each|a|an|new|every) [^.,;:()]{{3,80}}?) (?P<link>to|with|at) (?P<figure>{_FIGURE})",
)
_MUST = re.compile(
    rf"^(?P<article>The|An?|All|Each) (?P<subject>[^.,;:()]{{3,60}}?) (?P<aux>must|should|shall|may|can|cannot|must not|should not) (?P<not>not )?(?P<verb>be|exceed|have|hold|show|reach) (?P<between>[^.,;:()\d]{{0,25}}?)(?P<figure>{_FIGURE})",
)
_IS = re.compile(
    rf"^(?P<article>The) (?P<subject>[^.,;:()]{{3,60}}?) (?:is|are) (?P<between>(?:about |at least |at most |normally |set to )?)(?P<figure>{_FIGURE})"
)
_NOTED = re.compile(rf"^(?P<subject>[A-Z][^.,;:()\d]{{5,50}}?):? (?P<figure>{_FIGURE})(?P<rest>.*)$")
_BEFORE = re.compile(r"^(?:For|In|On|At|With) [^,]{3,50}, ")


def value_facts(library: LibraryText) -> Iterator[Fact]:
    """Every sentence in which one figure with its unit is said of one thing."""
    orders = frozenset(text.split(" ", 1)[0] for group in library.by_section() for _, text, _ in steps_of(group))
    for source in library.sources:
        if source.language != "en":
            continue
        for sentence in sentences(source):
            fact = _done(sentence, source, library) or _said(sentence, source, library)
            fact = fact or _noted(sentence, source, library, orders)
            if fact:
                yield fact


def _done(sentence: str, source: Source, library: LibraryText) -> Fact | None:
    """An order to do something to a figure."""
    match = _DO.match(sentence)
    quantity = _QUANTITY.get(dimension(match["unit"])) if match else None
    if not match or not quantity or len(match["object"].split()) > LONGEST_OBJECT:
        return None
    if fold(match["verb"]) in function_words()["en"]:
        return None
    slots = {"quantity": quantity, "verb": match["verb"].casefold(), "object": match["object"], "link": match["link"]}
    return _fact("do", slots, match["figure"], sentence, source, library)


def _said(sentence: str, source: Source, library: LibraryText) -> Fact | None:
    """A statement about a figure of something."""
    match = _MUST.match(_BEFORE.sub("", sentence)) or _IS.match(_BEFORE.sub("", sentence))
    if (
        not match
        or len(match["subject"].split()) > LONGEST_OBJECT
        or re.search(r"\b(?:is|are|that|which)\b", match["subject"])
    ):
        return None
    slots = {"subject": lower_first(f"{match['article']} {match['subject']}")}
    return _fact("figure", slots, match["figure"], sentence, source, library)


def _noted(sentence: str, source: Source, library: LibraryText, orders: frozenset[str]) -> Fact | None:
    """A note without a verb: "Holder screws 25 Nm"; what starts as steps do may be an order."""
    match = _NOTED.match(sentence)
    words = match["subject"].split() if match else []
    if not match or not PAIR <= len(words) <= LONGEST_NOTE or words[0] in orders or words[0].isupper():
        return None
    if function_words()["en"] & {fold(word) for word in words} or len(match["rest"].split()) > LONGEST_NOTE:
        return None
    return _fact("figure", {"subject": lower_first(match["subject"])}, match["figure"], sentence, source, library)


def _fact(
    asks: str, slots: dict[str, str], figure: str, sentence: str, source: Source, library: LibraryText
) -> Fact | None:
    required = figures_of(figure)
    job = named_job(source.section, library)
    if not required:
        return None
    return Fact("value", asks, slots, required, source, pages_of(source, sentence), sentence, context=job)
