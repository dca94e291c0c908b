"""Requests to change the records, read from the person's own words: which clauses ask for what, and what is asked besides.

A question about a change ("how do I close a work order?", "was it closed?"), a condition and a denial are no requests.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml

from agent.entities import Catalogue, recognise

TOOLS = (
    "add_work_order_note",
    "release_reservation",
    "create_work_order",
    "set_work_order_status",
    "reserve_part",
)
_BREAK = re.compile(r"([.!;?](?=\s|$)|\n|,?\s+(?:and then|and|then|og|und|dann|y|e|luego|depois|så)\s+|,\s+)")
MAX_CLAUSE = 300
"""Characters of a clause in which a request is looked for: the patterns look back over what they pass."""
_QUOTED = re.compile(r"[\"“„«][^\"”“»]*[\"”“»]|(?<!\w)'[^']*'(?!\w)")
_NEGATED = re.compile(r"\b(?:nicht|kein\w*|nie|niemals)\b", re.IGNORECASE)
_PRONOUN = r"\b(?:it|this|that|den|det|denne|ihn|es|diesen|la|lo|esta|este|a|o)\b"


@dataclass
class Segment:
    """The part of a message that asks for one change."""

    tool: str
    text: str


@dataclass
class Message:
    """A message in parts: changes asked for, what is asked besides, and statements beside them."""

    segments: list[Segment] = field(default_factory=list[Segment])
    asked: list[str] = field(default_factory=list[str])
    told: list[str] = field(default_factory=list[str])

    @property
    def rest(self) -> str:
        """What is asked besides the changes."""
        return " ".join(self.asked)


def read_message(text: str, catalogue: Catalogue) -> Message:
    """Split a message into the changes that it asks for and the rest."""
    message = Message()
    conditional = False
    open_segment: Segment | None = None
    masked = _QUOTED.sub(lambda match: "\x01" * len(match.group()), text)
    for piece, separator, before in _pieces(text, masked):
        bare = _without_politeness(piece)
        if before.strip() in {".", "!", "?", ";", "\n"} or "\n" in before:
            conditional = False
        is_question = "?" in separator and not _polite_question(piece)
        tool = "" if is_question or conditional else request_in(bare, catalogue, strict=_in_free_text(open_segment))
        conditional = conditional or bool(_pattern("condition").match(bare))
        if tool:
            open_segment = Segment(tool, bare)
            message.segments.append(open_segment)
        elif is_question or _pattern("question").match(bare):
            message.asked.append(piece.strip() + ("?" if is_question else ""))
            open_segment = None
        elif open_segment is not None:
            open_segment.text += before.replace("?", "") + piece
        elif bare:
            message.told.append(bare)
    return message


def request_in(clause: str, catalogue: Catalogue, *, strict: bool = False) -> str:
    """The tool for what a clause asks for, or nothing. With `strict`, only where it names its record by number."""
    clause = clause[:MAX_CLAUSE]
    if not clause or any(_pattern(kind).match(clause) for kind in ("never", "condition", "question")):
        return ""
    named = recognise(clause, catalogue)
    orders, parts = named.work_orders + named.unknown_work_orders, named.parts + named.unknown_parts
    if strict and not (orders or parts):
        return ""
    if orders and re.search(rf"{_pattern('ORDER').pattern}\W{{0,3}}{loosely(orders[0])}", clause, re.IGNORECASE):
        clause = re.sub(loosely(orders[0]), "", clause, flags=re.IGNORECASE)
        tools = [tool for tool in TOOLS if tool != "create_work_order"]  # "open work order 4711" shows it
    else:
        tools = list(TOOLS)
    text, head = (_marked(words, orders, parts) for words in (clause, clause.partition(":")[0]))
    at_end = not _NEGATED.search(head)
    return next(
        (tool for tool in tools if _pattern(tool).match(text) or (at_end and _pattern(f"end {tool}").match(head))), ""
    )


def may_write(text: str, catalogue: Catalogue) -> frozenset[str]:
    """The changes that the words ask for in any way, in a clause that is no question, condition or denial."""
    found: set[str] = set()
    masked = _QUOTED.sub(lambda match: "\x01" * len(match.group()), text)
    for piece, separator, _ in _pieces(text, masked):
        bare = _without_politeness(piece)[:MAX_CLAUSE]
        if "?" in separator and not _polite_question(piece):
            continue
        if any(_pattern(kind).match(bare) for kind in ("never", "condition", "question")):
            continue
        named = recognise(bare, catalogue)
        marked = _marked(bare, named.work_orders + named.unknown_work_orders, named.parts + named.unknown_parts)
        found |= {tool for tool in TOOLS if _pattern(tool).search(marked) or _pattern(f"end {tool}").search(marked)}
    return frozenset(found)


def loosely(identifier: str) -> str:
    """A pattern for an identifier as people write it: "WTG-07" is "wtg 7"."""
    parts = [re.sub(r"^0+(?=\d)", "0*", part) for part in re.findall(r"[^\W\d_]+|\d+", identifier)]
    # Runs of letters and digits need no escape.
    return r"(?<!\w)" + r"[\W_]*".join(parts) + r"(?!\w)" if parts else r"(?!)"


def _marked(clause: str, orders: Sequence[str], parts: Sequence[str]) -> str:
    """The clause with a mark where it names an order or a part, so that patterns need not know their shapes."""
    marks = ("\x02" if orders else "") + ("\x03" if parts else "")
    return f"{clause} {marks}" if marks else clause


def _in_free_text(segment: Segment | None) -> bool:
    return segment is not None and segment.tool in {"add_work_order_note", "create_work_order"} and ":" in segment.text


def _pieces(text: str, masked: str) -> list[tuple[str, str, str]]:
    """Clauses with the separator behind and before each."""
    found: list[tuple[str, str, str]] = []
    start, before = 0, ""
    for match in _BREAK.finditer(masked):
        found.append((text[start : match.start()], match.group(), before))
        start, before = match.end(), match.group()
    found.append((text[start:], "", before))
    return [piece for piece in found if piece[0].strip()]


def _without_politeness(piece: str) -> str:
    bare = piece.strip(" ,.-–—*•\t")
    while True:
        match = _pattern("polite").match(bare)
        if match is None or match.end() == len(bare):
            return bare
        bare = bare[match.end() :].lstrip(" ,:")


def _polite_question(piece: str) -> bool:
    """A question by its form alone: "can you close it?" asks for it to be done."""
    return _without_politeness(piece) != piece.strip(" ,.-–—*•\t")


@cache
def _cues() -> dict[str, Any]:
    return cast("dict[str, Any]", yaml.safe_load((Path(__file__).parent / "requests.yaml").read_text(encoding="utf-8")))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """A compiled list of patterns: of a tool, of its verbs at the end, or of words that begin a clause."""
    kind, _, tool = name.partition(" ")
    if name == "ORDER":
        return re.compile(rf"\b(?:{_cues()['words']['ORDER']})\b".replace(" ", r"\s+"), re.IGNORECASE)
    lines = cast("list[str]", _cues()["at_end"].get(tool, ["(?!)"]) if kind == "end" else _cues()[name])
    words = cast("dict[str, str]", _cues()["words"])
    one_order = words["ORDER"].replace("s?", "")
    target = rf"(?:(?=.*\x02)|(?:(?:{words['DET']})\s+)*(?:{one_order})\b|{_PRONOUN}\s*[.!]?\s*$)"
    expressions: list[str] = []
    for line in lines:
        expression = line.replace(" ", r"\s+").replace("TARGET", target.replace(" ", r"\s+")).replace("PART", r"\x03")
        for word, alternatives in words.items():
            expression = re.sub(rf"\b{word}\b", lambda _, found=alternatives: found.replace(" ", r"\s+"), expression)
        expressions.append(expression)
    ending = r"\W*[\x02\x03]*\W*$" if kind == "end" else ("" if name in TOOLS else r"(?![\w-])")
    return re.compile(rf"(?:{'|'.join(expressions)}){ending}", re.IGNORECASE)


def language_of(text: str) -> str:
    """The language that a request's own words tell, or nothing where two are as likely."""
    words = re.findall(r"[^\W\d_]+", re.sub(r"\S*\d\S*", " ", text.lower()))
    known = cast("dict[str, str]", _cues()["languages"])
    scores = {language: sum(word in cues.split() for word in words) for language, cues in known.items()}
    best = max(scores.values())
    found = [language for language, score in scores.items() if score == best]
    return found[0] if best and len(found) == 1 else ""


def status_named(text: str) -> str:
    """The state that words stand for, in the records' usual word, or nothing."""
    for status, expression in cast("dict[str, str]", _cues()["status"]).items():
        if re.search(rf"(?<!\w)(?:{expression})(?!\w)", text, re.IGNORECASE):
            return status
    return ""
