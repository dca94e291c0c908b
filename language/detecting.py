"""Which language a text is in: letter sequences (py3langid), and the words of our vocabularies where those do not tell."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from language.folding import words
from language.vocabulary import all_languages, vocabulary

LONGEST = 2_000
"""Characters that are looked at."""
WORD = 8.0
"""What a stop word of a language counts beside the log likelihood of the letters."""
DEFAULT = 5.0
"""What the expected language is ahead: a word or two that many languages write alike are no proof of another one."""
STRANGER = 4.0
"""What a language without a vocabulary is behind."""
LIKE_DANISH = 3.0
"""What Norwegian is behind: most of its short questions are Danish ones, letter for letter."""
_OTHERS = "ar bg cs el et fa fi he hr hu id ja ko lt lv pl ro ru sk sl sr th tr uk vi zh".split()
"""Languages without a vocabulary that must not be taken for one that has one."""
_OTHER_SCRIPTS = frozenset("ar bg el fa he hi ja ko ru sr th uk zh".split())
_NOT_LATIN = re.compile(r"[\u0370-\u1dff\u3040-\u9fff\uac00-\ud7af]{2}")
"""Two letters of another script: technical words in Latin letters stand in the midst of it."""
_SHORT = re.compile(r"[a-z]{1,6}", re.IGNORECASE)
_CODE = re.compile(r"\S*\d\S*|\b[^\W\d_]*[A-Z]{2,}[^\W\d_]*\b|[\w.+-]+@\S+|\w+://\S+")
_NAME = re.compile(
    r"(?<=\w )(?:[A-ZÀ-ÖØ-Þ](?:\.|[^\W\d_]+)\s+)+(?:(?:de|van|der|von|da|dos|el|la)\s+)*[A-ZÀ-ÖØ-Þ][^\W\d_]+"
)
"""Two words or more with a capital in mid-sentence: a person or a place, whose language is nobody's ("did Hans Meyer close it?")."""
_LETTERS = re.compile(r"[^\W\d_]{2}|[\u0900-\u0dff\u3040-\u9fff\uac00-\ud7af]")


@lru_cache(4_096)
def detect(text: str, default: str = "en") -> str:
    """The ISO 639-1 code of the language; `default` where the text has no words but codes, numbers and units."""
    prose = _CODE.sub(" ", text[:LONGEST]).strip()
    if not _LETTERS.search(prose):
        prose = "" if re.search(r"\d", text) else text[:LONGEST].lower()
        if not _LETTERS.search(prose):
            return default
    if _SHORT.fullmatch(prose):
        return default
    scores: dict[str, float] = dict(_letters().rank(prose.encode("utf-8", "replace").decode("utf-8")))
    scores["no"] = max(scores["no"], scores.pop("nn")) - LIKE_DANISH
    is_latin = not _NOT_LATIN.search(prose)
    scores = {code: score for code, score in scores.items() if (code not in _OTHER_SCRIPTS) == is_latin}
    for language in scores.keys() - all_languages():
        scores[language] -= STRANGER
    known = _known_words()
    for word in set(words(prose)):
        for language in known.get(word, ()):
            if language in scores:
                scores[language] += WORD
    if default in scores:
        scores[default] += DEFAULT
    return max(scores, key=lambda code: scores[code])


def without_names(text: str) -> str:
    """A question without the names of persons and places in mid-sentence; heads of tables, and languages that write every noun with a capital, would lose what they are told by."""
    return _NAME.sub(" ", text)


@cache
def _letters() -> Any:
    """The identifier for our languages and their neighbours; loaded when first asked, 0.5 s and 40 MB."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    identifier: Any = LanguageIdentifier.from_model_file(MODEL_FILE)
    wanted = {*all_languages(), *_OTHERS, "nn"}
    identifier.set_languages(sorted(wanted & set(identifier.labels)))
    return identifier


@cache
def _known_words() -> Mapping[str, tuple[str, ...]]:
    """A stop word to the languages that have it."""
    found: dict[str, list[str]] = {}
    for language in all_languages():
        for word in vocabulary(language).stop_words:
            found.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in found.items()}
