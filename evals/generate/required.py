"""What an answer must hold: the figures of a text with their units, else its rarest words."""

import math
import re

from evals.generate.library import LibraryText
from language.measuring.unit_names import spellings
from language.words import is_stop
from stores.passages.wording.glossary import function_words
from stores.passages.wording.text import fold, stem, words

MOST_FIGURES = 3
SHORT_PHRASE = 4
A_HANDFUL = 4
VAGUE = frozenset(
    "already upon because back while always find through leave holding well another other found goes keep made make sure taken take begin begins several many much more less same such both each using used "
    "good done gets given give comes here there whole rather either else place case kind type following including first last next".split()
)
_LETTERS = re.compile(r"[^\W\d_]+")
_TOLERANCE = re.compile(r"\s*(?:±|\+/-)\s*[\d.,]+(?:\s*%)?")
UNITS = {written: unit for written, unit in spellings("en").items() if written not in {"in", '"', "''"}}
"""Spellings of units that stand for nothing else in a text."""
_SPELLINGS: dict[str, tuple[str, ...]] = {
    unit: tuple(sorted(spelling for spelling, known in UNITS.items() if known == unit)) for unit in set(UNITS.values())
}
_UNIT = "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True))
# "(2.4)", "OM-7 section 6.3": where to read on; "32-0414", "M30x2-10": names.
_REFERENCE = re.compile(r"\((?:see |siehe |se )?\d+(?:\.\d+)+\)|\b[A-Z]{2,}[\w-]* (?:section |chapter )?\d+(?:\.\d+)+")
_IDENTIFIER = re.compile(rf"(?<![\w.,])\w*\d\w*(?:-\w+)+(?!\w)(?!\s?(?:{_UNIT})(?!\w))", re.IGNORECASE)
_FIGURE = re.compile(
    rf"(?<![\w.,/-])(?P<number>\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}})+(?!\d)|\d+(?:[.,]\d+)*)(?P<range>\s*(?:to|bis|til|a|até|/|–|-)\s*(?=\d))?(?:\s?(?P<unit>{_UNIT})(?!\w))?(?![\w/]*[A-Za-z])",
    re.IGNORECASE,
)
Groups = tuple[tuple[str, ...], ...]


def required_of(text: str, library: LibraryText, language: str = "en", avoid: str = "") -> Groups:
    """Groups of alternatives that an answer saying `text` must hold.

    Args:
        text: a table cell, a sentence or the part of it that answers.
        library: for how rare each word is.
        language: of the text.
        avoid: words that the question holds.

    Returns:
        Figures with their unit where there are any (tolerances left out); a phrase of up to four words whole; else
        the two rarest words, each also as its stem.
    """
    figures = figures_of(text)
    if figures:
        return figures[:MOST_FIGURES]
    plain = " ".join(text.split()).strip(" .;:,")
    if 0 < len(plain.split()) <= SHORT_PHRASE:
        return ((plain,),) if not is_common(plain, library, language) else ()
    return rare_words(text, library, 2, avoid, language)


def figures_of(text: str) -> Groups:
    """Each figure as one group; a small whole number counts only with its unit."""
    found: list[tuple[str, ...]] = []
    inherited = ""
    bare = _IDENTIFIER.sub(" ", _REFERENCE.sub(" ", _TOLERANCE.sub("", text)))
    for match in reversed(list(_FIGURE.finditer(bare))):
        number, unit = match.group("number"), match.group("unit") or ""
        unit = unit or (inherited if match.group("range") else "")
        inherited = unit
        group = _group(number, unit)
        if group and group not in found:
            found.insert(0, group)
    return tuple(found)


def _group(number: str, unit: str) -> tuple[str, ...]:
    forms = [number] if len(re.sub(r"\D", "", number)) >= 2 or "." in number else []
    if unit:
        spelled = [unit, *_SPELLINGS[UNITS[unit.casefold()]]]
        forms += [form for name in dict.fromkeys(spelled) for form in (f"{number} {name}", f"{number}{name}")]
    if re.fullmatch(r"\d+,\d{1,2}", number):
        forms += [form.replace(",", ".", 1) for form in forms]
    # Where the bare number is enough, its longer forms say nothing more.
    return tuple(forms[:1] if forms and forms[0] == number and "," not in number else dict.fromkeys(forms))


def rare_words(text: str, library: LibraryText, most: int, avoid: str = "", language: str = "en") -> Groups:
    """The most telling words of a text, in its order, that do not stand in `avoid`."""
    english = language == "en"
    known = function_words()["en"] | VAGUE if english else function_words().get(language, frozenset[str]())
    held = {stem(word.surface, language) for word in words(avoid, language)}
    candidates: dict[str, str] = {}
    for written in _LETTERS.findall(text):
        folded = fold(written)
        stemmed = stem(folded, language)
        plain = folded in known or is_stop(folded, language) or (english and folded.endswith("ly"))
        if len(folded) > 3 and not plain and stemmed not in held:
            candidates.setdefault(written.casefold(), stemmed)
    chosen = sorted(candidates, key=lambda word: (_oddity(library.holders[candidates[word]]), -len(word)))[:most]
    return tuple(
        (word, candidates[word]) if word != candidates[word] and word.startswith(candidates[word]) else (word,)
        for word in candidates
        if word in chosen
    )


def _oddity(holders: int) -> float:
    """How far a word is from one that a handful of passages use: rare enough to tell, common enough to be a term."""
    return abs(math.log(max(holders, 1) / A_HANDFUL))


def is_common(phrase: str, library: LibraryText, language: str = "en") -> bool:
    """Whether every word of a phrase stands in more than a twentieth of the passages."""
    stems = [stem(word.surface, language) for word in words(phrase, language)]
    return all(library.rarity(one) < 0.95 for one in stems) if stems else True
