"""What a question names: machines, alarm codes, work orders, parts, models; learned from the loaded records."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from pydantic import BaseModel

from agent.facts import UNITS, fold, normalise

_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9./_-]*")
_ALARM_WORD = (
    r"(?:alarms?|alarme|alarma|fault|faults|error|errors|code|codes|kode|koder|fejl|fejlkode|alarmkode|fehler|fehlercode|störung|"
    r"código|codigo|erro|falha|fallo|avería|status|event|warning|message)"
)
_ALARM = re.compile(
    rf"(?<!\w){_ALARM_WORD}(?:\s+(?:code|kode|nr|no|number|código))?\.?\s*[:#]?\s*([A-Z]{{0,3}}[-_]?\d{{1,6}})(?!\w)",
    re.IGNORECASE,
)
_ORDER_NUMBER = re.compile(
    r"(?<!\w)(?:orders?|jobs?|wo|arbejdsordre|ordre|auftrag|arbeitsauftrag|orden(?:\s+de\s+trabajo)?|ordem(?:\s+de\s+trabalho)?)"
    r"\s*(?:numbers?|no|nr|número)?\.?\s*[:#]?\s*(\d{3,})(?![\w-]|[.,]\d)",
    re.IGNORECASE,
)
BULLETIN = re.compile(r"\b(?:SB|TSB|TB|SIB|SI|SL)-[A-Z0-9]+(?:-[A-Z0-9]+)*\b")
_BARE_CODE = re.compile(r"(?<![\w.,/=<>~±+-])\d{2,5}(?![\w/%°-]|[.,:]\d)")
_MACHINE_CONTEXT = re.compile(
    r"(?<!\w)(?:alarm\w*|stop\w*|trip\w*|fault\w*|came|comes|cause\w*|part|parts|reset\w*|mean\w*|again|before|"
    r"årsag\w*|betyder|igen|ursache\w*|bedeutet|steht|wieder|causa\w*|significa|otra vez|parou|paró)(?!\w)",
    re.IGNORECASE,
)
_VALUE_BEFORE = re.compile(
    r"(?:torque|moment|to|at|about|approx\.?|than|over|under|above|below|page|section|chapter|step|item|pos\.?|size|serial|"
    r"year|since|until|version|software|drehmoment|seite|kapitel|side|afsnit|página|capítulo|≈|[=<>~±])\s*$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_STRONG_DIGITS = 3


class Entities(BaseModel):
    """Identifiers found in a text, as the records write them, in the order of appearance."""

    assets: list[str] = []
    unknown_assets: list[str] = []
    alarms: list[str] = []
    work_orders: list[str] = []
    unknown_work_orders: list[str] = []
    parts: list[str] = []
    unknown_parts: list[str] = []
    models: list[str] = []
    bulletins: list[str] = []


@dataclass(frozen=True)
class Catalogue:
    """Known identifiers, folded to letters and digits -> as written, and the shapes they have."""

    assets: dict[str, str] = field(default_factory=dict[str, str])
    alarms: dict[str, str] = field(default_factory=dict[str, str])
    work_orders: dict[str, str] = field(default_factory=dict[str, str])
    parts: dict[str, str] = field(default_factory=dict[str, str])
    models: dict[str, str] = field(default_factory=dict[str, str])

    @classmethod
    def of(
        cls,
        *,
        assets: Iterable[str] = (),
        alarms: Iterable[str] = (),
        work_orders: Iterable[str] = (),
        parts: Iterable[str] = (),
        models: Iterable[str] = (),
    ) -> "Catalogue":
        """Build the look-up tables from the records' own identifiers."""
        names: dict[str, str] = {}
        for model in models:
            for name in (model, *model.split()):
                if name == model or re.search(r"\d", name):
                    names.setdefault(fold(name), model)
                    if "-" in name and re.search(r"\d", name.split("-")[0]):
                        names.setdefault(fold(name.split("-")[0]), model)
        return cls(
            assets={_bare(tag): tag for tag in assets},
            alarms={fold(code).lstrip("0"): code for code in alarms},
            work_orders={fold(number): number for number in work_orders},
            parts={fold(number): number for number in parts},
            models=names,
        )


def _bare(tag: str) -> str:
    """Fold a tag and drop leading zeros of its numbers: "WTG-07" and "wtg 7" are one."""
    return re.sub(r"\d+", lambda m: str(int(m.group())), fold(tag))


def _shape(folded: str) -> str:
    letters = re.match(r"[^\W\d_]*", folded)
    return letters.group() if letters else ""


def recognise(text: str, catalogue: Catalogue, *, at_machine: bool = False) -> Entities:
    """Find identifiers in `text`; those with a known shape that no record has are reported as unknown.

    Args:
        text: What somebody wrote.
        catalogue: The identifiers in use.
        at_machine: The machine is known besides the text, so that a bare number may be one of its codes.
    """
    found = Entities()
    clean = normalise(text)
    for match in _ALARM.finditer(clean):
        _add(found.alarms, _alarm(match.group(1), catalogue))
    for candidate in _candidates(clean):
        _sort_in(candidate, catalogue, found)
    for match in _ORDER_NUMBER.finditer(clean):
        _numbered_order(match.group(1), catalogue, found)
    found.bulletins = list(dict.fromkeys(BULLETIN.findall(clean.upper())))
    if not found.alarms and not (found.work_orders or found.unknown_work_orders or found.parts):
        _bare_codes(clean, catalogue, found, at_machine=at_machine)
    return found


def _numbered_order(digits: str, catalogue: Catalogue, found: Entities) -> None:
    """The order with these digits ("work order 10234"), or an unknown one of that shape."""
    alike = [number for folded, number in catalogue.work_orders.items() if re.sub(r"\D", "", folded) == digits]
    if alike:
        for number in alike:
            _add(found.work_orders, number)
    elif any(len(re.sub(r"\D", "", folded)) == len(digits) for folded in catalogue.work_orders):
        _add(found.unknown_work_orders, digits)


def _bare_codes(clean: str, catalogue: Catalogue, found: Entities, *, at_machine: bool) -> None:
    """Known alarm codes that stand alone: at either end, or where the talk is of a machine, a stop, an alarm."""
    strong = bool(_MACHINE_CONTEXT.search(clean))
    context = strong or at_machine or bool(found.assets or found.models)
    for match in _BARE_CODE.finditer(clean):
        known = catalogue.alarms.get(match.group().lstrip("0"))
        before, after = clean[: match.start()], clean[match.end() :]
        if not known or _VALUE_BEFORE.search(before) or _unit_follows(after) or _of_a_tag(before, match, catalogue):
            continue
        at_an_end = not before.strip() or not after.strip(" ?!.")
        long_enough = len(match.group()) >= _STRONG_DIGITS or strong
        if at_an_end or (context and long_enough and not _YEAR.fullmatch(match.group())):
            _add(found.alarms, known)


def _unit_follows(after: str) -> bool:
    word = re.match(r"\s*([^\s,;:?!()]+)", after)
    return word is not None and word.group(1).casefold().rstrip(".") in UNITS


def _of_a_tag(before: str, match: re.Match[str], catalogue: Catalogue) -> bool:
    word = re.search(r"[^\W\d_]+\W?$", before)
    return word is not None and _bare(word.group() + match.group()) in catalogue.assets


def _alarm(code: str, catalogue: Catalogue) -> str:
    return catalogue.alarms.get(fold(code).lstrip("0"), code)


def _candidates(text: str) -> list[str]:
    tokens = [t.group().rstrip("./-_") for t in _TOKEN.finditer(text)]
    pairs = [f"{a} {b}" for a, b in pairwise(tokens) if b[:1].isdigit() and a.isalpha()]
    named = [f"{a} {b}" for a, b in pairwise(tokens) if b[:1].isdigit() and a[:1].isdigit()]
    return [*pairs, *named, *(t for t in tokens if any(c.isdigit() for c in t))]


def _sort_in(candidate: str, catalogue: Catalogue, found: Entities) -> None:
    folded, bare = fold(candidate), _bare(candidate)
    if bare in catalogue.assets:
        _add(found.assets, catalogue.assets[bare])
    elif folded in catalogue.work_orders and not folded.isdigit():
        _add(found.work_orders, catalogue.work_orders[folded])
    elif folded in catalogue.parts:
        _add(found.parts, catalogue.parts[folded])
    elif folded in catalogue.models:
        _add(found.models, catalogue.models[folded])
    elif folded in catalogue.work_orders and len(folded) > 4:
        _add(found.work_orders, catalogue.work_orders[folded])
    else:
        _sort_unknown(candidate, folded, catalogue, found)


def _sort_unknown(candidate: str, folded: str, catalogue: Catalogue, found: Entities) -> None:
    prefix = _shape(folded)
    digits = len(folded) - len(prefix)
    if prefix and folded[len(prefix) :].isdigit():
        if digits <= 4 and any(_shape(tag) == prefix for tag in catalogue.assets):
            _add(found.unknown_assets, candidate.upper().replace(" ", "-"))
        elif any(_shape(number) == prefix for number in catalogue.work_orders):
            _add(found.unknown_work_orders, candidate.upper().replace(" ", "-"))
    elif re.fullmatch(r"\d{2,}-\d{3,}", candidate) and any(
        re.fullmatch(re.sub(r"\d+", lambda m: rf"\d{{{len(m.group())}}}", candidate), number)
        for number in catalogue.parts.values()
    ):
        _add(found.unknown_parts, candidate)


def _add(items: list[str], item: str) -> None:
    if item not in items:
        items.append(item)
