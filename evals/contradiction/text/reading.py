"""A text read as tokens; each with its clause, and values with the limit that they are."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from evals.contradiction.text.figures import Spans, blank, figures_of
from evals.contradiction.text.tokens import Limit, Reading, Token
from language.detecting import detect
from language.folding import fold
from language.number_words import digits
from language.vocabulary import Phrases, Vocabulary, phrases, vocabulary
from language.words import is_stop, stem

_LIMITS: dict[str, Limit] = {"least": ">=", "most": "<=", "more": ">", "less": "<"}


_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


_CLAUSE = re.compile(r"[.;:!?](?=\s|$)|\n|,(?=\s)|\s-\s")


_AMPERE = re.compile(r"(?<=\d)\s?A\b")


_TIMES = re.compile(r"(?<=\d)\s?[x×]\s?(?=\d)")


LABEL = re.compile(r"^\W*(?:\d{1,3}[.)]|[a-z]\))\s+")


@lru_cache(8_192)
def read(text: str, language: str = "") -> Reading:
    """The tokens of a text; one in a language without a vocabulary is read as an English one, values and names stay right."""
    language = language or detect(text)
    bare = _AMPERE.sub(" ampere", LABEL.sub("", re.sub(r"[*_`]+", "", text)))
    plain = _TIMES.sub(" x ", fold(digits(bare, language)))
    known = vocabulary(language)
    hard = figures_of(plain, language)
    spans = [(token.start, token.end) for token in hard]
    hidden = blank(plain, spans)
    limits = _limits(plain, known)
    cues = [(start, end) for start, end, _ in limits]
    hard = [replace(t, spelt=t.kind == "value" and not re.search(rf"(?<!\d){t.raw:g}(?!\d)", text)) for t in hard]
    hard = _limited(hard, plain, limits)
    breaks = _breaks(blank(plain, spans, "0"), known)

    def clause(place: int) -> int:
        return sum(one < place for one in breaks)

    def clauses(wanted: Phrases) -> list[int]:
        return [clause(m.start()) for m in phrases(wanted).finditer(hidden) if not _inside(m.span(), cues)]

    tokens = _counting(sorted([*hard, *_words(hidden, known, language, cues)], key=lambda token: token.start))
    negations = clauses(known.negations)
    order = sorted((m.start(), name) for name, wanted in known.order.items() for m in phrases(wanted).finditer(hidden))
    return Reading(
        plain,
        language,
        tuple(replace(token, clause=clause(token.start)) for token in tokens),
        negated=frozenset(one for one in negations if negations.count(one) % 2),
        needless=frozenset(clauses(known.permission["needless"])),
        order=tuple((name, place) for place, name in order),
    )


def _words(hidden: str, known: Vocabulary, language: str, cues: Spans) -> list[Token]:
    ordering = frozenset[str]().union(*known.order.values())
    sides = [
        (match.span(), (number, side))
        for number, both in enumerate(known.opposites.values())
        for side, one in enumerate(both)
        for match in phrases(one).finditer(hidden)
    ]
    found: list[Token] = []
    for match in _WORD.finditer(hidden):
        word = match.group()
        if len(word) == 1 or is_stop(word, language) or word in ordering or _inside(match.span(), cues):
            continue
        opposites = tuple(side for span, side in sides if _inside(match.span(), [span]))
        found.append(Token("word", stem(word, language), match.start(), match.end(), opposites=opposites))
    return found


def _counting(tokens: list[Token]) -> list[Token]:
    """Bare figures with the words beside them: what they count."""
    out: list[Token] = []
    for at, token in enumerate(tokens):
        beside = [*tokens[max(at - 1, 0) : at], *tokens[at + 1 : at + 3]]
        words = frozenset(t.key for t in beside if t.kind == "word")
        out.append(replace(token, counted=words) if token.kind == "value" and not token.dimension else token)
    return out


def _limits(text: str, known: Vocabulary) -> list[tuple[int, int, Limit]]:
    found: list[tuple[int, int, Limit]] = [
        (m.start(), m.end(), limit)
        for name, limit in _LIMITS.items()
        for m in phrases(known.limits[name]).finditer(text)
    ]
    return [one for one in found if not any(o[0] <= one[0] and one[1] <= o[1] and o[:2] != one[:2] for o in found)]


def _limited(hard: Sequence[Token], text: str, limits: Sequence[tuple[int, int, Limit]]) -> list[Token]:
    """Each limit goes to the value or name behind it with nothing but words between, else to the one before ("20° or less")."""
    ordered = sorted(hard, key=lambda token: token.start)
    given: dict[int, Limit] = {}
    for start, end, limit in limits:
        behind = next((t for t in ordered if t.start >= end), None)
        before = next((t for t in reversed(ordered) if t.end <= start), None)
        if behind and _only_words(text[end : behind.start].removeprefix(".")):
            given.setdefault(behind.start, limit)
        elif before and _only_words(text[before.end : start]):
            given.setdefault(before.start, limit)
    return [replace(token, limit=given.get(token.start, "")) for token in ordered]


def _only_words(text: str) -> bool:
    return not re.search(r"[\d.;:,]", text)


def _inside(span: tuple[int, int], spans: Spans) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def _breaks(text: str, known: Vocabulary) -> list[int]:
    """Where clauses end; the point of an abbreviation ends none."""
    found = [match.start() for match in _CLAUSE.finditer(text)]
    return [at for at in found if text[at] != "." or re.split(r"[\s(]", text[:at])[-1] not in known.abbreviations]
