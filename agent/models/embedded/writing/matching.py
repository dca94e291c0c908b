"""The words of a question as the evidence of its turn spells them, weighed by how few passages have them."""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from agent.models.embedded.writing.ranges import NUMBER, is_other_sign, lies_in, negatives, value_of
from domain.answers import Evidence
from language.identifiers import spelt
from language.opposites import counterparts
from language.vocabulary import vocabulary
from language.words import stem, words
from stores.passages.wording.glossary import shorthand

SHORTEST = 4
SPELT_OTHERWISE = 0.7
LEAST_WEIGHT = 0.15
_HYPHENED = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)+")


@lru_cache(32_768)
def terms(text: str, language: str) -> tuple[str, ...]:
    """The stems of a text's content words, in order; behind them, those of words with hyphens as they are written in one."""
    stop = vocabulary(language).stop_words
    plain = (_number(word) if word.isdigit() else stem(word, language) for word in words(text) if word not in stop)
    return (*plain, *(whole for whole, _ in _compounds(text, language)))


def _compounds(text: str, language: str) -> list[tuple[str, tuple[str, ...]]]:
    """The stem of each word with hyphens as it is written in one ("pre-charge": "precharge"), and those of its parts."""
    found = [words(one) for one in _HYPHENED.findall(text)]
    return [(stem("".join(parts), language), tuple(stem(part, language) for part in parts)) for parts in found]


def _asked(question: str, language: str, known: Collection[str]) -> tuple[str, ...]:
    """The question's terms; a word with hyphens is one or several as the evidence has it."""
    left: set[str] = set()
    for whole, parts in _compounds(question, language):
        left |= {part for part in parts if part not in known} if whole in known else {whole}
    return tuple(term for term in dict.fromkeys(terms(question, language)) if term not in left)


def _number(digits: str) -> str:
    """Without the zeros in front: fault 8 is fault 08."""
    return digits.lstrip("0") or "0"


class Words:
    """One question. A set of its terms is a bit mask: bit `i` is term `i`."""

    def __init__(self, question: str, evidence: Iterable[Evidence], language: str, written: str = "") -> None:
        self.language, self._question = language, question
        texts = [frozenset(terms(whole_text(item), language)) for item in evidence]
        spread = Counter(word for text in texts for word in text)
        self.terms = _asked(question, language, spread)
        abroad = _abroad(question, language, written or language)
        forms = [_forms(term, spread) or _translated(abroad.get(term, ()), spread) for term in self.terms]
        self._bits: dict[str, int] = {}
        for at, known in enumerate(forms):
            for form in known:
                self._bits[form] = self._bits.get(form, 0) | 1 << at
        self.weights = [_weight(known, spread, len(texts)) for known in forms]
        self._total = sum(self.weights) or 1.0
        self._rarest = math.log((len(texts) + 1) / 0.5)
        self.numbers = [(value_of(term), 1 << at) for at, term in enumerate(self.terms) if term.isdigit()]
        self._negative = negatives(question, language)

    def mask(self, text: str) -> int:
        """The terms that stand in a text."""
        found = 0
        for word in terms(text, self.language):
            found |= self._bits.get(word, 0)
        return found

    def coverage(self, mask: int) -> float:
        """The share of the question's weight that a set of terms has, 0 to 1."""
        return sum(weight for at, weight in enumerate(self.weights) if mask >> at & 1) / self._total

    def said(self, mask: int) -> float:
        """As `coverage`, where words that stand nowhere in the evidence count as its rarest: what is asked may be just that."""
        every = [weight or self._rarest for weight in self.weights]
        return sum(weight for at, weight in enumerate(every) if mask >> at & 1) / (sum(every) or 1.0)

    def in_cell(self, cell: str) -> int:
        """The terms of a cell, and of the numbers of the question those that lie in its range: "over 80 to 150" is not said of 80."""
        mask = self.mask(cell)
        for value, bit in self.numbers:
            inside = lies_in(value, cell, self.language)
            if inside is not None:
                mask = mask | bit if inside else mask & ~bit
            elif mask & bit and is_other_sign(value, cell, negative=value in self._negative):
                mask &= ~bit
        return mask

    def columns(self, names: Sequence[str], cells: Sequence[str]) -> list[int]:
        """The columns of a row to show: of those that are alike but for one word or number, what the question names.

        "AR 30" with "30 kW" and "AR 45" with "45 kW" are alike; "Fault code" with "51" and "Fault event" with words are not.
        """
        shown: list[int] = []
        for at, name in enumerate(names):
            beside = [names[place] for place in _alike_to(at, names, cells)]
            asked = any(self._is_said(name, one) for one in beside)
            if not at or asked or not any(self._is_said(one, name) for one in beside):
                shown.append(at)
        return shown

    @staticmethod
    def alike(names: Sequence[str], cells: Sequence[str]) -> list[list[int]]:
        """Groups of columns that are alike but for one word or number."""
        groups = [sorted([at, *_alike_to(at, names, cells)]) for at in range(len(names))]
        return [group for at, group in enumerate(groups) if len(group) > 1 and group not in groups[:at]]

    def _is_said(self, name: str, beside: str) -> bool:
        """Whether the question has the word that tells a column from the one beside it, or its name, which is a longer code."""
        told, other = words(name), words(beside)
        if len(told) != len(other):
            return spelt(name).search(self._question) is not None
        return any(self.mask(one) for one, two in zip(told, other, strict=True) if one != two)

    def rows(self, masks: Sequence[int]) -> list[float]:
        """For each row of a table: the share of the terms that tell it from the other rows."""
        counts = [sum(mask >> at & 1 for mask in masks) for at in range(len(self.terms))]
        telling = [math.log((len(masks) + 1) / (count + 0.5)) if count else 0.0 for count in counts]
        total = sum(telling) or 1.0
        return [sum(weight for at, weight in enumerate(telling) if mask >> at & 1) / total for mask in masks]


def _alike_to(at: int, names: Sequence[str], cells: Sequence[str]) -> list[int]:
    """The other columns whose names differ from this one's in a word, and whose cells in their figures only."""
    told, bare = words(names[at]), NUMBER.sub("", cells[at])
    return [
        place
        for place, name in enumerate(names)
        if place != at and NUMBER.sub("", cells[place]) == bare and differ_in_one(words(name), told)
    ]


def differ_in_one(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether they are the same but for one word, or for the digits of the only one ("AR30", "AR45"), or a letter behind ("AR30", "AR30L")."""
    short, long = sorted((one, other), key=len)
    if list(long[:-1]) == list(short) and len(long[-1]) == 1 and any(map(str.isdigit, short)):
        return True
    if len(one) != len(other) or sum(word != beside for word, beside in zip(one, other, strict=True)) != 1:
        return False
    return len(one) > 1 or NUMBER.sub("", one[0]) == NUMBER.sub("", other[0])


def whole_text(item: Evidence) -> str:
    """A passage with its heading, caption and the names of its columns."""
    header = " ".join(item.table[0]) if item.table else ""
    return f"{item.section or ''}\n{item.fields.get('caption', '')}\n{item.text}\n{header}"


def _forms(term: str, spread: Counter[str]) -> dict[str, float]:
    """The words of the evidence that a term may be: itself; else what it shortens or begins; else a slip of the keyboard."""
    if term in spread:
        return {term: 1.0}
    if len(term) < SHORTEST or any(letter.isdigit() for letter in term):
        return {}
    long = [word for word in spread if len(word) >= SHORTEST]
    begun = {word: SPELT_OTHERWISE for word in long if word.startswith(term) or term.startswith(word)}
    if begun or len(term) == SHORTEST:
        return begun
    return {
        word: SPELT_OTHERWISE
        for word in long
        if len(word) > SHORTEST and abs(len(word) - len(term)) <= 1 and OSA.distance(term, word, score_cutoff=1) <= 1
    }


def _abroad(question: str, language: str, written: str) -> dict[str, frozenset[str]]:
    """Term -> the stems of the words that the evidence's language has for it, where it is one with an opposite, or of an abbreviation in full."""
    told = {stem(word, language): counterparts(word, language, written) | _in_full(word) for word in words(question)}
    return {term: frozenset(stem(one, language) for one in found) for term, found in told.items()}


def _in_full(word: str) -> frozenset[str]:
    """The words that letters stand for ("ppe"); what shortens one word may be a word of its own ("bat")."""
    told = frozenset(words(shorthand().get(word, "")))
    return told if len(told) > 1 else frozenset()


def _translated(stems: Iterable[str], spread: Counter[str]) -> dict[str, float]:
    return {one: SPELT_OTHERWISE for one in stems if one in spread}


def _weight(forms: dict[str, float], spread: Counter[str], passages: int) -> float:
    if not forms:
        return 0.0
    commonest = max(spread[form] for form in forms)
    return max(math.log((passages + 1) / (commonest + 0.5)), LEAST_WEIGHT) * max(forms.values())
