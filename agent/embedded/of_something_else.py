"""The kind of answer is there, but said of another thing: the torque of other bolts, the number of other screws, no one's name."""

import re
from collections.abc import Sequence

from agent.embedded.concepts import measured, stems
from agent.embedded.intents import intents
from agent.embedded.ranking import Ranker
from agent.embedded.sentences import Candidate
from agent.number_words import digits
from agent.units import MEASURED_IN, UNITS
from stores.passages.languages import language_of

Ranked = Sequence[tuple[float, Candidate]]
HOLDERS, HALF, HARDLY = 14, 0.5, 0.2
SHORTEST_NAME = 4
NUMBER_BEFORE, NUMBER_BEHIND = 4, 2
"""Words between which and a counted noun its number stands: "16 M10 flange bolts", "bolts: 16"."""
_QUANTITIES = "|".join(sorted(MEASURED_IN))
_QUANTITY_OF = re.compile(
    rf"\b(?P<quantity>{_QUANTITIES}|quantity|amount)\s+(?:of|for)\s+(?!th(?:is|at|ese|ose)\b|our\b|my\b)(?:the\s+|an?\s+)?(?P<thing>[^?.,;:]+?)(?=\s+(?:in|on|at|for|of|to|when|after|before|with|is|are)\b|[?.,;:]|$)",
    re.IGNORECASE,
)
_THING_FIRST = re.compile(
    rf"\b(?:what|which)\s+(?:is\s+the\s+)?(?P<thing>(?:(?!(?:the|has|have|is|are|was|does|do|of|for|on|in|at)\b)[^\W\d_]+[\s-]+){{1,4}})(?P<quantity>{_QUANTITIES})\b|"
    rf"\b(?:what|which)\s+(?P<sought>{_QUANTITIES})\s+(?:do|does|should|must|can|is|are|has|have)\s+(?P<done>[^?.,;:]+)|"
    r"\b(?:what|how\s+much)\s+(?:do|does)\s+(?P<weighed>[^?.,;:]+?)\s+weigh\b|\bhow\s+heavy\s+(?:is|are)\s+(?P<heavy>[^?.,;:]+)",
    re.IGNORECASE,
)
_OF_A_THING = re.compile(
    r"\bwhat(?:'s|\s+is|\s+are)\s+the\s+(?:[^\W\d_]+\s+){0,2}?(?P<attribute>[^\W\d_]+)\s+of\s+(?:the\s+|an?\s+)?(?P<thing>[^?.,;:]+)",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_FIGURE = re.compile(r"\b\d[\d.,]*\s*[^\W\d_]{1,3}\b")
_HOW_MANY = re.compile(
    r"\b(?:how many|wie viele|hvor mange|cu[aá]nt[oa]s|quant[oa]s)\s+(?P<noun>[^\W\d_]{3,})(?P<rest>[^?;,]*)",
    re.IGNORECASE,
)
_WHO = re.compile(r"^\W*who\s+(?:has\s+|had\s+)?(?P<verb>[^\W\d_]+)", re.IGNORECASE)
_DUTY = frozenset(
    "is are was were do does did can may must should shall will would has have had decides stops needs".split()
)
_CURRENCY = re.compile(r"[€$£]|\b(?:EUR|USD|GBP|DKK|SEK|NOK|CHF|euros?|dollars?|kr)\b", re.IGNORECASE)


def is_of_something_else(question: str, ranker: Ranker, ranked: Ranked) -> bool:
    """Whether what is asked for is only there of other things, or not at all."""
    return (
        _quantity_of_something_else(question, ranker, ranked)
        or _measure_of_something_else(question, ranker, ranked)
        or _attribute_of_something_else(question, ranker, ranked)
        or _hours_of_something_else(question, ranker, ranked)
        or _number_of_something_else(question, ranker, ranked)
        or _done_by_nobody(question, ranker, ranked)
        or ("money" in intents(question) and not any(_CURRENCY.search(c.text) for _, c in ranked[:HOLDERS]))
    )


def _quantity_of_something_else(question: str, ranker: Ranker, ranked: Ranked) -> bool:
    """No piece that has the quantity is about the thing ("torque of the coffee machine bracket")."""
    match = _QUANTITY_OF.search(question)
    if match is None or language_of(question) != "en":
        return False
    # "the 20 kV cable" is a cable: a table of voltages has the rest.
    quantity, thing = set(stems(match["quantity"])), _FIGURE.sub(" ", match["thing"])
    if match["quantity"].casefold() not in MEASURED_IN:
        quantity |= set(stems("volume mass"))
    pieces = [c for _, c in ranked[:HOLDERS] if _DIGIT.search(c.text)]
    holders = [c for c in pieces if quantity & {*stems(f"{c.text} {c.context}"), *measured(c.text)}]
    shares = [ranker.share_of(thing, f"{c.text} {c.context} {c.passage}") for c in holders]
    # Half a name will do where the other half is another word for the same; of a word without any trace it will not.
    foreign = any(len(word) >= SHORTEST_NAME and word in stems(thing) for forms in ranker.unknown for word in forms)
    return all(share <= HALF if foreign else share < HALF for share in shares)


def _measure_of_something_else(question: str, ranker: Ranker, ranked: Ranked) -> bool:
    """The same of "what flange bolt torque?" and "what does the cover weigh?": no measure of the thing is there."""
    match = _THING_FIRST.search(question)
    if match is None:
        return False
    named = match["quantity"] or match["sought"]
    quantity, units = set(stems(named or "weight")), MEASURED_IN[(named or "weight").casefold()]
    thing = match["thing"] or match["done"] or match["weighed"] or match["heavy"]
    if not ranker.forms_of(thing):
        return False
    holders = [c for _, c in ranked[:HOLDERS] if quantity & measured(c.text)]
    # Without any, a unit may stand above its table, unprinted beside the figures.
    holders = holders or [c for _, c in ranked[:HOLDERS] if _DIGIT.search(c.text) and _tells_of(quantity, units, c)]
    # Of a whole clause ("what torque do I ... to") it is not known which of its words is the thing.
    least = HALF if match["done"] is None else 0.0
    return not any(ranker.share_of(thing, f"{c.text} {c.context} {c.passage}") >= least for c in holders)


def _tells_of(quantity: set[str], units: frozenset[str], c: Candidate) -> bool:
    """Whether a piece names a quantity or one of its units; a row has them in the names of its columns or its table."""
    told = f"{c.text} {c.context}" if c.kind == "row" else c.text
    return bool(quantity & set(stems(told)) or units & units_in(told))


def _attribute_of_something_else(question: str, ranker: Ranker, ranked: Ranked) -> bool:
    """Whether the best piece has the attribute ("shelf life") but nothing of the thing that it is asked of."""
    match, best = _OF_A_THING.search(question), ranked[0][1]
    if match is None or not set(stems(match["attribute"])) & set(stems(best.text)):
        return False
    return ranker.share_of(match["thing"], f"{best.text} {best.context} {best.passage}") < HALF


def unit_counted(question: str) -> str:
    """The unit of which a number is asked for ("how many kWh"), or nothing."""
    match = _HOW_MANY.search(question)
    return _unit(match["noun"]) if match else ""


def _hours_of_something_else(question: str, ranker: Ranker, ranked: Ranked) -> bool:
    """Whether "how many hours of ..." finds hours only where little of the rest of the question stands."""
    for match in re.finditer(r"\b(?:how (?:many|much)|what|which)\s+(?P<noun>[^\W\d_]+)", question, re.IGNORECASE):
        unit = _unit(match["noun"])
        if unit:
            holders = [c for _, c in ranked[:HOLDERS] if unit in units_in(c.text)]
            # Without any, a unit may stand above its table, unprinted beside the figures.
            return bool(holders) and not any(_is_said_of(unit, ranker, c) for c in holders)
    return False


def _number_of_something_else(question: str, ranker: Ranker, ranked: Ranked) -> bool:
    """Whether "how many bolts hold the cover" finds bolts counted only where little is said of the cover."""
    match = _HOW_MANY.search(question)
    if match is None or _unit(match["noun"]) or not ranker.forms_of(match["rest"]):
        return False
    forms = frozenset[str]().union(*ranker.forms_of(match["noun"]))
    pieces = [c for _, c in ranked[:HOLDERS]]
    holders = [c for c in pieces if _counts(c, forms)]
    # Where the noun stands nowhere, the text may have another word for what is counted.
    named = holders or [c for c in pieces if forms & set(stems(c.text))]
    # In another language not each word of the thing can be translated: what weighs most will do.
    foreign = language_of(question) != "en"
    return bool(named) and not any(
        ranker.share_of(match["rest"], around) >= HALF or (foreign and ranker.coverage(around) >= HALF)
        for around in (f"{c.text} {c.context} {c.passage}" for c in holders)
    )


def _counts(c: Candidate, forms: frozenset[str]) -> bool:
    """Whether a piece has a number beside the counted noun; a row has it in a cell of its own."""
    words = re.findall(r"\w+", digits(c.text))
    if c.kind == "row":
        return bool(forms & set(stems(f"{c.text} {c.context}"))) and any(word.isdigit() for word in words)
    at = [place for place, word in enumerate(words) if forms & set(stems(word))]
    around = (words[max(place - NUMBER_BEFORE, 0) : place + NUMBER_BEHIND + 1] for place in at)
    return any(word.isdigit() for near in around for word in near)


def _done_by_nobody(question: str, ranker: Ranker, ranked: Ranked) -> bool:
    """Whether a name is asked for by what somebody did ("who designed ...") and no piece has the deed or the doer."""
    match = _WHO.match(question)
    if match is None or match["verb"].casefold() in _DUTY:
        return False
    deed = set(stems(match["verb"]))
    doer = {form for stem in deed for form in (f"{stem}r", f"{stem}er", f"{stem}or")}
    thing = question[match.end() :]
    return not any(
        ((deed | doer) & set(re.findall(r"[^\W\d_]+", c.text.casefold())) or deed & set(stems(c.text)))
        and ranker.share_of(thing, c.text) >= HALF
        for _, c in ranked[:HOLDERS]
    )


def _unit(noun: str) -> str:
    return UNITS.get(noun.casefold(), "") if len(noun) > 2 else ""


def _is_said_of(unit: str, ranker: Ranker, c: Candidate) -> bool:
    """Whether a piece that has the unit has something of the rest of the question, or the key of a row."""
    told = f"{c.text} {c.context}"
    if ranker.coverage(told) < HARDLY:
        return False
    keyed = c.kind == "row" and any(ranker.keys.names_row(cell) for cell in c.cells)
    return keyed or ranker.coverage(_without(unit, told)) >= HALF * HARDLY


def _without(unit: str, text: str) -> str:
    return " ".join(word for word in re.findall(r"[^\s()\d,.;:]+", text) if UNITS.get(word.casefold()) != unit)


def units_in(text: str) -> set[str]:
    """The units that stand in a text as words."""
    return {UNITS[word] for word in re.findall(r"[^\s()\d,.;:]+", text.casefold()) if word in UNITS}
