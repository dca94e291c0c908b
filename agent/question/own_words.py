"""The person's own words for a title or a note, and the number of things they speak of."""

import re

from agent.question import nouns
from agent.question.header import Header
from language.numbers import digits, numbers
from language.words import is_stop, words

QUOTED = re.compile(r"[\"“„«]([^\"”“»]+)[\"”“»]")
_PLACED = frozenset({"asset", "unknown_asset", "work_order", "unknown_work_order"})
_MARKS = " .,;:-–—"


def own_words(question: str, header: Header, noun: str) -> str:
    """What stands behind a colon or in quotes, as it is written; else what is left of the sentence behind `noun`, or before it."""
    head, _, behind = question.partition(":")
    if behind.strip():
        return behind.strip()
    if quoted := QUOTED.search(question):
        return quoted[1].strip()
    return _bare(_left(head, header, noun), header)


def quantity(question: str, header: Header) -> float:
    """The number beside the names; one where none is said."""
    for one in header.named:
        question = question.replace(one.said, " ; ") if one.said else question
    found = numbers(digits(question, header.language))
    return float(found[0].value) if found else 1.0


def _left(text: str, header: Header, noun: str) -> str:
    """What follows the noun of what is changed, or the order's number; what stands before, where nothing does."""
    ends = [end for _, end in _noun_spans(text, header.language, noun)]
    ends += [one.at + len(one.said) for one in header.named if one.kind.endswith("work_order") and one.at >= 0]
    rest = text[max(ends) :] if ends else text
    if not ends or len(words(_bare(rest, header))) > 1:
        return rest
    clauses = re.split(r"[,;.]\s", text[: max(ends)])
    return max((one for one in clauses if not _noun_spans(one, header.language, noun)), key=len, default="")


def _noun_spans(text: str, language: str, noun: str) -> list[tuple[int, int]]:
    """Where the noun stands in the text, as one word or several."""
    tokens = list(re.finditer(r"[^\W_]+", text))
    runs = (tokens[at : at + size] for size in (3, 2, 1) for at in range(len(tokens) - size + 1))
    spans = ((run[0].start(), run[-1].end()) for run in runs)
    return [(start, end) for start, end in spans if noun in nouns.named_by(tuple(words(text[start:end])), language)]


def _bare(text: str, header: Header) -> str:
    """Without the machine and the order named, the words of grammar before them, and those at the beginning."""
    for one in header.named:
        if one.kind in _PLACED and one.said in text:
            before, _, after = text.partition(one.said)
            text = f"{_without_grammar_at_end(before, header.language)} {after.lstrip()}"
    kept = text.strip(_MARKS)
    while kept:
        first, _, rest = kept.partition(" ")
        if not rest or not is_stop(first, header.language):
            break
        kept = rest.lstrip(_MARKS)
    return " ".join(kept.split()).strip(_MARKS)


def _without_grammar_at_end(text: str, language: str) -> str:
    kept = text.rstrip()
    while kept and (told := re.search(r"[^\W\d_]+$", kept)) and is_stop(told.group(), language):
        kept = kept[: told.start()].rstrip()
    return kept
