"""Citation markers of every style as `[n]`: `[1]`, `【1†source】`, `[^1]`, `[1, 2]`, `[1-3]`, `[evidence 1]`, `[1, p. 4]`, `[1](#n)`, and `(1)` where it ends a sentence.

Only numbers of evidence are markers: `fault[0]` and "see table [3]" of a manual stay what they are.
"""

import re
from collections.abc import Collection, Container

MOST = 40
"""Markers of one sentence; a range of more is none."""
_LIST = r"\d{1,4}(?:\s*(?:,|;|&|-|–|and)\s*\^?\d{1,4}){0,20}"
_BRACKETED = re.compile(
    rf"\s?(?:\[{{1,2}}|【)\s*\^?\s*(?:(?:evidence|source|ref|cite|citation|doc|n)\s*[:=#.]?\s*)?({_LIST})(?:\s*†[^\]】\n]{{0,80}}|\s*,\s*(?:[^\W\d]{{1,12}}|§)\.?\s?\d[\d.–-]{{0,12}})?\s*(?:\]{{1,2}}|】)(?:\(#[^)\s]{{0,80}}\)|(?!\())",
    re.IGNORECASE,
)

_ROUND_AT_END = re.compile(
    rf"(?<=\S)\s*\(\s*(?:(?:evidence|source)\s*)?({_LIST})\s*\)(?=\s*[.!?:;]?\s*$)", re.IGNORECASE
)

_NUMBERED = re.compile(r"^\s*((?:[-*•]\s+)?)\[\d{1,4}\]\s+(?=\S)")
"""A number of no evidence before a line, as small models number what they copy out of one."""
_OWN = re.compile(r"\w+\s?\[\d{1,4}\]")
_HIDDEN, _SHOWN = str.maketrans({"[": "\ue000", "]": "\ue001"}), str.maketrans({"\ue000": "[", "\ue001": "]"})
_MARKER = re.compile(r"\s?\[(\d{1,4})\]")


class Every:
    """Every number there is: for a text whose evidence is not known yet."""

    def __contains__(self, number: object) -> bool:
        return True


def normalised(text: str, known: Container[int] = Every()) -> str:
    """The text with its markers as `[n]`, one pair of brackets each; brackets that hold no number of `known` stay."""
    if "[" not in text and "【" not in text and "(" not in text:
        return text
    out = _BRACKETED.sub(lambda match: _markers(match, known), text)
    if not _MARKER.search(out):
        out = _ROUND_AT_END.sub(lambda match: _markers(match, known), out)
    return out


def split(text: str, known: Container[int] = Every()) -> tuple[str, tuple[int, ...]]:
    """The text without its markers, and the numbers that they name, in order, once each."""
    marked = normalised(text, known)
    numbers = tuple(dict.fromkeys(n for m in _MARKER.finditer(marked) if (n := int(m.group(1))) in known))
    bare = _NUMBERED.sub(r"\1", _MARKER.sub(lambda m: "" if int(m.group(1)) in known else m.group(), marked))
    return re.sub(r"[ \t]+(?=[.,;:!?](?:\s|$))", "", bare).strip(), numbers


def split_but_own(text: str, sources: Collection[str], known: Container[int]) -> tuple[str, tuple[int, ...]]:
    """As `split`, but that brackets stay which a source has itself behind the same word: "fault[2]", "see table [3]"."""

    def hidden(match: "re.Match[str]") -> str:
        return match.group().translate(_HIDDEN) if any(match.group() in one for one in sources) else match.group()

    bare, numbers = split(_OWN.sub(hidden, text), known)
    return bare.translate(_SHOWN), numbers


def cited_parts(text: str, known: Container[int]) -> list[str]:
    """The pieces of a normalised sentence that end with markers of their own, each with them: "A has 5 [1], B has 7 [2]."."""
    out: list[str] = []
    start, last = 0, None
    for marker in (match for match in _MARKER.finditer(text) if int(match[1]) in known):
        if last is not None and marker.start() > last:
            out.append(text[start:last])
            start = last
        last = marker.end()
    return [*out, text[start:]] if last else []


def _markers(match: "re.Match[str]", known: Container[int]) -> str:
    numbers = _numbers(match.group(1))
    if not numbers or not all(n in known for n in numbers):
        return match.group()
    return (" " if match.group()[0].isspace() else "") + "".join(f"[{n}]" for n in numbers)


def _numbers(written: str) -> list[int]:
    out: list[int] = []
    for part in re.split(r"\s*(?:,|;|&|and)\s*", written.replace("^", "").replace("–", "-")):
        low, _, high = part.partition("-")
        first, last = int(low), int(high or low)
        if last - first > MOST:
            return []
        out += range(first, last + 1)
    return out
