"""Number words as digits: by text2num where it knows the language, else by the words of the vocabulary."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from language.detecting import detect
from language.folding import INDIC, fold
from language.measuring.unit_names import unit_at
from language.vocabulary import vocabulary

_TEXT2NUM = frozenset("da de en es fr it nl pt".split())
_TOKEN = re.compile(rf"(?:[^\W\d_]|[{INDIC}])+|\d+|[^\w\s]|\n")
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")
_NEW = "neuf"
"""French: nine where a word follows ("neuf boulons"), new elsewhere ("un filtre neuf", "boulons neufs")."""
_HALF = 0.5
_SAID = "\u2060"
"""Marks a half that was said in a word."""
_LETTERS = frozenset("o")
"""English: the figure 0 in a spelled telephone number, a letter in "O-ring"."""
_HUNDRED, _PLURALS = 100, ("s", "es")
LONGEST = 20_000
"""Characters in which number words are looked for."""


class _Found(NamedTuple):
    start: int
    end: int
    value: float


@dataclass(frozen=True)
class _Token:
    """A word as text2num wants it."""

    written: str

    def text(self) -> str:
        return self.written

    def nt_separated(self, previous: "_Token") -> bool:
        return "\n" in {self.written, previous.written}

    def not_a_number_part(self) -> bool:
        return False


def digits(text: str, language: str = "") -> str:
    """The text with its number words and foreign digits in ASCII digits; "one" and "half" only before a unit.

    Args:
        text: Any text; behind its first 20,000 characters number words stay.
        language: Whose number words; "" for the language that the text is in.
    """
    text = text if text.isascii() else _FOREIGN_DIGIT.sub(lambda digit: fold(digit.group()), text)
    head = text[:LONGEST]
    language = language or detect(head)
    tokens = [match for match in _TOKEN.finditer(head) if not match.group().isspace() or match.group() == "\n"]
    parts: list[str] = []
    place = 0
    for found in sorted([*_counted(tokens, language), *_known(tokens, language)]):
        end = found.end
        if 0 < found.value <= 1:
            end = _measured_from(text, end, language)
        if found.start >= place and end:
            written = f"{found.value:.10g}" if found.value % 1 else str(int(found.value))
            parts += [text[place : found.start], written, _SAID if found.value == _HALF else ""]
            place = end
    return _half(language).sub(r"\1.5", "".join([*parts, text[place:]])).replace(_SAID, "")


def _counted(tokens: list[re.Match[str]], language: str) -> Iterator[_Found]:
    """Cardinal numbers that text2num finds."""
    if language not in _TEXT2NUM:
        return
    import text_to_num  # noqa: PLC0415

    library: Any = text_to_num
    for found in library.find_numbers([_Token(_whole(token.group())) for token in tokens], language, 0.0):
        first = tokens[int(found.start)]
        last = tokens[int(found.end) - 1]
        following = tokens[int(found.end)].group() if int(found.end) < len(tokens) else ""
        word = last.group().lower()
        counts = following.isalpha() and fold(following) not in vocabulary(language).stop_words
        if language == "fr" and word.startswith(_NEW) and (word != _NEW or not counts):
            continue
        before = tokens[int(found.start) - 2] if found.start > 1 else None
        if before and unit_at(before.string, before.end())[1] >= last.end():
            continue  # "5 por ciento"
        if word in _LETTERS or (first is last and _is_vague(word, found.value, language)):
            continue
        if not found.is_ordinal and not first.group().isdecimal() and first.group().isalpha():
            yield _Found(first.start(), last.end(), found.value)


def _is_vague(word: str, value: float, language: str) -> bool:
    """Whether it is the plural of a hundred, a thousand and so on: "hundreds of hours" is no number."""
    import text_to_num  # noqa: PLC0415

    library: Any = text_to_num
    is_round = value >= _HUNDRED and f"{value:.0f}".strip("0") == "1"
    ones = [word.removesuffix(end) for end in _PLURALS if is_round and word.endswith(end)]
    return any(found.value == value for one in ones for found in library.find_numbers([_Token(one)], language, 0.0))


def _whole(word: str) -> str:
    """Half a surrogate pair makes text2num panic."""
    return word if word.isascii() else word.encode("utf-8", "replace").decode("utf-8")


def _known(tokens: list[re.Match[str]], language: str) -> Iterator[_Found]:
    """Runs of the vocabulary's own number words, also joined in one word ("tjugofem")."""
    known, joining = vocabulary(language).numbers, vocabulary(language).dates.joining
    run: list[float] = []
    start = end = 0
    for token in tokens if known else ():
        values = _values(fold(token.group()), language) if token.group()[0].isalpha() else ()
        if values:
            start, end = (start if run else token.start()), token.end()
            run = [*values] if run == [1] and values[0] < 1 else [*run, *values]  # "en halv" is no one and a half
        elif run and not (run[-1] >= 100 and fold(token.group()) in joining):
            yield _Found(start, end, _sum(run))
            run = []
    if run:
        yield _Found(start, end, _sum(run))


def _values(word: str, language: str) -> tuple[float, ...]:
    """The numbers that a word is put together from; none where another word is in it."""
    known = _by_length(language)
    if language in _TEXT2NUM:
        return (known[word],) if word in known else ()
    values: list[float] = []
    while word:
        part = next((one for one in known if word.startswith(one)), "")
        if not part:
            return ()
        values.append(known[part])
        word = word[len(part) :]
    return tuple(values)


@cache
def _by_length(language: str) -> Mapping[str, float]:
    known = vocabulary(language).numbers
    return {word: float(known[word]) for word in sorted(known, key=lambda word: (-len(word), word))}


def _sum(values: list[float]) -> float:
    """Two, hundred, five: 205."""
    total = part = 0.0
    for value in values:
        if value >= 1000:
            total, part = total + max(part, 1) * value, 0.0
        elif value >= 100:
            part = max(part, 1) * value
        else:
            part += value
    return total + part


def _measured_from(text: str, end: int, language: str) -> int:
    """Where the number before a unit ends, an article left out ("half a metre"); 0 where no unit follows ("put one in")."""
    article = _article(language).match(text, end)
    end = article.end() if article else end
    unit, behind = unit_at(text, end)
    return end if unit and fold(text[end:behind].strip()) not in vocabulary(language).stop_words else 0


@cache
def _article(language: str) -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{'|'.join(map(re.escape, vocabulary(language).articles))})(?=\s)", re.IGNORECASE)


@cache
def _half(language: str) -> re.Pattern[str]:
    """What "2 and a half" is written as where its number is in digits; "2 and 0.5 h" are two values."""
    held = vocabulary(language)
    halves = sorted((re.escape(word) for word, value in held.numbers.items() if value == _HALF), key=len, reverse=True)
    joining = "|".join(map(re.escape, held.dates.joining))
    if not halves or not joining:
        return re.compile(r"(?!)")
    return re.compile(
        rf"(?<![\w.,])(\d{{1,9}})\s+(?:{joining})(?:{_article(language).pattern})?\s+(?:0\.5{_SAID}|{'|'.join(halves)})(?!\w)",
        re.IGNORECASE,
    )
