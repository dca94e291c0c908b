"""How well a column's name fits a field: words compared without case, accents, abbreviations and punctuation."""

import re
from functools import cache
from pathlib import Path
from typing import cast

import yaml
from rapidfuzz.distance import OSA

from ingestion.records.fields import NAME_OF, NUMBERS
from language.folding import fold

EXACT, WITHIN, LABEL, MISSPELT, HEAD = 1.0, 0.5, 0.75, 0.7, 0.6
STOCK_FIELDS = (
    "number",
    "name",
    "unit",
    "price",
    "currency",
    "manufacturer",
    "supplier",
    "location",
    "quantity",
    "reserved",
    "minimum",
    "bin",
    "as_of",
)
SHORTEST_WITHIN = 4
"""Letters of a name that counts inside a longer one: "os" alone is an order in Portuguese, "OS version" is none."""
SHORTEST_END = 5
"""Letters of a name that ends a compound, which is one of its kind: "Kundenanlage" is an "Anlage", "Felorsak" an "orsak"."""
_CAMEL = re.compile(r"(?<=[a-zäöüß0-9])(?=[A-ZÄÖÜ])|(?<=[A-Z])(?=[A-Z][a-z]{2})")
_SPELT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "aa", "ø": "oe", "æ": "ae", "º": "o", "°": "o", "#": " number "}
)
_WHOLE: dict[str, str] = {
    "no": "number", "nr": "number", "num": "number", "nbr": "number", "numero": "number", "nummer": "number",
    "equip": "equipment", "eqp": "equipment", "desc": "description", "descr": "description", "qty": "quantity",
    "dt": "date", "loc": "location", "mfg": "manufacturer", "mfr": "manufacturer", "wo": "work order", "hrs": "hours",
    "hr": "hours", "amt": "amount", "tech": "technician", "mach": "machine", "maint": "maintenance", "prio": "priority",
    "qte": "quantite", "compl": "completed", "comp": "completed", "rptd": "reported", "rpt": "report", "act": "actual", "sched": "scheduled",
    "bez": "bezeichnung", "beschr": "beschreibung", "labour": "labor", "orden": "orden", "cod": "codigo", "fec": "fecha",
    "obs": "observaciones", "tel": "telephone", "cmts": "comments", "comm": "comments", "assgn": "assigned", "asgn": "assigned",
    "crtd": "created", "typ": "type", "cat": "category", "pri": "priority", "stat": "status", "ser": "serial",
}  # fmt: skip
_LINKING = frozenset("of the a del de da do des der la el los las el dos das von af for per para por in".split())
_DESCRIBING = frozenset(
    "name description text bezeichnung beschreibung benennung kurztext navn betegnelse beskrivelse tekst nombre descripcion "
    "denominacion texto nome descricao designacao label title titel".split()
)
_OF_OTHER_THINGS = frozenset(
    "centre center centro account element group budget planner version flag indicator forecast kostenstelle".split()
)
"""With one of these a name means something else: a cost centre is no cost."""
_NOT_OF_FIGURES = frozenset(
    "id number code type class estimated est estimate planned plan target standard expected geplant plan soll geschaetzt estimadas estimados estimado "
    "estimada previstas previsto prevista planificadas planeadas planejadas prevu prevue estime estimee estimeret planlagt anslaaet".split()
)
"""What is expected is not what came of it."""
_NOT_OF_STATES = frozenset("location address city province billing shipping customer country region".split())
"""The state of an address is none of a job."""
OF_THE_RECORD = ("title", "description", "name")
_OWN = ("number", "code", "tag")


@cache
def words_of_name(name: str) -> tuple[str, ...]:
    """The words of a column's name: "BscStartDate" is bsc, start, date; "Störung Nr." is stoerung, number."""
    plain = fold(_CAMEL.sub(" ", name).casefold().translate(_SPELT))
    words: list[str] = re.findall(r"[^\W_]+", plain)
    return tuple(part for word in words for part in _WHOLE.get(word, word).split())


@cache
def compact(name: str) -> str:
    """The words of a name run together."""
    return "".join(words_of_name(name))


@cache
def known_names(kind: str) -> dict[str, tuple[str, ...]]:
    """What the fields of `kind` are called, the commonest names first."""
    text = (Path(__file__).parent / "general.yaml").read_text(encoding="utf-8")
    kinds = cast("dict[str, dict[str, list[str]]]", yaml.safe_load(text))
    if kind == "stock":
        return {field: tuple(kinds["parts"][field]) for field in STOCK_FIELDS}
    return {field: tuple(names) for field, names in kinds[kind].items()}


def is_label(column: str, kind: str) -> str:
    """The field whose description a column holds ("Equipment description": asset), or nothing."""
    words = [word for word in words_of_name(column) if word not in _LINKING]
    rest = [word for word in words if word not in _DESCRIBING]
    if not rest or len(rest) == len(words):
        return ""
    subject = "".join(rest)
    for field, names in known_names(kind).items():
        if field not in OF_THE_RECORD and subject in {compact(name) for name in names}:
            return field
    return ""


def is_bare_label(column: str) -> bool:
    """Whether it only says "description" or "name", of nothing in particular."""
    return bool(words_of_name(column)) and set(words_of_name(column)) <= _DESCRIBING


def fit(column: str, field: str, kind: str) -> float:
    """From 0, no likeness, to 1, a known name of `field`; commoner names fit a trace better."""
    best = max(
        (_likeness(column, name) - 0.001 * place for place, name in enumerate(known_names(kind)[field])), default=0.0
    )
    if best < EXACT - 0.1 and _is_something_else(column, field):
        return 0.0
    labelled = is_label(column, kind)
    if NAME_OF.get(labelled) == field:
        return max(best, 0.9)
    if not labelled or best > WITHIN + 0.45:
        return max(best, 0.0)
    if labelled == field:
        return LABEL if field not in _OWN else 0.3
    if field in OF_THE_RECORD:
        return 0.9 if labelled in _OWN else 0.2
    return max(best, 0.0)


def _is_something_else(column: str, field: str) -> bool:
    others = _OF_OTHER_THINGS | (
        _NOT_OF_FIGURES if field in NUMBERS else _NOT_OF_STATES if field == "status" else frozenset[str]()
    )
    return bool(set(words_of_name(column)) & others)


@cache
def _likeness(column: str, name: str) -> float:
    one, other = compact(column), compact(name)
    if not one or not other:
        return 0.0
    if one == other:
        return EXACT
    have, wanted = set(words_of_name(column)) - _LINKING, set(words_of_name(name)) - _LINKING
    if wanted and wanted <= have and (len(other) >= SHORTEST_WITHIN):
        return WITHIN + 0.4 * len(wanted) / len(have)
    if len(words_of_name(column)) == 1 and one.endswith(other) and len(one) - 3 >= len(other) >= SHORTEST_END:
        return 0.0 if one.removesuffix(other) in _OF_OTHER_THINGS | _NOT_OF_FIGURES else HEAD
    if len(one) >= 6 and len(other) >= 6 and OSA.normalized_similarity(one, other) >= 0.85:
        return MISSPELT
    return 0.0
