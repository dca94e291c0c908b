"""Reading a question: which words of the library it means, how surely, and what to embed."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from language.detecting import detect
from language.opposites import counterparts
from language.vocabulary import says, vocabulary
from language.words import is_stop
from stores.passages.finding.spelling import guesses
from stores.passages.finding.words import Words
from stores.passages.wording import glossary
from stores.passages.wording.languages import language_of
from stores.passages.wording.text import Word, fold, stem, words

_EDGES = "?!.,;:()[]\"'¿¡“”„»«"
LONGEST = 3
"""Words of the longest term that is looked up as one."""
SPOKEN = 2
"""How many meanings of a word are embedded."""
_SURE = 0.9
_SHORT = 0.7


@dataclass(frozen=True)
class Concept:
    """One word of the question as terms of the library, each with how surely it is meant (0 to 1).

    `worth` is the rarity of the rarest.
    """

    terms: tuple[tuple[str, float], ...]
    worth: float


@dataclass(frozen=True)
class Reading:
    """A question as understood. `texts` are its wordings for an embedder that knows English only.

    `english`: the share of its subject words of which the English is known, 0 to 1; `understood`: 1 as well where it is asked in
    a language of the library.
    """

    query: str
    concepts: tuple[Concept, ...]
    texts: tuple[str, ...]
    language: str
    wants_number: bool
    english: float
    understood: float

    @property
    def terms(self) -> list[tuple[tuple[str, float], ...]]:
        """The terms of each concept."""
        return [concept.terms for concept in self.concepts]


def read(query: str, library: Words, languages: Collection[str] = ()) -> Reading:
    """Understand a question against a library.

    Args:
        query: as typed.
        library: its words.
        languages: of the library's documents, for their stemmers.
    """
    language = detect(query)
    spoken_there = language in {glossary.ENGLISH, *languages}
    stemmers = sorted({glossary.ENGLISH, language, *languages})
    pieces = [
        (piece, meant)
        for piece, meant in _pieces(query, language_of(query))
        if language == glossary.ENGLISH or meant or not _is_function(fold(piece.strip(_EDGES)), language)
    ]
    concepts: dict[str, Concept] = {}
    for piece, meant in pieces:
        for word in words(piece):
            if not _is_function(word.surface, language):
                found = _concept(word, meant, library, language, stemmers)
                guessed = found if found.terms or meant or not spoken_there else _guessed(word, library, stemmers)
                concepts.setdefault(word.surface, guessed)
    rewritten = " ".join(
        " ".join(meant[:SPOKEN]) if meant else _mended(piece, library) if spoken_there else piece
        for piece, meant in pieces
    )
    foreign = language != glossary.ENGLISH and rewritten
    known = sum(bool(meant) for _, meant in pieces) / max(1, len(pieces)) if foreign else 1.0
    asked = (rewritten, glossary.ENGLISH), (query, detect(query))
    return Reading(
        query=query,
        concepts=tuple(one for one in concepts.values() if one.terms),
        texts=(rewritten,) if foreign else tuple(dict.fromkeys(text for text in (query, rewritten) if text)),
        language=language,
        wants_number=any(says(text, vocabulary(spoken_in).amounts) for text, spoken_in in asked),
        english=known,
        understood=1.0 if spoken_there else known,
    )


@lru_cache(4_096)
def in_english(query: str, language: str = "") -> str:
    """The question with what the glossary knows in plain English, foreign function words dropped; for an embedder.

    Its own words tell the language where none is given.
    """
    language = language if language in {glossary.ENGLISH, *glossary.languages()} else language_of(query)
    pieces = _pieces(query, language)
    if language == glossary.ENGLISH:
        return " ".join(meant[0] if meant else piece for piece, meant in pieces)
    kept = (meant[0] if meant else piece for piece, meant in pieces if meant or not _is_function(fold(piece), language))
    return " ".join(kept)


def _pieces(query: str, language: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The query's words, or runs of them that mean something together, with what they mean."""
    written = query.split()
    bare = [token.strip(_EDGES) for token in written]
    at = 0
    while at < len(written):
        length, meant = _longest(bare[at : at + LONGEST], language)
        yield (" ".join(bare[at : at + length]) if meant else written[at]), meant
        at += length


def _longest(tokens: Sequence[str], language: str) -> tuple[int, tuple[str, ...]]:
    """How many of the first words are one term, and its meanings; one word and none where they are nothing known."""
    for length in range(len(tokens), 0, -1):
        if length > 1 or not _is_function(fold(tokens[0]), language):
            meant = _meanings(" ".join(tokens[:length]), language)
            if meant:
                return length, meant
    return 1, ()


def _is_function(surface: str, language: str) -> bool:
    if surface in glossary.function_words().get(language, ()) or is_stop(surface, language):
        return True
    return language != glossary.ENGLISH and len(surface) < 2 and surface.isalpha()


def _meanings(token: str, language: str) -> tuple[str, ...]:
    folded = fold(token)
    if language != glossary.ENGLISH:
        return glossary.translate(folded, language)
    plain = glossary.shorthand().get(folded.rstrip("."))
    return (plain,) if plain else ()


def _mended(written: str, library: Words) -> str:
    """The word as written, or the library's word for a misspelt one."""
    token = written.strip(_EDGES)
    folded = fold(token)
    if not folded.isalpha() or library.holds(stem(folded)):
        return written
    found = guesses(folded, library)
    return written.replace(token, found[0].surface) if found and found[0].likeness >= _SHORT else written


def _concept(word: Word, meant: Sequence[str], library: Words, spoken: str, stemmers: Sequence[str]) -> Concept:
    terms: dict[str, float] = {}
    for term in {word.term if word.code else stem(word.surface, language) for language in stemmers}:
        terms[term] = 1.0
    for other in (other for meaning in meant for other in words(meaning)):
        if not _is_function(other.surface, glossary.ENGLISH):
            terms.setdefault(other.term, _SURE)
    for language in stemmers:
        for one in counterparts(word.surface, spoken, language):
            terms.setdefault(stem(one, language), _SURE)
    return _of(terms, library)


def _guessed(word: Word, library: Words, stemmers: Sequence[str]) -> Concept:
    """What a word that the library lacks may have been meant for."""
    likely = guesses(word.surface, library)
    return _of({stem(one.surface, spoken): one.likeness * _SURE for one in likely for spoken in stemmers}, library)


def _of(terms: Mapping[str, float], library: Words) -> Concept:
    rarity = {term: library.rarity(term) for term in terms if library.holds(term)}
    return Concept(tuple((term, terms[term]) for term in rarity), max(rarity.values(), default=0.0))
