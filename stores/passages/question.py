"""Reading a question: which words of the library it means, how surely, and what to embed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from language.detecting import detect
from language.vocabulary import says, vocabulary
from stores.passages import glossary
from stores.passages.image import Image
from stores.passages.languages import language_of
from stores.passages.spelling import guesses
from stores.passages.text import Word, fold, stem, words

_EDGES = "?!.,;:()[]\"'¿¡“”„»«"
LONGEST = 3
"""Words of the longest term that is looked up as one."""
SPOKEN = 2
"""How many meanings of a word are embedded."""
_SURE = 0.9
_SHORT = 0.7
_PART = 0.6


@dataclass(frozen=True)
class Concept:
    """One word of the question as terms of the library, each with how surely it is meant (0 to 1)."""

    terms: tuple[tuple[int, float], ...]
    code: bool = False


@dataclass(frozen=True)
class Reading:
    """A question as understood. `unknown` counts the subject words of which the library has no trace."""

    concepts: tuple[Concept, ...]
    texts: tuple[str, ...]
    language: str
    unknown: int
    wants_number: bool


def read(query: str, image: Image, languages: Sequence[str] = ()) -> Reading:
    """Understand a question against a library.

    Args:
        query: as typed.
        image: the library.
        languages: of the library's documents, for their stemmers.
    """
    language = language_of(query)
    foreign = language != glossary.ENGLISH
    stored = {name[:2].lower() for name in languages if name}
    stemmers = sorted({glossary.ENGLISH, language, *stored})
    concepts: dict[str, Concept] = {}
    spoken: list[str] = []
    unknown = 0
    for piece, meant in _pieces(query, language):
        if foreign and not meant and _is_function(fold(piece), language):
            continue
        spoken.append(" ".join(meant[:SPOKEN]) if meant else _mended(piece, image))
        for word in words(piece):
            if _is_function(word.surface, language):
                continue
            concept = _concept(word, meant, image, stemmers)
            unknown += not concept.terms
            concepts.setdefault(word.surface, concept)
    rewritten = " ".join(spoken)
    texts = tuple(dict.fromkeys(text for text in (query, rewritten) if text))
    if foreign and language not in stored and len(texts) > 1:
        texts = texts[1:]
    asked = (rewritten, glossary.ENGLISH), (query, detect(query))
    wants_number = any(says(text, vocabulary(spoken_in).amounts) for text, spoken_in in asked)
    return Reading(tuple(one for one in concepts.values() if one.terms), texts, language, unknown, wants_number)


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
    known = glossary.function_words()
    return surface in known[language] or (language != "en" and len(surface) < 2 and surface.isalpha())


def _meanings(token: str, language: str) -> tuple[str, ...]:
    folded = fold(token)
    if language != glossary.ENGLISH:
        return glossary.translate(folded, language)
    plain = glossary.shorthand().get(folded.rstrip("."))
    return (plain,) if plain else ()


def _mended(written: str, image: Image) -> str:
    """The word as written, or the library's word for a misspelt one."""
    token = written.strip(_EDGES)
    folded = fold(token)
    if not folded.isalpha() or folded in image.surfaces or stem(folded) in image.terms:
        return written
    found = guesses(folded, image)
    return written.replace(token, found[0].surface) if found and found[0].likeness >= _SHORT else written


def _concept(word: Word, meant: Sequence[str], image: Image, stemmers: Sequence[str]) -> Concept:
    terms: dict[int, float] = {}
    for language in stemmers:
        number = image.terms.get(word.term if word.code else stem(word.surface, language))
        if number is not None:
            terms[number] = 1.0
    for meaning in meant:
        for other in words(meaning):
            number = image.terms.get(other.term)
            if number is not None and not _is_function(other.surface, "en"):
                terms[number] = max(terms.get(number, 0.0), _SURE)
    for number, sure in _abroad(meant or (word.surface,), image, stemmers):
        terms.setdefault(number, sure)
    if not terms and not meant:
        for guess in guesses(word.surface, image):
            terms.setdefault(image.surfaces[guess.surface], guess.likeness * _SURE)
    return Concept(tuple(terms.items()), word.code)


def _abroad(english: Sequence[str], image: Image, languages: Sequence[str]) -> Iterator[tuple[int, float]]:
    """What English terms are called in the library's other languages, whole or as a part of a compound."""
    for language in languages:
        if language == glossary.ENGLISH:
            continue
        known = glossary.words_for(language)
        for other in (word for term in english for word in known.get(glossary.english_key(term), ())):
            number = image.terms.get(stem(other, language))
            if number is not None:
                yield number, _SURE
            if language in glossary.SPLITTING and len(other) >= glossary.COMPOUNDED:
                yield from ((term, _PART) for term in image.compounds(other))
