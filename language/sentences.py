"""A text in sentences: abbreviations, initials, decimals and list numbers do not end one."""

import re
from functools import cache

from language.folding import fold
from language.measuring.unit_names import canonical
from language.vocabulary import all_languages, vocabulary

_END = re.compile(r"[.!?…。！？।॥]+[\"'”’»)\]]*(?:\s*\[\^?\d{1,3}\])*(?=\s|$|(?<=[。！？।॥]))|\n+")
_BEFORE = re.compile(r"[^\s(\[\"'„“«*_]*$")
_ASKS = re.compile(r"[?？؟]+[)\]\"'”’»*_]*(?:\s*\([^()]*\)\W?)?$")
_LIST_MARK = re.compile(r"(?:^|\n)[ \t]*[-*•]?[ \t]*\(?(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivxIVX]{1,4})$")
_MEASURED = re.compile(r"\d\s?([^\W\d_]{1,5}(?:\s[^\W\d_]{1,3})?)$")
_YEAR = re.compile(r"\b(?:19|20)\d{2}\s\w$")
_INITIAL = re.compile(r"\s*[^\W\d_]\.")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_NUMBER = re.compile(r"\d+$")
LONGEST_ABBREVIATION = 12


def sentences(text: str) -> list[str]:
    """The sentences and lines of a text, without the white space around them."""
    return [text[start:end] for start, end in sentence_spans(text)]


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Where each sentence or line starts and ends; citation markers behind a full stop belong to its sentence."""
    found: list[tuple[int, int]] = []
    start = 0
    for mark in _END.finditer(text):
        if mark.group()[0] == "." and not _ends(text, start, mark):
            continue
        found.append((start, mark.end()))
        start = mark.end()
    found.append((start, len(text)))
    return [trimmed for span in found if (trimmed := _trimmed(text, *span))]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    part = text[start:end]
    held = part.strip()
    if not held:
        return None
    begin = start + len(part) - len(part.lstrip())
    return begin, begin + len(held)


def _ends(text: str, start: int, mark: re.Match[str]) -> bool:
    """Whether a full stop ends the sentence that began at `start`."""
    if len(mark.group().rstrip()) > 1 and mark.group()[1] == ".":
        return _starts_upper(text, mark.end())  # an ellipsis
    before = text[max(start, mark.start() - 60) : mark.start()]
    if mark.start() - start < 12 and _LIST_MARK.search(text[start : mark.start()]):
        return False
    following = text[mark.end() :][:3].strip()
    if not following or text[mark.end()] == "\n":
        return True
    word = _word(before)
    measured = _MEASURED.search(before)
    if measured and canonical(measured[1]) and not _YEAR.search(before) and _starts_upper(text, mark.end()):
        return True  # "10 min." and "16 A." are values
    if len(word) == 1 and word.isalpha() and (word.isupper() or _INITIAL.match(text, mark.end())):
        return False  # "L. Holm", "z. B."
    if _INITIALS.fullmatch(word) and not _may_end(word):
        return False  # "the U.S. Navy", "z.B. Fett"
    if _is_abbreviation(before):
        return _may_end(word) and _starts_upper(text, mark.end())
    if _NUMBER.fullmatch(word) and _names_month(text, mark.end()):
        return False
    return not following[0].islower()


def _names_month(text: str, place: int) -> bool:
    following = re.match(r"\s*([^\W\d_]+)", text[place : place + 40])
    return following is not None and fold(following.group(1)) in _months()


def _word(before: str) -> str:
    found = _BEFORE.search(before)
    return found.group() if found else ""


def _starts_upper(text: str, place: int) -> bool:
    following = text[place : place + 40].lstrip(" \t\"'(„“«[")
    return bool(following) and (following[0].isupper() or not following[0].isalnum())


def _may_end(word: str) -> bool:
    """Whether an abbreviation may also end a sentence ("etc.", "usw.")."""
    return fold(word).strip(".") in _ending()


def _is_abbreviation(before: str) -> bool:
    words = fold(before[-3 * LONGEST_ABBREVIATION :]).split()
    tails = (" ".join(words[-n:]).lstrip("([\"'") for n in (1, 2))
    known = _abbreviations()
    return any(tail in known for tail in tails)


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset[str]().union(*(vocabulary(language).abbreviations for language in all_languages()))


@cache
def _ending() -> frozenset[str]:
    return frozenset[str]().union(*(vocabulary(language).ending for language in all_languages()))


@cache
def _months() -> frozenset[str]:
    return frozenset(name for language in all_languages() for name in vocabulary(language).months)


def ends_in_question(text: str) -> bool:
    """Whether the last sentence of a text asks; brackets behind it aside ("... the resistance? (See table 2.)")."""
    return _ASKS.search(text.rstrip()) is not None
