"""Serial numbers inside a sentence or table row: is it for this machine?"""

import re
from functools import lru_cache

_TO = r"\s*(?:to|through|up to|until|bis|til|a|até|hasta|à|–|—)\s*(?:and including\s+)?"
_ONWARDS = r"\s*(?:and (?:up|above|later|higher|onwards?|following)|on\b|onwards?|und (?:folgende|höher)|ff\.|og (?:frem|opefter)|y posteriores|e posteriores|\+)"
_FROM = r"\b(?:from|ab|von|fra|desde|a partir d\w+)\s+(?:serial (?:number|no\.?)\s+|Seriennummer\s+|serienummer\s+)?"
_UP_TO = r"\b(?:up to|to|until|before|bis|til|hasta|até)\s+(?:and including\s+|serial (?:number|no\.?)\s+|Seriennummer\s+|serienummer\s+)?"


@lru_cache(maxsize=256)
def _patterns(shape: str) -> tuple[re.Pattern[str], ...]:
    one = "".join(r"\d" if c == "0" else re.escape(c) for c in shape)
    serial = rf"(?<![\w-])({one})(?![\w-])"
    return (
        re.compile(serial + _TO + serial, re.IGNORECASE),
        re.compile(rf"{_FROM}{serial}|{serial}{_ONWARDS}", re.IGNORECASE),
        re.compile(_UP_TO + serial, re.IGNORECASE),
    )


def names_range_of(text: str, serial: str) -> bool:
    """Whether `text` names a range of serial numbers that holds this one."""
    return bool(serial) and is_for(text, serial) and bool(_verdicts(text, serial))


def serial_in(question: str, known: str = "") -> str:
    """The serial number that a question names itself ("K112-0419"), else `known`."""
    found = re.findall(r"(?<![\w-])(?=[A-Z0-9-]*[A-Z])[A-Z0-9]+-\d{3,}(?![\w-])", question)
    return found[0] if found else known


def is_for(text: str, serial: str) -> bool:
    """False only where `text` names ranges of serial numbers shaped like `serial` and none of them holds it."""
    verdicts = _verdicts(text, serial)
    return not verdicts or any(verdicts)


def only_for(text: str, serial: str) -> str:
    """`text` without the clauses that are for other serial numbers, where it names several ranges."""
    verdicts = _verdicts(text, serial)
    if all(verdicts) or not any(verdicts):
        return text
    return "; ".join(clause for clause in re.split(r"\s*;\s+", text) if is_for(clause, serial))


@lru_cache(maxsize=16_384)
def _verdicts(text: str, serial: str) -> tuple[bool, ...]:
    """For each range that `text` names: does it hold `serial`?"""
    if not serial or not any(c.isdigit() for c in serial):
        return ()
    both, onwards, up_to = _patterns(re.sub(r"\d", "0", serial))
    mine = serial.casefold()
    verdicts: list[bool] = []
    rest = text
    for match in both.finditer(text):
        verdicts.append(match.group(1).casefold() <= mine <= match.group(2).casefold())
        rest = rest.replace(match.group(), " ")
    verdicts += [mine >= (match.group(1) or match.group(2)).casefold() for match in onwards.finditer(rest)]
    for match in up_to.finditer(rest):
        exclusive = match.group().casefold().startswith("before")
        bound = match.group(1).casefold()
        verdicts.append(mine < bound if exclusive else mine <= bound)
    return tuple(verdicts)
