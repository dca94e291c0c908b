"""The identifiers and values that the records use, from which a question's words are recognised; any company's."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from domain.documents import Document
from domain.records import Asset
from language.identifiers import key, skeleton
from language.words import fold
from stores.records.patterns import EntityPatterns

Kind = Literal["asset", "work_order", "part", "model", "alarm", "document"]
KINDS: tuple[Kind, ...] = ("asset", "work_order", "part", "document", "model", "alarm")
"""In the order in which an identifier that several have is believed."""
_ZEROS_COUNT: frozenset[Kind] = frozenset({"work_order", "part"})
MOST_WORDS = 6
_SHORTEST_NAME = 4
_PART_DIGITS, _SHORTEST_PART = 4, 7
"""From so many digits and characters on, a part number's letters may differ from all known ones and it is still of their shape."""


@dataclass(frozen=True)
class Shape:
    """Identifiers that differ in their digits only ("wtg#"): how many digits they have."""

    fewest: int
    most: int

    def holds(self, digits: int) -> bool:
        """Whether an identifier with so many digits may be one of them; one more or less is a slip."""
        return self.fewest - 1 <= digits <= self.most + 1


@dataclass(frozen=True)
class Catalogue:
    """What the records call things.

    Attributes:
        known: Kind -> key (see `language.identifiers.key`) -> as the records write it. A serial number stands for its machine.
        shapes: Kind -> skeleton -> how many digits such identifiers have.
        by_number: Kind -> the digits that people say alone ("turbine 7") -> all that have them.
        fields: Field of the records -> its values, the commonest first (`status`, `site`, `stock`, `machine_status`, the company's own).
        own: Fields of the company's own.
        figures: Those of them that are numbers.
        labels: What the company calls the other fields of its orders, each with the field.
    """

    known: Mapping[Kind, Mapping[str, str]] = field(default_factory=dict[Kind, dict[str, str]])
    shapes: Mapping[Kind, Mapping[str, Shape]] = field(default_factory=dict[Kind, dict[str, Shape]])
    by_number: Mapping[Kind, Mapping[str, tuple[str, ...]]] = field(default_factory=dict[Kind, dict[str, tuple[str, ...]]])  # fmt: skip
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    own: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    longest: int = 2

    @classmethod
    def of(
        cls, patterns: EntityPatterns, assets: Iterable[Asset] = (), documents: Iterable[Document] = ()
    ) -> "Catalogue":
        """Build the tables from the records' own identifiers and values.

        Args:
            patterns: What the record store knows.
            assets: The machines; their serial numbers are recognised too.
            documents: The documents of the libraries, by number.
        """
        machines = list(assets)
        serials = {asset.serial: asset.tag for asset in machines if any(c.isdigit() for c in asset.serial)}
        names: dict[Kind, dict[str, str]] = {
            "asset": serials | _names_of_one(patterns.asset_names) | {tag: tag for tag in patterns.asset_tags},
            "work_order": {number: number for number in patterns.work_orders},
            "part": {number: number for number in (*patterns.parts_of_orders, *patterns.part_numbers)},
            "document": {one.number: one.number for one in documents if any(c.isdigit() for c in one.number)},
            "model": _controllers(machines) | _model_names(patterns.models),
            "alarm": {code: code for code in patterns.alarm_codes},
        }
        shapes: dict[Kind, dict[str, Shape]] = {kind: _shapes(names[kind]) for kind in KINDS if kind != "model"}
        shapes["part"] = _shapes(names["part"], any_letters=True) | shapes["part"]
        shapes["asset"] = _shapes(patterns.asset_tags)
        orders = patterns.orders
        return cls(
            known={kind: {_key(kind, name): value for name, value in reversed(names[kind].items())} for kind in KINDS},
            shapes=shapes,
            by_number={
                "asset": _by_digits(
                    (tag, re.findall(r"\d+", name)[-1:])
                    for name, tag in (*((tag, tag) for tag in patterns.asset_tags), *patterns.asset_names)
                ),
                "work_order": _by_digits((number, [re.sub(r"\D", "", number)]) for number in patterns.work_orders),
            },
            fields={
                **orders.fields,
                "site": patterns.sites,
                "stock": patterns.stock_places,
                "supplier": patterns.suppliers,
                "machine_status": tuple(dict.fromkeys(asset.status for asset in machines if asset.status)),
            },
            own=orders.own,
            figures=orders.figures,
            labels=tuple((label, field) for field, each in orders.labels.items() for label in each),
            longest=_longest(name for each in names.values() for name in each),
        )

    def find(self, kind: Kind, text: str) -> str:
        """The identifier as the records write it, or nothing."""
        return self.known.get(kind, {}).get(_key(kind, text), "")

    def is_shaped(self, kind: Kind, text: str) -> bool:
        """Whether `text` looks like an identifier of this kind, whether or not a record has it."""
        known = self.shapes.get(kind, {})
        digits = sum(c.isdigit() for c in text)
        shape = known.get(skeleton(text))
        if shape is None and kind == "part" and digits >= _PART_DIGITS and len(text) >= _SHORTEST_PART:
            shape = known.get(skeleton(text, any_letters=True))
        return shape is not None and shape.holds(digits)

    def is_written_like(self, kind: Kind, text: str) -> bool:
        """Whether a known identifier of this kind has the same characters, other digits apart ("M-99" is written like "M-01")."""
        return any(_outline(name) == _outline(text) for name in self.known.get(kind, {}).values())


def _names_of_one(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Names that one machine alone has, and words with letters and digits of such names -> its tag; those of several are values like any other."""
    found: dict[str, set[str]] = {}
    for name, tag in named:
        found.setdefault(name, set()).add(tag)
        for word in name.split() if " " in name else ():
            if len(word) >= _SHORTEST_NAME and re.search(r"\d", word) and re.search(r"[^\W\d]{2}", word):
                found.setdefault(word, set()).add(tag)
    return {name: next(iter(tags)) for name, tags in found.items() if len(tags) == 1}


def _longest(names: Iterable[str]) -> int:
    """Words of the longest name, one more where it is written apart; at most `MOST_WORDS`."""
    return min(MOST_WORDS, 1 + max((len(name.split()) for name in names), default=1))


def _key(kind: Kind, text: str) -> str:
    return fold(text) if kind == "model" else key(text, zeros=kind in _ZEROS_COUNT)


def _outline(text: str) -> str:
    return re.sub(r"\d", "0", text)


def _shapes(written: Iterable[str], *, any_letters: bool = False) -> dict[str, Shape]:
    found: dict[str, Shape] = {}
    for text in written:
        digits = sum(c.isdigit() for c in text)
        if digits:
            shape = skeleton(text, any_letters=any_letters)
            known = found.get(shape, Shape(digits, digits))
            found[shape] = Shape(min(known.fewest, digits), max(known.most, digits))
    return found


def _by_digits(named: Iterable[tuple[str, Sequence[str]]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for written, runs in named:
        for digits in runs:
            if digits:
                found.setdefault(digits.lstrip("0") or "0", []).append(written)
    return {digits: tuple(dict.fromkeys(each)) for digits, each in found.items()}


def _controllers(machines: Iterable[Asset]) -> dict[str, str]:
    """Controllers that machines of one model alone have: naming one names the model."""
    found: dict[str, set[str]] = {}
    for machine in machines:
        if len(machine.controller) >= _SHORTEST_NAME:
            found.setdefault(machine.controller, set()).add(machine.model)
    return {controller: next(iter(models)) for controller, models in found.items() if len(models) == 1}


def _model_names(models: Iterable[str]) -> dict[str, str]:
    """What a model may be called: its name, a first word of its own, its words with digits, what stands before their dash."""
    names: dict[str, str] = {}
    known = list(dict.fromkeys(model for model in models if model.strip()))
    first = Counter(model.split()[0].casefold() for model in known)
    for model in known:
        names.setdefault(model, model)
        head, *rest = model.split()
        if rest and first[head.casefold()] == 1 and len(head) >= _SHORTEST_NAME and head.isalpha():
            names.setdefault(head, model)
        for word in model.split():
            begun = word.split("-", maxsplit=1)[0]
            for name in (word, begun):
                if re.search(r"\d", name):
                    names.setdefault(name, model)
    return names
