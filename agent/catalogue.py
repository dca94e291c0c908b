"""The identifiers that the records use: how people write them, and what an unknown one of the same kind looks like."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from agent.facts import fold
from domain.queries import OrderValues

Kind = Literal["asset", "work_order", "part", "model", "alarm"]
_RUN = re.compile(r"[^\W\d_]+|\d+")
_SHORTEST_PART = 7
"""Characters from which a part number's letters may differ from all known ones and it is still of their shape."""
_PART_DIGITS = 4
_SHORTEST_NAME = 4
MOST_WORDS = 6


@dataclass(frozen=True)
class Shape:
    """Identifiers that differ in their digits only: "wtg#", "#-#"; how many digits they have."""

    fewest: int
    most: int

    def holds(self, digits: int) -> bool:
        """Whether an identifier with so many digits may be one of them; one more or less is a slip."""
        return self.fewest - 1 <= digits <= self.most + 1


@dataclass(frozen=True)
class Catalogue:
    """Known identifiers by kind: key (see `key`) -> as written; and the shapes they have."""

    assets: dict[str, str] = field(default_factory=dict[str, str])
    alarms: dict[str, str] = field(default_factory=dict[str, str])
    work_orders: dict[str, str] = field(default_factory=dict[str, str])
    parts: dict[str, str] = field(default_factory=dict[str, str])
    models: dict[str, str] = field(default_factory=dict[str, str])
    shapes: dict[Kind, dict[str, Shape]] = field(default_factory=dict[Kind, dict[str, Shape]])
    numbers: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    order_digits: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    words: int = 2
    orders: OrderValues = field(default_factory=OrderValues)
    stock_places: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        *,
        assets: Iterable[str] = (),
        alarms: Iterable[str] = (),
        work_orders: Iterable[str] = (),
        parts: Iterable[str] = (),
        models: Iterable[str] = (),
        orders: OrderValues | None = None,
        stock_places: Iterable[str] = (),
    ) -> "Catalogue":
        """Build the look-up tables from the records' own identifiers."""
        tags, codes, jobs, numbers = list(assets), list(alarms), list(work_orders), list(parts)
        names = _model_names(models)
        written = [*tags, *codes, *jobs, *numbers, *names.values()]
        return cls(
            assets={key(tag, zeros=False): tag for tag in reversed(tags)},
            alarms={key(code, zeros=False): code for code in reversed(codes)},
            work_orders={key(number): number for number in reversed(jobs)},
            parts={key(number): number for number in reversed(numbers)},
            models={fold(name): model for name, model in names.items()},
            shapes={
                "asset": _shapes(tags),
                "work_order": _shapes(jobs),
                "part": _shapes(numbers) | _shapes(numbers, any_letters=True),
                "alarm": _shapes(codes),
            },
            numbers=_by_digits((tag, re.findall(r"\d+", tag)[-1:]) for tag in tags),
            order_digits=_by_digits((number, [re.sub(r"\D", "", number)]) for number in jobs),
            words=min(MOST_WORDS, max((len(text.split()) for text in written), default=1)),
            orders=orders or OrderValues(),
            stock_places=tuple(stock_places),
        )

    def find(self, kind: Kind, text: str) -> str:
        """The identifier as the records write it, or nothing."""
        if kind == "model":
            return self.models.get(fold(text), "")
        return self._table(kind).get(key(text, zeros=kind in {"work_order", "part"}), "")

    def names_stock_place(self, text: str) -> bool:
        """Whether a place that parts lie at is named."""
        places = "|".join(re.escape(place) for place in self.stock_places)
        return bool(places) and re.search(rf"(?<!\w)(?:{places})(?!\w)", text, re.IGNORECASE) is not None

    def is_shaped(self, kind: Kind, text: str) -> bool:
        """Whether `text` looks like an identifier of this kind, though no record has it."""
        known = self.shapes.get(kind, {})
        digits = sum(c.isdigit() for c in text)
        shape = known.get(skeleton(text))
        if shape is None and kind == "part" and digits >= _PART_DIGITS and len(text) >= _SHORTEST_PART:
            shape = known.get(skeleton(text, any_letters=True))
        return shape is not None and shape.holds(digits)

    def _table(self, kind: Kind) -> dict[str, str]:
        return {
            "asset": self.assets,
            "alarm": self.alarms,
            "work_order": self.work_orders,
            "part": self.parts,
            "model": self.models,
        }[kind]


def key(text: str, *, zeros: bool = True) -> str:
    """Letters and digits, case folded; numbers side by side stay apart ("LOC-12.3" is not "LOC-1.23").

    Args:
        text: An identifier as somebody wrote it.
        zeros: Keep leading zeros of its numbers; without them "WTG-07" and "wtg 7" are one.
    """
    out = ""
    for run in _RUN.findall(text.casefold()):
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


def _shapes(written: Iterable[str], *, any_letters: bool = False) -> dict[str, Shape]:
    found: dict[str, Shape] = {}
    for text in written:
        digits = sum(c.isdigit() for c in text)
        if not digits:
            continue
        shape = skeleton(text, any_letters=any_letters)
        before = found.get(shape)
        found[shape] = Shape(min(before.fewest, digits), max(before.most, digits)) if before else Shape(digits, digits)
    return found


def _by_digits(named: Iterable[tuple[str, Sequence[str]]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for written, runs in named:
        for digits in runs:
            if digits:
                found.setdefault(str(int(digits)), []).append(written)
    return {digits: tuple(all_of_them) for digits, all_of_them in found.items()}


def _model_names(models: Iterable[str]) -> dict[str, str]:
    """What a model may be called: its name, its words with digits, what stands before their dash, a first word of its own."""
    names: dict[str, str] = {}
    known = list(dict.fromkeys(models))
    first = Counter(model.split()[0].casefold() for model in known if model.split())
    for model in known:
        head, *rest = model.split() or [""]
        if rest and first[head.casefold()] == 1 and len(head) >= _SHORTEST_NAME and head.isalpha():
            names.setdefault(head, model)
        names.setdefault(model, model)
        for word in model.split():
            if re.search(r"\d", word):
                names.setdefault(word, model)
                head = word.split("-", maxsplit=1)[0]
                if head != word and re.search(r"\d", head):
                    names.setdefault(head, model)
    return names
