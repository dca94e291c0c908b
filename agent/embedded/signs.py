"""Signs, besides the words and the meaning, that a piece answers: a figure where one is asked, no caption, no index."""

import re

from agent.embedded.concepts import measured, stems
from agent.embedded.sentences import Candidate
from agent.units import MEASURED_IN, UNITS
from stores.passages.question import in_english

_QUANTITY = (
    r"(?:torque|pressure|voltage|temperature|size|weight|distance|value|interval|limit|diameter|length|width|rating|resistance|current|speed|capacity|clearance|gap|"
    r"angle|gauge|pre-?charge|level|thickness|viscosity|drehmoment|druck|spannung|moment|tryk|spænding|presión|tensión|pressão|tensão|binário)"
)
_NUMBER_QUESTION = re.compile(
    r"\b(?:how (?:many|much|long|often|far|high|hot|cold|heavy|thick|wide|deep|big|large|small|fast|old|tall|close|tight|cool|warm)|"
    rf"(?:what|which|welche[rs]?|was ist|wie ist|hvad er|hvilke[nt]|hvilket|qué|cuál es|qual é) (?:is the |are the |d[aie][se] |der |el |la |a |o )?(?:\w+ )?{_QUANTITY}\w*|"
    r"max(?:imum)?|min(?:imum)?|at least|at most|ohms?|volts?|amps?|inches|percent|degrees|"
    r"wie ?(?:viele?|hoch|lange|oft|heiß|schwer|tief|fest|weit|groß|nah)|hvor (?:mange|meget|varm\w*|høj\w*|lang\w*|ofte|stor\w*|tung\w*|tæt)|"
    r"cu[aá]nt[oa]s?|quant[oa]s?)\b",
    re.IGNORECASE,
)
# "Tightening torque of the flange bolts", "flange bolts, torque?": the quantity stands first or last.
_NAMED_QUANTITY = re.compile(
    rf"^\W*(?:[^\W\d_]+\W+){{0,2}}{_QUANTITY}\s+(?:of|for|on|at|in|to)\b|\b{_QUANTITY}\W*$",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"\b(?:how much|wie ?viel|hvor meget|cu[aá]nt[oa]|quant[oa]|quantity|amount|menge|mængde|cantidad|quantidade)\b",
    re.IGNORECASE,
)
# In another language what is left in English begins with it: "Hvad er momentet på boltene?" is "torque bolt".
_LEADING_QUANTITY = re.compile(rf"^{_QUANTITY}\b", re.IGNORECASE)
_WAY = re.compile(
    r"^\W*(?:how\s+(?:do|does|to|can|should|shall|is|are|would)|wie\s+(?:mache?|prüfe?|messe?|stelle?|wird|werden|kann|muss|soll|\w+e\s+ich)|hvordan|c[óo]mo)\b",
    re.IGNORECASE,
)
_PERMISSION = re.compile(
    r"\b(?:can|may|allowed|ok|okay|problem|must|should|not|never|safe|forbidden|darf|muss|må|skal|puedo|debo|posso|devo)\b",
    re.IGNORECASE,
)
_RULE = re.compile(
    r"\b(?:never|not|must|should|only|always|avoid|cannot|nie|nicht|nur|aldrig|ikke|kun|nunca)\b", re.IGNORECASE
)
_PAGE_NUMBER = re.compile(r"(?<![\w.])(?:[A-Z]-)?\d{1,2}-\d{1,3}(?![\w-])|\.{4,}")
_TEST = re.compile(r"\?.*\b1\. .*\b2\. |\b3\. .*\b4\. |^Q\d+\.|^\d+-\d+\. .*\?")
_STROKE = re.compile(r"[|+<>/\\_=-]")
_INDEX_ENTRY = re.compile(r"[^\W\d_]{2,}\)?,\s\d{1,4}\b(?:\s*(?P<unit>[^\W\d_]+))?")
_DEFINED = re.compile(
    r"^\W*(?:what(?:'s|\s+(?:is|are))|was\s+(?:ist|sind)|hvad\s+er|qué\s+(?:es|son)|o\s+que\s+(?:é|são))\s+(?P<is>[^?,;.]+?)\s*\?*$|"
    r"^\W*(?:what\s+does|was\s+bedeutet|hvad\s+betyder|qué\s+significa|o\s+que\s+significa)\s+(?P<means>[^?,;.]+?)(?:\s+(?:mean|stand\s+for))?\s*\?*$",
    re.IGNORECASE,
)
_QUESTION_MARK = re.compile(r"\?(?=\s|$|:)")
_REFERS = re.compile(
    r"\b(?:see|siehe|se|ver|véase)\s+(?:[A-Z]{2,}-|table|section|chapter|tabelle|kapitel|tabel|afsnit)", re.IGNORECASE
)
_COVER = re.compile(
    r"\b(?:Document number|Dokumentnummer|Applies to:|Gilt für:|Table of contents|Original instructions)", re.IGNORECASE
)
_OF_COVER = re.compile(r"\b(?:Document number|Dokumentnummer|Original instructions|Originalbetriebsanleitung)\b")
_AMOUNTS = frozenset(stems("volume mass"))
LONG = 60
QUIZ = 2
INDEX_ENTRIES, WORDS_AN_ENTRY = 2, 6
LONGEST_TERM = 4
STROKES = 0.15
"""The share of strokes and arrows from which a text is a drawing made of characters."""
"""So many question marks in one passage: review questions, not their answers."""
RULE = 0.15
AMOUNT = 0.5


def asks_for_number(question: str) -> bool:
    """Whether the question wants a figure. "How do I check the pressure?" wants the way to it."""
    if _NUMBER_QUESTION.search(question):
        return True
    if _WAY.search(question):
        return False
    return _NAMED_QUANTITY.search(question) is not None or _LEADING_QUANTITY.match(in_english(question)) is not None


def term_defined(question: str) -> frozenset[str]:
    """The stems of the term whose meaning is asked for ("What is backlash?"); none where something else is asked."""
    match = _DEFINED.match(question)
    term = (match["is"] or match["means"]) if match else ""
    return frozenset(stems(term)) if len(term.split()) <= LONGEST_TERM else frozenset()


def asks_for_rule(question: str) -> bool:
    """Whether the question is about what one may, must or must not do."""
    return _PERMISSION.search(question) is not None


def figure(text: str, question: str) -> float:
    """For a question that wants a figure: better with one that is not in the question, worse where the text only refers on."""
    if _AMOUNT.search(question) and not any(word in MEASURED_IN for word in question.casefold().split()):
        return AMOUNT if measured(text) & _AMOUNTS else 0.0
    fresh = any(number not in question for number in re.findall(r"\d+(?:[.,]\d+)*", text))
    return (0.2 if fresh else -0.15) - (0.8 if refers(text) else 0.0)


def refers(text: str) -> bool:
    """Whether a piece only points to where the value stands ("see SB-031")."""
    return _REFERS.search(text) is not None


def is_index(text: str) -> bool:
    """Whether a piece is of an index: little but terms with their pages ("slack, 43 stop switch, 45")."""
    entries = sum((match["unit"] or "").casefold() not in UNITS for match in _INDEX_ENTRY.finditer(text))
    return entries >= INDEX_ENTRIES and entries * WORDS_AN_ENTRY >= len(text.split())


def rule(text: str) -> float:
    """For a question about what one may do: better where the text says so."""
    return RULE if _RULE.search(text) else 0.0


def poor(c: Candidate, words: int) -> float:
    """What does not answer: captions, lead-ins, questions, indexes and contents, multiple-choice tests.

    Args:
        c: the piece.
        words: how many content words it has.
    """
    minus = 0.0
    if words < 3 or c.text.endswith("?") or _TEST.search(c.text):
        minus += 0.6
    if c.kind in {"figure", "heading"}:
        minus += 0.6
    if len(c.text.split()) > LONG:
        minus += 0.3
    marks = len(_QUESTION_MARK.findall(f"{c.passage} {c.context} {c.text if c.kind == 'row' else ''}"))
    if marks >= (1 if c.kind == "row" else QUIZ):
        minus += 0.8
    if len(_STROKE.findall(c.text)) > STROKES * len(c.text):
        minus += 0.8
    if _COVER.search(c.text):
        minus += 2.0
    elif _OF_COVER.search(c.passage):
        minus += 1.0
    if c.text.endswith(":"):
        minus += 0.3
    if c.kind != "row" and len(_PAGE_NUMBER.findall(c.passage)) >= 4:
        minus += 0.6
    return minus
