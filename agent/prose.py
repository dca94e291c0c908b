"""A model's own prose: markup that would act in a browser is taken out; names and words must come from the evidence."""

import re
from collections.abc import Sequence

from agent.language import detect
from agent.statement import stems
from agent.units import canonical
from agent.writing import normalise
from domain.answers import Evidence
from stores.passages import glossary
from stores.passages.text import fold

_IMAGE = re.compile(r"!\[[^\]]*\](?:\([^)]*\)?|\[[^\]]*\])")
_LINK = re.compile(r"\[([^\]]+)\]\(\s*[^)]*\)?")
_REFERENCE = re.compile(r"^\s*\[[^\]]+\]:\s*\S+.*$", re.MULTILINE)
# A placeholder ("<drum_width>") is no element of HTML, whose names have no underscore; "a < b" opens no tag.
_PLACEHOLDER = re.compile(r"<([A-Za-z]\w*_\w*)>")
# With white space behind its bracket only what is closed or would act counts as one.
_ACTING = r"(?:script|img|iframe|svg|object|embed|form|meta|link|style|body|video|audio|input|button|math)"
_TAG = re.compile(
    rf"</?[A-Za-z!?][^<>]*>?|<\s*/?\s*{_ACTING}\b[^<>]*>?|<\s*/?\s*[A-Za-z!?][^<>]*>|&(?:lt|#0*60|#x0*3c);?",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"(?:javascript|vbscript)\s*:\s*\S+|\bdata:\w+/\w+\S*|\bfile:/\S+", re.IGNORECASE)
_URL = re.compile(r"\b(?:[a-z][a-z0-9+.-]{1,15}:)?//[^\s<>()\"'`\]]+|\bwww\.[^\s<>()\"'`\]]+", re.IGNORECASE)
_INVISIBLE = re.compile(
    r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f\x00-\x08\x0b-\x1f\x7f]"
)
_NAME = re.compile(r"(?<![\w-])[^\W\d_][\w'-]*[^\W_](?![\w-])")
_CASED_NOUNS = {"de"}
LINK_LEFT_OUT = "(…)"


def plain(sentence: str) -> str:
    """A sentence without images, links, HTML and addresses; the words of a link stay."""
    text = _INVISIBLE.sub("", sentence.replace("\u3000", " "))
    text = _REFERENCE.sub("", _IMAGE.sub("", text))
    text = _LINK.sub(r"\1", text)
    text = _SCHEME.sub(LINK_LEFT_OUT, _TAG.sub(" ", _PLACEHOLDER.sub(r"\1", text)))
    return re.sub(r"(?<=\S)[ \t]{2,}", " ", _URL.sub(LINK_LEFT_OUT, text)).rstrip()


def meant(text: str) -> frozenset[str]:
    """The stems of a text, and for other languages those of the English words that they mean."""
    language = detect(text)
    found = stems(text)
    if language == glossary.ENGLISH:
        return found
    words = re.findall(r"[^\W\d_]{3,}", text)
    return found | stems(" ".join(english for word in words for english in _translated(word, language)))


def word_support(text: str, held: frozenset[str]) -> float:
    """The share of the content words of `text` that `held` has, translated where the text is not in English."""
    language = detect(text)
    words = [word for word in re.findall(r"[^\W\d_]{4,}", text) if not _function(word, language)]
    if not words:
        return 1.0
    known = [bool(stems(word) & held or stems(" ".join(_translated(word, language))) & held) for word in words]
    return sum(known) / len(words)


def names_not_held(text: str, sources: Sequence[Evidence], question: str) -> str:
    """The first name (written with a capital inside the sentence, or in capitals) that neither evidence nor question has."""
    held = " ".join(
        [question, *(f"{s.text} {s.title} {s.section} {' '.join(s.fields.values())} {s.table}" for s in sources)]
    )
    have = normalise(held).casefold()
    language = detect(text)
    for place, match in enumerate(_NAME.finditer(normalise(text))):
        word = match.group()
        inside = place > 0 and word[0].isupper() and language not in _CASED_NOUNS
        if any(c.isdigit() for c in word) or canonical(word):
            continue  # a hard fact, checked as one
        odd = (word.isupper() and len(word) > 1) or any(c.isupper() for c in word[1:])
        starts = re.search(r"[.:!?]\s*$", text[: match.start()]) is not None
        if (odd or (inside and not starts)) and word.casefold() not in have and not _translated(word, language):
            return word
    return ""


def _translated(word: str, language: str) -> tuple[str, ...]:
    return () if language == glossary.ENGLISH else tuple(glossary.translate(fold(word), language))


def _function(word: str, language: str) -> bool:
    return fold(word) in glossary.function_words().get(language, frozenset())
