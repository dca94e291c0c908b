"""Number words as digits: "two hundred and ten" -> "210", "zweihundertzehn" -> "210"."""

import re

from agent.language import detect

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: value for value, word in enumerate(_ONES.split())} | {
    word: value for value, word in zip(range(20, 100, 10), _TENS.split(), strict=True)
}
_LARGE = {"hundred": 100, "thousand": 1_000, "million": 1_000_000}
_ANY = "|".join(sorted([*_SMALL, *_LARGE], key=len, reverse=True))
_ENGLISH = re.compile(
    rf"\b(?:a\s+(?={'|'.join(_LARGE)}))?(?:{_ANY})(?:(?:\s+and\s+|\s*-\s*|\s+)(?:{_ANY}|point))*\b", re.I
)
_MEASURED = re.compile(
    r"^\s*(?:-|\b(?:volt|amp|bar|met|lit|min|hour|sec|day|week|month|year|inch|f[oe]et|turn|degree|percent|per cent|pass|time|kilo|milli)\w*)",
    re.I,
)
_FRACTION = re.compile(r"\b(?:(?:a|one)\s+)?(half|third of|quarter)\b", re.I)
_PARTS = re.compile(r"\b(\d+)[\s-]+(thirds|quarters|fifths|eighths|tenths)\b", re.I)
_PART_OF = {"thirds": 3, "quarters": 4, "fifths": 5, "eighths": 8, "tenths": 10}
_ORDINALS = {w: n for n, w in enumerate("third fourth fifth sixth seventh eighth ninth tenth".split(), start=3)}
_ORDINAL = re.compile(rf"\b(?:{'|'.join(_ORDINALS)})\b", re.I)
_GERMAN = {word: value for value, word in enumerate(
    "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn".split()
)}  # fmt: skip
_GERMAN_TENS = dict(
    zip("zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split(), range(20, 100, 10), strict=True)
)
_GERMAN_WORD = re.compile(r"\b[a-zäöüß]{3,}\b", re.I)
_OTHERS = {
    "da": "nul _ to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten tyve",
    "es": "cero _ dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte",
    "pt": "zero _ dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezasseis dezassete dezoito dezanove vinte",
    "fr": "zéro _ deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf vingt",
}
# Tens and hundreds stand alone here: their sums in words have to be held part by part.
_ROUND = {
    "da": {"tredive": 30, "fyrre": 40, "halvtreds": 50, "tres": 60, "halvfjerds": 70, "firs": 80, "halvfems": 90, "hundrede": 100, "tusind": 1000},
    "es": {"treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70, "ochenta": 80, "noventa": 90, "cien": 100, "ciento": 100, "doscientos": 200, "quinientos": 500, "mil": 1000},
    "pt": {"trinta": 30, "quarenta": 40, "cinquenta": 50, "sessenta": 60, "setenta": 70, "oitenta": 80, "noventa": 90, "cem": 100, "cento": 100, "duzentos": 200, "quinhentos": 500, "mil": 1000},
    "fr": {"trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "cent": 100, "mille": 1000},
}  # fmt: skip
_TABLES = {
    language: {w: n for n, w in enumerate(words.split()) if w != "_"} | _ROUND[language]
    for language, words in _OTHERS.items()
}
_ALL_WORDS = re.compile(
    rf"\b(?:{'|'.join(sorted({w for table in _TABLES.values() for w in table}, key=len, reverse=True))})\b", re.I
)


def digits(text: str) -> str:
    """The text with its number words in digits; "one" counts only before a measure."""
    out = _ENGLISH.sub(_english, text)
    out = _PARTS.sub(lambda m: f"{m.group(1)}/{_PART_OF[m.group(2).casefold()]}", out)
    out = _FRACTION.sub(lambda m: {"h": "1/2", "q": "1/4", "t": "1/3 of"}[m.group(1)[0].casefold()], out)
    out = re.sub(r"\btwice\b", "2 times", out, flags=re.I)
    out = re.sub(r"\bdozen\b", "12", out, flags=re.I)
    out = _ORDINAL.sub(lambda m: f"{_ORDINALS[m.group().casefold()]}th", out)
    out = _GERMAN_WORD.sub(_german, out)
    if not _ALL_WORDS.search(out):
        return out
    table = _TABLES.get(detect(text))
    return _ALL_WORDS.sub(lambda m: str(table.get(m.group().casefold(), m.group())), out) if table else out


def _english(match: re.Match[str]) -> str:
    written = match.group()
    words = [w for w in re.split(r"[\s-]+", written.casefold()) if w not in {"and", "a"}]
    if words == ["one"] and not _MEASURED.match(match.string[match.end() :]):
        return written
    whole, _, decimals = (part.strip() for part in " ".join(words).partition("point"))
    value = str(_value(whole.split())) if whole else "0"
    if decimals:
        value += "." + "".join(str(_SMALL[w]) for w in decimals.split() if w in _SMALL)
    return value


def _value(words: list[str]) -> int:
    total = part = 0
    for word in words:
        if word == "hundred":
            part = max(part, 1) * 100
        elif word in _LARGE:
            total, part = total + max(part, 1) * _LARGE[word], 0
        else:
            part += _SMALL[word]
    return total + part


def _german(match: re.Match[str]) -> str:
    word = match.group()
    value = _german_value(word.casefold())
    return word if value is None or word.casefold() in {"ein", "elf"} else str(value)


def _german_value(word: str) -> int | None:
    for part, size in (("tausend", 1_000), ("hundert", 100)):
        if part in word:
            before, after = word.split(part, 1)
            left = _german_value(before) if before else 1
            right = _german_value(after.removeprefix("und")) if after else 0
            return None if left is None or right is None else left * size + right
    if word in _GERMAN:
        return _GERMAN[word]
    if word in _GERMAN_TENS:
        return _GERMAN_TENS[word]
    ones, und, tens = word.partition("und")
    return _GERMAN[ones] + _GERMAN_TENS[tens] if und and ones in _GERMAN and tens in _GERMAN_TENS else None
