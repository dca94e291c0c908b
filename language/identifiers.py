"""Codes that name things: "WTG-07", "29-1182", "M16x80", "F0022", "0x1A2"; how they are compared."""

import re
from dataclasses import dataclass

from language.folding import fold
from language.measuring.unit_names import canonical, unit_at

LONGEST = 64
_RUN = re.compile(r"[^\W\d_]+|\d+")
_PIECE = re.compile(r"[^\W\d_]+|\d+|[\W_]+")
_SIZE = r"(?:[^\W\d_]{1,2})\d{1,4}(?:[.,]\d+)?(?:\s?[x×]\s?\d{1,4}(?:[.,]\d+)?(?!\w))+"
_TOKEN = re.compile(rf"(?<![\w@])(?<!\d[.,/])(?:{_SIZE}|[^\W_]++(?:[-./_–‑][^\W_]++)*+)")
_FIGURES = re.compile(r"\d+(?:[-–‑]\d+)+")
_DAY = re.compile(
    r"(?:19|20)\d{2}[-–]\d{1,2}(?:[-–]\d{1,2})?(?:[tT]\d.*)?|\d{1,2}-\d{1,2}-(?:19|20)\d{2}|(?:19|20)\d{2}-(?:19|20)\d{2}"
)
_NO_CODE = re.compile(
    r"\d+(?:st|nd|rd|th|er|e|a|x|s|ème|º|ª)|\d{1,2}h\d{2}|\d+(?:[.,]\d+)?(?:[-‑][a-zà-öø-ÿ]{3,})+|[a-zà-öø-ÿ]{4,}[-/]\d{1,2}|[qQ][1-4]|[\d./,]+|\d+(?:[x×/]\d+)+[^\W\d_]{0,3}"
)
_QUANTITY = re.compile(r"\d+(?:[.,]\d+)?(?=\D)")


@dataclass(frozen=True)
class Identifier:
    """A code as it stands at `text[start:end]`."""

    written: str
    start: int
    end: int

    @property
    def key(self) -> str:
        """What two ways to write it have in common; leading zeros kept."""
        return key(self.written)


def identifiers(text: str) -> list[Identifier]:
    """The codes of a text in order; no numbers, quantities ("24V"), dates, ranges ("65-70") and ordinals."""
    return [
        Identifier(match.group(), match.start(), match.end())
        for match in _TOKEN.finditer(text)
        if match.end() - match.start() <= LONGEST and _is_code(text, match)
    ]


def key(text: str, *, zeros: bool = True) -> str:
    """Letters and digits, folded; numbers side by side stay apart ("LOC-12.3" is not "LOC-1.23").

    Args:
        text: An identifier as somebody wrote it.
        zeros: Keep leading zeros of its numbers; without them "WTG-07" and "wtg 7" are one.
    """
    out = ""
    for run in _RUN.findall(fold(text.replace("×", "x"))):
        if run.isdecimal():
            out += "-" if out[-1:].isdigit() else ""
            out += run if zeros else (run.lstrip("0") or "0")
        else:
            out += run
    return out


def skeleton(text: str, *, any_letters: bool = False) -> str:
    """An identifier with its digits taken out: "WTG-07" is "wtg#", "29-1182" is "#-#"; letters as "@" where any will do."""
    bare = re.sub(r"\d+", "#", key(text))
    return re.sub(r"[^\W\d_]", "@", bare) if any_letters else bare


def _is_code(text: str, match: re.Match[str]) -> bool:
    written = match.group()
    if not any(letter.isdecimal() for letter in written) or _DAY.fullmatch(written):
        return False
    if _FIGURES.fullmatch(written):
        return not _is_range(text, match.end(), written)
    return not (_NO_CODE.fullmatch(written) or canonical(written) or _is_quantity(written))


def _is_range(text: str, end: int, written: str) -> bool:
    """Whether figures joined by a dash are two ends of a range: rising, of like length, or with a unit behind."""
    first, *rest = re.split(r"[-–‑]", written)
    if len(rest) != 1:
        return False
    if unit_at(text, end)[0]:
        return True
    second = rest[0]
    if first[0] == "0" and len(first) > 1:
        return False
    long = len(second) != len(first) if "–" in written else len(first) + len(second) >= 8
    return abs(len(second) - len(first)) <= 1 and not long and int(second) > int(first)


def _is_quantity(written: str) -> bool:
    """Whether all that a dash or stroke joins are numbers with units ("24V-48V", "5mm")."""
    parts = re.split(r"(?<=[^\W\d])[-–/](?=\d)", written)
    return all((figure := _QUANTITY.match(part)) and unit_at(part, figure.end())[1] == len(part) for part in parts)


def spelt(code: str, *, any_figures: bool = False) -> re.Pattern[str]:
    """Finds a code however it is spaced and padded: "F02" as "F 02", "f-2" and "F02"; figures apart stay apart.

    `any_figures`: its siblings too, as "F 11" is one of "F02".
    """
    pieces = _PIECE.findall(code.strip())
    pattern, before = "", ""
    for at, piece in enumerate(pieces):
        if not piece[0].isalnum():
            behind = pieces[at + 1] if at + 1 < len(pieces) else ""
            # A space or dash between letters and figures is a matter of taste, one between figures is not.
            if not (before and behind and before[0].isalpha() != behind[0].isalpha()):
                pattern += re.escape(piece)
            continue
        if before and before[0].isalpha() != piece[0].isalpha():
            pattern += r"[\s._-]?"
        figures = r"\d+" if any_figures else rf"0*{re.escape(piece.lstrip('0') or '0')}"
        pattern += figures if piece.isdigit() else re.escape(piece)
        before = piece
    return re.compile(rf"(?<![\w.,]){pattern}(?![\w%°]|[.,]\d)", re.IGNORECASE)
