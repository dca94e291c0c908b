"""Words in whose place the source has another, and how much of a sentence stands in one clause."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from evals.contradiction.text.source import Source
from evals.contradiction.text.tokens import Reading, Token
from evals.contradiction.turned.placing import has, whole_of

ALIGNED = 0.5
"""The least share of a sentence, by weight, that stands in the same sequence in a place that its words are compared with."""


def exchanged_words(said: Reading, source: Source) -> list[tuple[Token, Token]]:
    """The words of a sentence in whose place, between the same words, its best place has another: (said, source's)."""
    own = [t.key for t in said.tokens]
    whole = whole_of(said.tokens, source)
    best: list[tuple[Token, Token]] = []
    most = ALIGNED * whole
    for region in source.regions:
        if region.part:
            continue
        match = SequenceMatcher(None, own, [t.key for t in region.tokens], autojunk=False)
        blocks = match.get_matching_blocks()
        score = sum(source.weight(key) for b in blocks for key in own[b.a : b.a + b.size])
        if score <= most:
            continue
        most = score
        best = [
            (said.tokens[i1], region.tokens[j1])
            for kind, i1, i2, j1, j2 in match.get_opcodes()
            if kind == "replace"
            and i2 - i1 == j2 - j1 == 1
            and said.tokens[i1].kind == region.tokens[j1].kind == "word"
            and _more(said.tokens[i1].key, said.tokens, region.tokens)
            and _more(region.tokens[j1].key, region.tokens, said.tokens)
        ]
    return best


def _more(key: str, these: Sequence[Token], others: Sequence[Token]) -> bool:
    return sum(t.key == key for t in these) > sum(t.key == key for t in others)


def in_one_clause(said: Reading, source: Source) -> float:
    """The share of its tokens, by weight, that one clause of the source has, with what frames it; 1 in another language.

    A cell or field has no verbs: of it, only what stands somewhere in the source is asked.
    """
    if said.language != source.language:
        return 1.0
    cells = [token for token in said.tokens if source.has(token)]
    shares = [
        has(asked, region, source) / whole
        for region in source.regions
        if region.part
        for asked in [said.tokens if region.told else cells]
        if (whole := whole_of(asked, source))
    ]
    return max(shares, default=0.0)
