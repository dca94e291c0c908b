"""Words that turn a statement round: negations, limits, order in time, opposites; compared by class, not by wording."""

import re

_CUES: dict[str, str] = {
    "not": r"not(?!-)|n't|cannot|never|no(?!\.\s?\d|\s\d|\.\d|-)|none|nor|neither|without|avoid|forbidden|prohibited|nicht|nie|niemals|kein\w*|ohne|verboten|ikke|aldrig|"
    r"ingen|intet|uden|forbudt|nunca|jamás|sin|ni|ninguna?|ningún|prohibido|não|jamais|sem|nem|nenhuma?|proibido|pas|sans|aucune?",
    "only": r"only|solely|exclusively|nur|ausschließlich|kun|udelukkende|sólo|solo|solamente|únicamente|só|somente|apenas|seulement|uniquement",
    "unless": r"unless|except|excluding|außer|es sei denn|ausgenommen|medmindre|undtagen|a menos que|salvo|excepto|exceto|sauf",
    "needless": r"(?:do|does|did)(?: not|n't) (?:have to|need(?: to)?)|need(?:s)? not|needn't|no(?:t any)? need|no \S+ (?:is|are) (?:needed|required|necessary)|(?:is|are|be)(?: not|n't) (?:needed|required|necessary)|unnecessary|needless|optional(?:ly)?|"
    r"nicht (?:nötig|notwendig|erforderlich)|unnötig|brauch\w* (?:\w+ ){0,3}(?:nicht|kein\w*)|ikke nødvendig\w*|unødvendig\w*|behøver (?:\w+ )?ikke|no (?:es|son) necesari[oa]s?|no hace falta|innecesari[oa]s?|não (?:é|são) (?:precis[oa]s?|necessári[oa]s?)|desnecessári[oa]s?",
    "least": r"at least|minimum|(?<!\d )min(?=\.?\s?\d)|not less than|no less than|>=|≥|mindestens|mindst|al menos|como mínimo|mínim[oa]|pelo menos|no mínimo|au moins",
    "most": r"at most|maximum|max|not more than|no more than|(?:not|never) exceed|<=|≤|höchstens|maximal|højst|maks\w*|como máximo|máxim[oa]|no máximo|au plus",
    "before": r"before|prior to|vor|bevor|før|antes|avant",
    "after": r"after|afterwards|nach|nachdem|danach|efter|derefter|después|tras|depois|após|après",
}
_PATTERNS = {
    name: re.compile(rf"(?<![\w])(?:{cues})(?![\w])|(?:{'n.t' if name == 'not' else '(?!)'})(?!\w)", re.IGNORECASE)
    for name, cues in _CUES.items()
}
_TURNING = ("not", "only", "unless", "needless")
_OPPOSITES = (
    ("clockwise", "counterclockwise", "anticlockwise", "counter-clockwise", "anti-clockwise"),
    ("open", "close", "shut"),
    ("tighten", "loosen", "slacken"),
    ("install", "remove"),
    ("connect", "disconnect"),
    ("increase", "decrease", "reduce"),
    ("raise", "lower"),
    ("left", "right"),
    ("upper", "lower"),
    ("inlet", "outlet"),
    ("dry", "lubricated"),
    ("energize", "deenergize", "de-energize", "energise", "de-energise"),
    ("switched on", "switched off"),
    ("switch on", "switch off"),
    ("turn on", "turn off"),
    ("positive", "negative"),
    ("start", "stop"),
    ("safe", "unsafe", "dangerous"),
    ("replace", "keep", "reuse"),
    ("in stock", "out of stock"),
    ("above", "below"),
    ("over", "under"),
    ("more than", "less than"),
    ("greater than", "smaller than", "less than"),
)  # fmt: skip


def turns(text: str) -> frozenset[str]:
    """Which of "not", "only", "unless", "needless" (not necessary: it takes a duty away, where "not" forbids) a text says."""
    clean = _limits_out(text)
    return frozenset(name for name in _TURNING if _PATTERNS[name].search(clean))


def limits(text: str) -> frozenset[str]:
    """Whether a text names a lower ("least") or an upper ("most") limit."""
    return frozenset(name for name in ("least", "most") if _PATTERNS[name].search(text))


def order(text: str) -> frozenset[str]:
    """Whether a text says "before" or "after"."""
    return frozenset(name for name in ("before", "after") if _PATTERNS[name].search(text))


def opposed(sentence: str, source: str) -> str:
    """A word of the sentence where the source only has its opposite; "" where there is none."""
    said, held = sentence.casefold(), source.casefold()
    for family in _OPPOSITES:
        for word in family:
            if _has(word, said) and not _has(word, held):
                others = [other for other in family if other != word and not _synonyms(word, other)]
                if any(_has(other, held) and not _has(other, said) for other in others):
                    return word
    return ""


def _synonyms(a: str, b: str) -> bool:
    plain = {
        a.replace("-", "").replace("anti", "counter").replace("ise", "ize"),
        b.replace("-", "").replace("anti", "counter").replace("ise", "ize"),
    }
    return len(plain) == 1 or plain in (
        {"close", "shut"},
        {"loosen", "slacken"},
        {"decrease", "reduce"},
        {"keep", "reuse"},
        {"unsafe", "dangerous"},
    )


def _has(word: str, text: str) -> bool:
    return (
        re.search(rf"(?<![\w-]){re.escape(word.removesuffix('e'))}(?:e|s|es|ed|d|ing|ened)?(?![\w-])", text) is not None
    )


def _limits_out(text: str) -> str:
    """Without what is a limit and no negation: "not more than 5"."""
    return re.sub(
        r"\b(?:not|no)\s+(?:more|less|fewer|later|earlier)\s+than\b|\bnot only\b", " ", text, flags=re.IGNORECASE
    )


def covering(text: str, start: int, end: int) -> str:
    """The part of a statement that governs `text[start:end]`: its clauses, and a negation that opens the statement."""
    left = max((text.rfind(mark, 0, start) for mark in (", ", "; ", ": ", " - ")), default=-1)
    rights = [place for mark in (", ", "; ", ": ", " - ") if (place := text.find(mark, end)) >= 0]
    part = text[left + 1 : min(rights, default=len(text))]
    opening = " ".join(text.split()[:2])
    return f"{opening} {part}" if left > 0 and turns(opening) else part
