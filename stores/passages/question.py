"""Reading a question: which words of the library it means, how surely, and what to embed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from stores.passages import glossary
from stores.passages.image import Image
from stores.passages.spelling import guesses
from stores.passages.text import Word, fold, stem, words

_TOKEN = re.compile(r"\S+")
_EDGES = "?!.,;:()[]\"'¿¡“”„»«"
_NUMBER = re.compile(
    r"\b(how (many|much|hot|cold|close|near|far|tight|heavy|high|low|long|deep|often|big|large|thin|thick|wide|fast|old|strong)"
    r"|(what|which) (is the )?(size|temperature|pressure|value|wattage|voltage|current|resistance|torque|weight|speed|interval|clearance|level)"
    r"|maximum|minimum|most|least|number|limit|coolest|hottest|setting|torque)\b"
)
_AMOUNT = {
    "da": re.compile(
        r"\b(hvor (mange|meget|varm|hoj|høj|lang|ofte|stor|tung|taet|tæt)|hvilket moment|maks|hojst|mindst)"
    ),
    "de": re.compile(
        r"\b(wie ?(viel|viele|heiss|nah|hoch|lange|oft|gross|schwer|tief|fest|weit)|maximal|hochstens|mindestens)\b"
    ),
    "es": re.compile(r"\b(cuant[oa]s?|maxim[oa]|minim[oa]|cada cuanto|que (par|presion|temperatura))\b"),
    "pt": re.compile(r"\b(quant[oa]s?|maxim[oa]|minim[oa]|qual (o|a) (torque|pressao|temperatura))\b"),
    "hi": re.compile(r"कितन"),
}
_SURE = 0.9
_SHORT = 0.7


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


def language_of(query: str) -> str:
    """The language by function words, where another one clearly beats English; else English."""
    asked = [word.surface for word in words(query)]
    counts = {name: sum(word in known for word in asked) for name, known in glossary.function_words().items()}
    best = max(counts, key=lambda name: (counts[name], name == glossary.ENGLISH))
    if counts[best] > counts[glossary.ENGLISH]:
        return best
    return glossary.ENGLISH


def read(query: str, image: Image, languages: Sequence[str] = ()) -> Reading:
    """Understand a question against a library.

    Args:
        query: as typed.
        image: the library.
        languages: of the library's documents, for their stemmers.
    """
    language = language_of(query)
    foreign = language != glossary.ENGLISH
    stemmers = sorted({glossary.ENGLISH, language, *(name[:2].lower() for name in languages if name)})
    concepts: dict[str, Concept] = {}
    spoken: list[str] = []
    unknown = 0
    for found in _TOKEN.finditer(query):
        token = found.group().strip(_EDGES)
        meant = _meanings(token, language) if token else ()
        spoken.append(meant[0] if meant else _mended(found.group(), token, image))
        for word in words(token):
            if _is_function(word.surface, language):
                continue
            concept = _concept(word, meant, image, stemmers)
            unknown += not concept.terms
            concepts.setdefault(word.surface, concept)
    rewritten = " ".join(spoken)
    texts = (query,) if rewritten == query else (query, rewritten)
    wants_number = bool(_NUMBER.search(rewritten.lower()) or (foreign and _AMOUNT[language].search(fold(query))))
    return Reading(tuple(one for one in concepts.values() if one.terms), texts, language, unknown, wants_number)


def _is_function(surface: str, language: str) -> bool:
    known = glossary.function_words()
    return surface in known[language] or (language != "en" and len(surface) < 2 and surface.isalpha())


def _meanings(token: str, language: str) -> tuple[str, ...]:
    folded = fold(token)
    if language != glossary.ENGLISH:
        return glossary.translate(folded, language)
    plain = glossary.shorthand().get(folded.rstrip("."))
    return (plain,) if plain else ()


def _mended(written: str, token: str, image: Image) -> str:
    """The word as written, or the library's word for a misspelt one."""
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
    if not terms and not meant:
        for guess in guesses(word.surface, image):
            terms.setdefault(image.surfaces[guess.surface], guess.likeness * _SURE)
    return Concept(tuple(terms.items()), word.code)
