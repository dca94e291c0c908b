"""True sentences made wrong, a kind each: what a model that misreads would write."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from domain.answers import Evidence
from language.detecting import detect
from language.vocabulary import phrases, vocabulary
from language.words import fold

_VALUE = re.compile(
    r"(?<![\w-])\d+(?:[.,]\d+)?(?=\s?(?:Nm|mm|bar|mbar|°C|l\b|litres|h\b|hours|minut|rpm|kg|Stunden|V\b))"
)
_UNITS = {"Nm": "bar", "mm": "kg", "bar": "Nm", "mbar": "mm", "°C": "rpm"}
_MARKERS = re.compile(r"\s*(?:\[\d+\])+\.?$")


def digits(sentence: str, _: dict[int, Evidence]) -> Iterator[str]:
    """Another number: two digits change places, or one more is written."""
    for match in _VALUE.finditer(sentence):
        old = match.group()
        swapped = (
            old[1] + old[0] + old[2:]
            if len(old) > 1 and old[:2].isdigit() and old[0] != old[1] and old[1] != "0"
            else old + "5"
        )
        yield sentence[: match.start()] + swapped + sentence[match.end() :]


def unit(sentence: str, _: dict[int, Evidence]) -> Iterator[str]:
    """The same number of something else."""
    for old, new in _UNITS.items():
        if re.search(rf"\d\s?{re.escape(old)}\b", sentence):
            yield re.sub(rf"(?<=\d)(\s?){re.escape(old)}\b", rf"\g<1>{new}", sentence, count=1)
            return


def other_row(sentence: str, evidence: dict[int, Evidence]) -> Iterator[str]:
    """The value of the row below, or of the next column."""
    for item in evidence.values():
        rows = item.table[1:]
        columns = zip(*rows, strict=False) if rows else ()
        for one, other in [pair for cells in (*columns, *(row[1:] for row in rows)) for pair in pairwise(cells)]:
            mine, theirs = _VALUE.search(one + " "), _VALUE.search(other + " ")
            number = mine.group() if mine else one if re.fullmatch(r"[\d.]+", one) else ""
            new = theirs.group() if theirs else other if re.fullmatch(r"[\d.]+", other) else ""
            if (
                number
                and new
                and number != new
                and re.search(rf"(?<![\d.,]){re.escape(number)}(?![\d.,]?\d)", sentence)
            ):
                yield re.sub(rf"(?<![\d.,]){re.escape(number)}(?![\d.,]?\d)", new, sentence, count=1)
                return


def other_name(sentence: str, evidence: dict[int, Evidence]) -> Iterator[str]:
    """The name of another row of the same table, another part number."""
    for item in evidence.values():
        for one, other in pairwise(item.table[1:]):
            if one[0] and fold(one[0]) in fold(sentence):
                at = fold(sentence).find(fold(one[0]))
                yield sentence[:at] + other[0].lower() + sentence[at + len(one[0]) :]
                return


def negation(sentence: str, _: dict[int, Evidence]) -> Iterator[str]:
    """A negation left out; where there is none, one put in."""
    bare = {"en": (r"\b(?:do|must) not ", ""), "de": (r"\bnicht ", ""), "es": (r"^No ", "")}
    added = {
        "en": (r"\b(is|are|takes|holds|should|must) ", r"\1 not "),
        "de": (r"\b(ist|hat|muss|darf|beträgt) ", r"\1 nicht "),
        "es": (r"\b(se|debe|necesita) ", r"no \1 "),
    }
    language = detect(sentence)
    for rules in (bare, added):
        pattern, new = rules.get(language, ("(?!)", ""))
        turned = re.sub(pattern, new, sentence, count=1)
        if turned != sentence:
            yield turned[0].upper() + turned[1:]
            return


def limit(sentence: str, _: dict[int, Evidence]) -> Iterator[str]:
    """At least for at most, more for less."""
    pairs = [
        ("at least", "at most"),
        ("more than", "less than"),
        ("mindestens", "höchstens"),
        ("al menos", "como máximo"),
        ("minstens", "hoogstens"),
        ("above", "below"),
    ]
    for one, other in pairs:
        for old, new in ((one, other), (other, one)):
            if old in sentence:
                yield sentence.replace(old, new, 1)
                return


def order(sentence: str, _: dict[int, Evidence]) -> Iterator[str]:
    """The second thing first."""
    for pattern in (r"^First (.+), then (.+?)( \[\d+\].*)$", r"^Zuerst (.+), dann (.+?)( \[\d+\].*)$"):
        found = re.match(pattern, sentence)
        if found:
            start = "First" if sentence.startswith("First") else "Zuerst"
            yield f"{start} {found.group(2)}, {'then' if start == 'First' else 'dann'} {found.group(1)}{found.group(3)}"
    for word in (" before ", " antes de "):
        if word in sentence:
            body, markers = _MARKERS.sub("", sentence), _MARKERS.search(sentence)
            one, two = body.split(word, 1)
            yield f"{two[0].upper()}{two[1:]}{word}{one[0].lower()}{one[1:]}{markers.group() if markers else ''}"


def opposite(sentence: str, _: dict[int, Evidence]) -> Iterator[str]:
    """A content word for its opposite."""
    language = detect(sentence)
    known = vocabulary(language)
    plain = fold(sentence)
    if len(plain) != len(sentence):
        return
    for one, other in known.opposites.values():
        if (one | other) & (known.negations | known.stop_words) or any(
            (one | other) & held for held in (*known.limits.values(), *known.order.values(), *known.permission.values())
        ):
            continue
        for mine, theirs in ((one, other), (other, one)):
            found = phrases(mine).search(plain)
            if found and len(found.group()) > 3:
                yield (
                    sentence[: found.start()]
                    + min(theirs, key=lambda word: (abs(len(word) - len(found.group())), word))
                    + sentence[found.end() :]
                )
                return


def permission(sentence: str, _: dict[int, Evidence]) -> Iterator[str]:
    """Only the trained: everybody."""
    for old, new in (("Only trained persons", "Everybody"), ("Nur befähigte Personen", "Alle Personen")):
        if old in sentence:
            yield sentence.replace(old, new)


def invented_half(sentence: str, _: dict[int, Evidence]) -> Iterator[str]:
    """A half that no source says, behind one that it says."""
    tails = {
        "en": ", though the apprentice usually skips this",
        "de": ", in Eile kann man darauf verzichten",
        "es": ", aunque muchos operarios prefieren otra herramienta",
    }
    markers = _MARKERS.search(sentence)
    if markers and (tail := tails.get(detect(sentence))):
        yield sentence[: markers.start()] + tail + markers.group()


KINDS: tuple[Callable[[str, dict[int, Evidence]], Iterator[str]], ...] = (
    digits, unit, other_row, other_name, negation, limit, order, opposite, permission, invented_half,
)  # fmt: skip
