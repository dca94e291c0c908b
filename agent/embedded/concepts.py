"""What a question is about: its content words as stems, with their plain and English meanings and near spellings."""

import re
from collections.abc import Sequence
from functools import lru_cache

from agent.numerals import NUMBER, unit_of
from agent.units import MEASURED_IN, UNITS
from stores.passages import glossary
from stores.passages.languages import language_of
from stores.passages.text import fold, stem

_CHATTY = frozenset(
    "tell show give want need know say says said mean means meaning find please pls new guy somebody someone something anything thing things way kind sort right "
    "good bad many much often also just like still really exactly actually book manual document here there now get got goes going put take use used using make made let "
    "long far happens happen work works step steps order".split()
)
_WORD = re.compile(r"\.?\d+(?:[.,]\d+)*(?:/\d+)?|[^\W\d_]+")
_TOKEN = re.compile(r"\.?\d+(?:[.,]\d+)*(?:/\d+)?|[^\W\d_]+(?:[/'][^\W\d_]+)?")
_PARTS = re.compile(
    r"[?;:]|,\s|(?<=[^\W\d_]{3})\.\s|\b(?:and|then|und|dann|og|så|y|luego|e)\b(?=\s+(?:what|how|which|where|when|why|do|does|is|are|to|can|may|if|was|wie|welche\w*|wo|wann|"
    r"hvad|hvor\w*|hvilke\w*|qué|cuál|cómo|dónde|que|qual|como|onde|haben|ist|sind|gibt|liegt|har|er|tenemos|hay|está|temos|há)\b)",
    re.IGNORECASE,
)
SHORTEST_PART = 3
SHORTEST_NAME = 4
OWN_SUBJECT, MAX_SUBJECTS = 3, 3


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    return stem(fold(word), "en")


@lru_cache(maxsize=20_000)
def stems(text: str) -> tuple[str, ...]:
    """Content words, stemmed; numbers stay as they are."""
    function = glossary.function_words()["en"]
    return tuple(_stem(word) for word in _WORD.findall(text.casefold()) if word not in function)


@lru_cache(maxsize=20_000)
def measured(text: str) -> frozenset[str]:
    """The stems of what the text's figures measure, by their units: "410 L" tells a volume, in litres."""
    units = {unit_of(match) for match in NUMBER.finditer(text)} - {""}
    quantities = (name for name, own in MEASURED_IN.items() if own & units)
    return frozenset(map(_stem, quantities)) | frozenset[str]().union(*(_unit_names().get(u, ()) for u in units))


@lru_cache(1)
def _unit_names() -> dict[str, frozenset[str]]:
    """The stems of a unit's written names ("litres", "Stunden")."""
    names: dict[str, set[str]] = {}
    for spelling, unit in UNITS.items():
        if len(spelling) >= SHORTEST_NAME and spelling.isalpha():
            names.setdefault(unit, set()).add(_stem(spelling))
    return {unit: frozenset(found) for unit, found in names.items()}


def concepts(question: str) -> list[frozenset[str]]:
    """What the question is about: for each content word its stem, and those of its plain or English meanings."""
    language = language_of(question)
    function = glossary.function_words()[language] | glossary.function_words()["en"]
    found: dict[str, frozenset[str]] = {}
    for word in (fold(part) for token in _TOKEN.findall(question) for part in _single(token)):
        if word in function or word in _CHATTY:
            continue
        plain = glossary.shorthand().get(word)
        meanings = glossary.translate(word, language) if language != "en" else (plain,) if plain else ()
        for at, forms in enumerate(_meant(meanings)):
            found.setdefault(f"{word} {at}", forms | {_stem(word)})
    return list(found.values())


def _single(token: str) -> list[str]:
    """One word ("A/C") or two ("warning/stop")."""
    known = "/" not in token or fold(token) in glossary.shorthand() or any(c.isdigit() for c in token)
    return [token] if known else token.split("/")


def _meant(meanings: Sequence[str]) -> list[frozenset[str]]:
    """The stems of a word's meanings; those of a compound ("brake pad") one after the other: each of them is asked for."""
    spelled = [stems(meaning) for meaning in meanings]
    several = [words for words in spelled if spelled and len(words) == len(spelled[0])]
    others = frozenset(word for words in spelled if len(words) != len(spelled[0]) for word in words)
    return [frozenset(words) | others for words in zip(*several, strict=True)] or [frozenset()]


def parts_of(question: str) -> list[str]:
    """The things that one question asks for ("how close, how hot, and then what?"); one part where it asks for one."""
    parts = [part.strip() for part in _PARTS.split(question) if part and part.strip()]
    return [part for part in parts if len(re.findall(r"\w+", part)) >= SHORTEST_PART]


def own_subjects(question: str) -> list[str]:
    """Parts of a question that have a subject of their own and want a search of their own; none where it asks one thing."""
    parts = [part for part in parts_of(question) if len(concepts(part)) >= OWN_SUBJECT]
    return parts[:MAX_SUBJECTS] if len(parts) > 1 else []


def near(forms: frozenset[str], pool: set[str]) -> frozenset[str]:
    """The pool's words that a word of the question means: itself, a compound half, or its right spelling."""
    held = forms & pool
    if held:
        return frozenset(held)
    found: set[str] = set()
    for form in forms:
        if len(form) >= 5 and form.isalpha():
            found |= {word for word in pool if _alike(form, word)}
    return frozenset(found)


@lru_cache(maxsize=100_000)
def _alike(a: str, b: str) -> bool:
    if abs(len(a) - len(b)) > 2 or a[0] != b[0] or not b.isalpha():
        return False
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    return OSA.distance(a, b, score_cutoff=2) <= (1 if len(a) < 8 else 2)
