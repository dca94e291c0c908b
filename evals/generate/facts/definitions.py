"""Facts of definitions: "X is a ...", "... is called X"."""

import re
from collections.abc import Iterator

from evals.generate.facts.fact import Fact, pages_of
from evals.generate.library import LibraryText, Source, content_stems
from evals.generate.required import rare_words
from evals.generate.wording.sentences import lower_first, sentences
from stores.passages.wording.glossary import function_words
from stores.passages.wording.text import fold

LONGEST_TERM = 5
SHORTEST_SENSE = 6
IN_USE = 3
_IS = re.compile(
    r"^(?P<article>The |An? )?(?P<term>[A-Za-z][\w/ -]{2,45}?)(?: \([^)]*\))? (?:is|are|means) (?P<sense>(?:an?|the|defined as|any) .+)\.$"
)
_CALLED = re.compile(
    r"^(?P<sense>.{20,160}?) (?:is|are) (?:usually |often |commonly )?(?:called|known as|termed|referred to as) (?:an? |the )?(?P<term>[A-Za-z][\w -]{2,40})\.$"
)
_POINTS_BACK = re.compile(
    r"\b(?:above|previous\w*|discussed|up to this point|earlier|this|these|below|following)\b", re.IGNORECASE
)
_NO_TERM = re.compile(
    r"^(?:it|this|that|these|those|there|they|he|she|one|another|each|both|all|some|here|what|which|result|purpose|reason|following|first|second|third|"
    r"next|other|example|while|although|since|as|in|on|at|for|by|with|when|if|using|special feature|information|only|best|most|same|figure|table|note|use|important|advantage|disadvantage|problem|difference|cause)\b|\b(?:that|which|when|if|because|and|this|it|these|so|its|their)\b",
    re.IGNORECASE,
)


def definition_facts(library: LibraryText) -> Iterator[Fact]:
    """Every sentence that says what something is, or what it is called."""
    for source in library.sources:
        if source.language != "en" or source.passage.kind == "warning":
            continue
        for sentence in sentences(source):
            is_a, called = _IS.match(sentence), _CALLED.match(sentence)
            if (
                is_a
                and is_term(is_a["term"])
                and _defines(is_a, source, library)
                and len(is_a["sense"].split()) >= SHORTEST_SENSE
            ):
                required = rare_words(is_a["sense"], library, 2, is_a["term"])
                if len(required) == 2:
                    slots = {"term": term_in_text(is_a["term"])}
                    yield Fact("definition", "what", slots, required, source, pages_of(source, sentence), sentence)
            elif called and is_term(called["term"]) and not _POINTS_BACK.search(called["sense"]):
                slots = {"sense": lower_first(called["sense"].rstrip(" ,"))}
                required = ((called["term"],),)
                if not content_stems(called["term"]) <= content_stems(called["sense"]):
                    yield Fact("definition", "name", slots, required, source, pages_of(source, sentence), sentence)


def is_term(term: str) -> bool:
    """Whether words name a thing: few, and no pronoun or clause among them."""
    words = term.split()
    plain = not function_words()["en"] & {fold(word) for word in words}
    return 0 < len(words) <= LONGEST_TERM and plain and not _NO_TERM.search(term)


def _defines(match: re.Match[str], source: Source, library: LibraryText) -> bool:
    """Whether "X is a ..." explains X rather than tells of one X: "The X" must be emphasised or be the heading."""
    term = match["term"]
    if not in_use(term, library):
        return False
    return match["article"] != "The " or term.isupper() or content_stems(term) <= content_stems(source.section.title)


def in_use(term: str, library: LibraryText) -> bool:
    """Whether a term is written where it is defined and elsewhere too, every word of it."""
    return all(library.holders[one] >= IN_USE for one in content_stems(term))


def term_in_text(term: str) -> str:
    """A term as people write it: capitals for emphasis go, acronyms stay."""
    plain = " ".join(word.lower() if word.isupper() and len(word) > 4 else word for word in term.split())
    return lower_first(plain)
