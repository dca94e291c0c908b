"""Find records by words: a ranked index in memory that forgives a wrong letter."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from language.vocabulary import ENGLISH, vocabulary
from language.words import stem as stem_of_word
from stores.records.identifiers import words_of

COVERED = 1 / 4
"""The share of a question's weight that a record must hold to be found."""
ALIKE = 0.75
SHORTEST = 3
"""Letters of a stem that may be misspelt; at this length only by one letter too few."""
WORDLIKE = 5
"""Up to this length, another letter often makes another word."""
COMMONEST = 0.1
"""The least that a word counts, though every record holds it."""
MISSPELT = 0.7
"""What a misspelt or longer word counts, beside 1 for the word itself."""
STOP_WORDS = vocabulary(ENGLISH).stop_words | frozenset(
    "available cannot like many please so spare stock t used".split()
)
"""Function words, and those of every question about parts."""
_JOINED = re.compile(r"(?<![^\W_])[^\W_]++(?:[-./][^\W_]++)+")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The word's stem; numbers lose their leading zeros."""
    if word.isalpha():
        return stem_of_word(word)
    return word.lstrip("0") or "0"


def tokens(text: str) -> list[str]:
    """The stems that count; "29-1182" also gives "291182"."""
    found = [stem(word) for word in words_of(text) if word not in STOP_WORDS and (len(word) > 1 or word.isdecimal())]
    found.extend(stem("".join(words_of(joined))) for joined in _JOINED.findall(text))
    return found


@dataclass(frozen=True)
class Posting:
    """The records that hold a word and what it weighs in each (shape (n,), int32 and float32)."""

    records: NDArray[np.int32]
    weights: NDArray[np.float32]


class WordIndex:
    """Weights as in BM25 (Robertson and Zaragoza 2009, k1 = 1.2) over weighted fields, lengths not normalised."""

    def __init__(self, records: Iterable[tuple[str, Sequence[tuple[str, float]]]]) -> None:
        """`records`: (id, [(text of a field, weight of the field), ...]) in the order that ties keep."""
        self.ids: list[str] = []
        gathered: defaultdict[str, dict[int, float]] = defaultdict(dict)
        for number, (record_id, fields) in enumerate(records):
            self.ids.append(record_id)
            for text, weight in fields:
                for token in tokens(text):
                    held = gathered[token]
                    held[number] = held.get(number, 0.0) + weight
        self._postings = {token: _posting(held) for token, held in gathered.items()}
        self._vocabulary = [token for token in self._postings if token.isalpha()]

    def search(self, text: str, *, most: bool = False) -> list[str]:
        """Ids of the records that hold words of `text`, best first; with `most` only those that hold more than half of the words."""
        wanted = list(dict.fromkeys(tokens(text)))
        if not wanted or not self.ids:
            return []
        score = np.zeros(len(self.ids), np.float32)
        covered = np.zeros(len(self.ids), np.float32)
        words = np.zeros(len(self.ids), np.int32)
        total = 0.0
        for token in wanted:
            spellings = self._spellings(token)
            weight = min((self._rarity(spelling) for spelling in spellings), default=math.log(2 + len(self.ids)) / 4)
            total += weight
            best = np.zeros(len(self.ids), np.float32)
            certain = max(spellings.values(), default=0.0)
            for spelling, likeness in spellings.items():
                posting = self._postings[spelling]
                best[posting.records] = np.maximum(best[posting.records], likeness * posting.weights)
            score += weight * best
            covered += weight * certain * (best > 0)
            words += best > 0
        score *= covered / total
        found = np.flatnonzero(covered >= COVERED * total)
        if most:
            found = found[2 * words[found] > len(wanted)]
        return [self.ids[n] for n in found[np.argsort(-score[found], kind="stable")]]

    def _rarity(self, token: str) -> float:
        held = len(self._postings[token].records)
        return max(COMMONEST, math.log(1 + (len(self.ids) - held + 0.5) / (held + 0.5)))

    def _spellings(self, token: str) -> Mapping[str, float]:
        if token in self._postings:
            return {token: 1.0}
        if not token.isalpha() or len(token) < SHORTEST:
            return {}
        rivals = [word for word in self._vocabulary if word[0] == token[0]]
        longer = [word for word in rivals if word.startswith(token)][:10]
        alike = process.extract(
            token, rivals, scorer=OSA.normalized_similarity, processor=None, score_cutoff=ALIKE, limit=5
        )
        return dict.fromkeys([*longer, *(word for word, _, _ in alike if is_slip(token, word))], MISSPELT)


def is_slip(token: str, word: str) -> bool:
    """Whether it is a slip rather than another word: "stock" and "stack" are two words, "stcok" is a slip."""
    return len(token) > WORDLIKE or len(word) != len(token) or sorted(word) == sorted(token)


def _posting(held: Mapping[int, float]) -> Posting:
    counts = np.fromiter(held.values(), np.float32, len(held))
    weights = (counts * 2.2 / (counts + 1.2)).astype(np.float32)
    return Posting(np.fromiter(held.keys(), np.int32, len(held)), weights)
