"""Which language a question is in, and the few fixed phrases that an answer needs."""

import re
from functools import cache
from pathlib import Path
from typing import cast

import yaml

_STOP_WORDS: dict[str, frozenset[str]] = {
    "en": frozenset(
        "the is are me a an you tell what how do does i we of to for in on and it my have which when where can with this why".split()
    ),
    "da": frozenset(
        "hvad hvordan er det den der jeg vi på og til af en et med har ikke hvilken hvor skal kan når hvorfor".split()
    ),
    "de": frozenset(
        "was wie ist das der die den ich wir auf und zu für ein eine mit haben nicht welche wo muss kann bei wann".split()
    ),
    "es": frozenset(
        "qué que cómo es el la los las un una de en y con para cuál cuánto dónde hay tengo se por del cuando".split()
    ),
    "pt": frozenset(
        "que como é o a os as um uma de em e com para qual quanto onde há tenho se por do da não quando são".split()
    ),
    "fr": frozenset(
        "que comment est le la les un une de dans et avec pour quel quelle où il je nous pas du des quand".split()
    ),
}


def detect(text: str) -> str:
    """The language of `text` by its stop words, letters as the tie-break; English where nothing tells."""
    if re.search(r"[\u0900-\u097F]", text):
        return "hi"
    words = re.findall(r"[^\W\d_]+", re.sub(r"\S*\d\S*", " ", text.casefold()))
    if not words:
        return "en"
    score = {lang: float(sum(word in stops for word in words)) for lang, stops in _STOP_WORDS.items()}
    score["da"] += 1.5 * len(re.findall(r"[æøå]", text.casefold()))
    score["de"] += 1.5 * len(re.findall(r"[äß]", text.casefold())) + 0.5 * len(re.findall(r"[öü]", text.casefold()))
    score["es"] += 1.5 * len(re.findall(r"[ñ¿¡]", text.casefold()))
    score["pt"] += 1.5 * len(re.findall(r"[ãõç]", text.casefold()))
    best = max(score.values())
    return "en" if score["en"] >= best else max(score, key=lambda lang: score[lang])


@cache
def _phrases() -> dict[str, dict[str, str]]:
    text = (Path(__file__).parent / "phrases.yaml").read_text(encoding="utf-8")
    return cast("dict[str, dict[str, str]]", yaml.safe_load(text))


def phrase(name: str, language: str, **values: object) -> str:
    """A fixed phrase in the reader's language, English where there is none."""
    variants = _phrases()[name]
    return variants.get(language, variants["en"]).format(**values)
