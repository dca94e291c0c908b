"""Names, sizes and types that a question gives: which rows they name, and whether the evidence knows them."""

import re
from collections.abc import Sequence

from agent.units import UNITS
from domain.answers import Evidence
from stores.passages import glossary

_KEY = re.compile(r"#?\w+(?:[-./]\w+)*")
_SIZE = re.compile(
    r"(?:#\s?|\b(?:AWG|M|(?:no|nr|size|gauge|type|größe|størrelse|tamaño|tamanho)\.?\s))(?P<number>\d+(?:/\d+)?)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<![\w-])[A-Z]{3,}(?![\w-])")
_JOINTS, _FIGURES, _WORDS = re.compile(r"[_-]+"), re.compile(r"\d+"), re.compile(r"\w+(?:-\w+)*")
# "VX20" has a figure and at least two letters; "Maker 201" is a name with a capital and its number.
_TYPE = re.compile(r"(?<![\w.,/-])(?=[\w-]*\d)(?=[\w-]*[^\W\d_][\w-]*[^\W\d_])[\w-]{3,}(?![\w-])")
_NUMBERED = re.compile(r"(?<=\w )(?P<name>[A-Z][^\W\d_]+)\s(?P<number>\d{2,}[^\W\d_]?)\b(?![.,]\d)")


class Keys:
    """The words with figures of a question: sizes, codes, types."""

    def __init__(self, question: str) -> None:
        self._all = frozenset(_cell(k) for k in _KEY.findall(question) if any(x.isdigit() for x in k))
        self._names = frozenset(key for key in self._all if not key.isdigit())
        self._types = self._names | {m["number"].casefold() for m in _NUMBERED.finditer(question)}

    def within(self, text: str) -> frozenset[str]:
        """The names with digits ("HPU-250", "1/2") that stand in a text; a plain number may be anything."""
        return self._names & {_cell(word) for word in _KEY.findall(text)}

    def names_row(self, cell: str) -> bool:
        """Whether a cell is one of the keys (a size, a code)."""
        return _cell(cell) in self._all

    def names_type(self, cell: str) -> bool:
        """Whether a cell is a type or model: a key with letters, or a name's number ("Maker 201")."""
        return _cell(cell) in self._types


def size_but_absent(question: str, nearby: str) -> bool:
    """A size that the question names (#8, M16, size 4) and that nothing near the answer is said of."""
    sizes = [match.group("number") for match in _SIZE.finditer(question)]
    return any(not re.search(rf"(?<![\d.,]){re.escape(size)}(?![\d]|[.,]\d)", nearby) for size in sizes)


def names_but_absent(question: str, evidence: Sequence[Evidence]) -> bool:
    """An acronym that the question uses as a name and no evidence knows."""
    if question.isupper():
        return False
    text = " ".join(
        f"{e.text} {e.section or ''} {e.title} {e.path or ''}" for e in evidence if e.kind == "manual"
    ).casefold()
    names = {name.group().casefold() for name in _NAME.finditer(question)} - glossary.shorthand().keys()
    return any(name not in text for name in names) or _type_but_absent(question, text)


def _type_but_absent(question: str, text: str) -> bool:
    """A type that the question names and only its siblings stand in the evidence, which differ in their figures.

    The values of "VX10" are not those of "VX20"; where the manual has no such names, it may speak of all of them.
    """
    known = {_JOINTS.sub("", word) for word in _WORDS.findall(text)}
    masked = {_FIGURES.sub("#", word) for word in known if any(c.isdigit() for c in word)}
    asked = {_JOINTS.sub("", m.group().casefold()) for m in _TYPE.finditer(question) if not _is_measure(m.group())}
    if any(name not in known and _FIGURES.sub("#", name) in masked for name in asked):
        return True
    return any(
        not re.search(rf"\b{re.escape(m['number'].casefold())}\b", text)
        and re.search(rf"\b{re.escape(m['name'].casefold())}\s\d{{2,}}", text)
        for m in _NUMBERED.finditer(question)
    )


def _is_measure(word: str) -> bool:
    match = re.fullmatch(r"\d+(?P<hyphen>-?)(?P<unit>[^\W\d]+)", word)
    return match is not None and (bool(match["hyphen"]) or match["unit"].casefold() in UNITS)


def _cell(text: str) -> str:
    return text.strip(" #.").casefold().replace(",", "")
