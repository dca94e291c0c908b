"""What a question names: machines, alarm codes, work orders, parts, models; learned from the loaded records."""

import re

from pydantic import BaseModel

from agent.catalogue import Catalogue, Kind
from agent.facts import UNITS, normalise
from agent.naming import Hit, bare_number, named
from agent.naming_words import ALARM

__all__ = ["BULLETIN", "Catalogue", "Entities", "recognise"]

BULLETIN = re.compile(r"\b(?:SB|TSB|TB|SIB|SI|SL)-[A-Z0-9]+(?:-[A-Z0-9]+)*\b")
_BARE_CODE = re.compile(r"(?<![\w.,/=<>~±+-])\d{2,6}(?![\w/%°-]|[.,:]\d)")
_MACHINE_CONTEXT = re.compile(
    r"(?<!\w)(?:alarm\w*|stop\w*|trip\w*|fault\w*|came|comes|cause\w*|part|parts|reset\w*|mean\w*|again|before|"
    r"årsag\w*|betyder|igen|ursache\w*|bedeutet|steht|wieder|causa\w*|significa|otra vez|parou|paró)(?!\w)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_STRONG_DIGITS = 3
_OTHER_KINDS: tuple[Kind, ...] = ("asset", "work_order", "part", "model")


class Entities(BaseModel):
    """Identifiers found in a text, as the records write them, in the order of appearance.

    `which_assets` are the machines that a number alone may mean ("turbine 7"), where there are several.
    """

    assets: list[str] = []
    unknown_assets: list[str] = []
    which_assets: list[str] = []
    alarms: list[str] = []
    work_orders: list[str] = []
    unknown_work_orders: list[str] = []
    parts: list[str] = []
    unknown_parts: list[str] = []
    models: list[str] = []
    bulletins: list[str] = []


def recognise(text: str, catalogue: Catalogue, *, at_machine: bool = False) -> Entities:
    """Find identifiers in `text`; those with a known shape that no record has are reported as unknown.

    Args:
        text: What somebody wrote.
        catalogue: The identifiers in use.
        at_machine: The machine is known besides the text, so that a bare number may be one of its codes.
    """
    clean = normalise(text)
    hits = _alarms(clean, catalogue)
    hits += named(clean, catalogue, hits)
    found = _entities(hits)
    found.bulletins = list(dict.fromkeys(BULLETIN.findall(clean.upper())))
    if not found.alarms and not (found.work_orders or found.unknown_work_orders or found.parts):
        found.alarms = _bare_codes(clean, catalogue, hits, at_machine=at_machine or bool(found.assets or found.models))
    return found


def _entities(hits: list[Hit]) -> Entities:
    lists: dict[str, list[str]] = {}
    for hit in sorted(hits, key=lambda hit: hit.start):
        items = lists.setdefault(hit.kind, [])
        if hit.value not in items:
            items.append(hit.value)
    return Entities.model_validate(lists)


def _alarms(clean: str, catalogue: Catalogue) -> list[Hit]:
    """Codes behind a word for them ("alarm 41", "faults F-30001 and F-30002"), known or not."""
    hits: list[Hit] = []
    for match in ALARM.finditer(clean):
        codes = [(match.start("code"), match["code"])]
        codes += [(match.start("more") + m.start(), m.group()) for m in re.finditer(r"[^\W_][\w./-]*\d[\w./-]*", match["more"])]  # fmt: skip
        for start, written in codes:
            code = written.rstrip("./-_")
            after = clean[start + len(code) :]
            if _is_code(code, after, catalogue):
                hits.append(Hit(start, start + len(code), "alarms", catalogue.find("alarm", code) or code))
    return hits


def _is_code(code: str, after: str, catalogue: Catalogue) -> bool:
    if catalogue.find("alarm", code):
        return not (code.isdigit() and _unit_follows(after))
    if not any(c.isdigit() for c in code) or any(catalogue.find(kind, code) for kind in _OTHER_KINDS):
        return False
    if code.isdigit():
        return len(code) <= 6 and not _unit_follows(after) and not re.match(r"[.,]\d", after)
    return catalogue.is_shaped("alarm", code) or re.fullmatch(r"[A-Za-z]{1,3}[-_]?\d{1,6}", code) is not None


def _bare_codes(clean: str, catalogue: Catalogue, hits: list[Hit], *, at_machine: bool) -> list[str]:
    """Known alarm codes that stand alone: at either end, or where the talk is of a machine, a stop, an alarm."""
    strong = bool(_MACHINE_CONTEXT.search(clean))
    found: list[str] = []
    for match in _BARE_CODE.finditer(clean):
        known = catalogue.find("alarm", match.group())
        before, after = clean[: match.start()], clean[match.end() :]
        taken = any(hit.start < match.end() and match.start() < hit.end for hit in hits)
        if not known or taken or bare_number(before) or _unit_follows(after):
            continue
        at_an_end = not before.strip() or not after.strip(" ?!.")
        long_enough = len(match.group()) >= _STRONG_DIGITS or strong
        if at_an_end or ((strong or at_machine) and long_enough and not _YEAR.fullmatch(match.group())):
            found.append(known)
    return list(dict.fromkeys(found))


def _unit_follows(after: str) -> bool:
    word = re.match(r"\s*([^\s,;:?!()]+)", after)
    return word is not None and word.group(1).casefold().rstrip(".") in UNITS
