"""Which language a text is in, by its commonest words."""

import re
from collections import Counter

_WORDS = {
    "en": "the and of to is in for with that be are on this from by it not or as when if must",
    "de": "der die das und ist nicht mit den von zu ein eine auf für werden wird bei dem sich im oder muss wenn",
    "da": "og er af til på det ikke med en den der at som fra skal kan ved eller hvis før være har",
    "es": "el la de que y los las en un una con por para del no se es al como debe antes si",
    "pt": "o a de que e os as em um uma com por para do da não se é ao como deve antes dos das no na",
    "fr": "le la les de et des est en un une dans pour avec que du sur ne pas au par être si ou",
    "nl": "de het een en van is niet met op te voor zijn dat die in aan bij wordt moet als",
    "sv": "och är att det på för inte med som den av till ska kan vid om eller en ett från",
    "no": "og er av til på det ikke med en den som fra skal kan ved eller hvis før være å",
    "it": "il la di che e un una per con non è del della si le in i da al deve prima",
}  # fmt: skip
_SETS = {code: frozenset(words.split()) for code, words in _WORDS.items()}
_LEAST = 8


def language_of(text: str) -> str:
    """A two-letter code, or "" where too few known words occur."""
    counts: Counter[str] = Counter()
    words = Counter(re.findall(r"[^\W\d_]+", text.lower()))
    for code, known in _SETS.items():
        counts[code] = sum(count for word, count in words.items() if word in known)
    (code, best), *_ = counts.most_common(1)
    return code if best >= _LEAST else ""
