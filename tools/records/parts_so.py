"""Parts that are so: below their minimum, out of stock, of a supplier, at a place, dearer or cheaper than."""

from collections.abc import Callable, Mapping, Sequence

from domain.errors import BadInput
from domain.records import Part
from language.phrasebook import decimal
from stores.records.identifiers import words_of
from tools.context import ToolContext, ToolResult
from tools.evidence import part_evidence
from tools.findings import FOUND, absence, written_evidence
from tools.orders.wishes import bounds_of, wish_of
from tools.phrases.saying import say, word

LISTED, WHOLE = 30, 3
BELOW, OUT, IN = "below minimum", "out of stock", "in stock"
FIELDS = ("stock", "price", "lead_time", "supplier", "manufacturer", "location", "sort")
SORTED: Mapping[str, Callable[[Part], float]] = {
    "price": lambda part: part.price if part.price is not None else float("inf"),
    "-price": lambda part: -(part.price if part.price is not None else float("-inf")),
    "stock": lambda part: on_hand(part),
    "lead_time": lambda part: part.lead_time_days if part.lead_time_days is not None else float("inf"),
}
Test = Callable[[Part], bool]


class NotTold(Exception):
    """No part tells what is asked of them; `why` names the sentence, `field` what is asked."""

    def __init__(self, why: str, field: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.field = field


def on_hand(part: Part) -> float:
    """How many there are at all places together."""
    return float(sum(stock.quantity for stock in part.stock))


def parts_so(ctx: ToolContext, where: Mapping[str, str], every: Sequence[Part]) -> ToolResult:
    """How many of these parts are so and which, the few whole. Raises BadInput for what no part tells."""
    language = ctx.language
    try:
        tests = {name: _test(name, value, every) for name, value in where.items() if name != "sort"}
    except NotTold as error:
        sentence = say(error.why, language, field=word(error.field, language))
        return ToolResult((absence("part", sentence, language, as_of=ctx.now()),))
    found = [part for part in every if all(test(part) for test in tests.values())]
    sort = where.get("sort", "")
    if sort:
        if sort not in SORTED:
            raise BadInput(f"Parts cannot be sorted by '{sort}'; use one of: {', '.join(SORTED)}.")
        told = [part for part in found if part.price is not None] if "price" in sort else found
        found = sorted(told, key=SORTED[sort])
    said = "; ".join(
        f"{word(name, language)} {_said(value, language)}" for name, value in where.items() if name in tests
    )
    if sort:
        how = "parts_down" if sort[0] == "-" else "parts_up"
        lines = [say(how, language, count=len(found), by=word(sort.lstrip("-"), language))]
    else:
        about = said or word("all", language)
        lines = [say("parts_so", language, count=len(found), said=about, all=len(every))]
    lines += [_line(part, language) for part in found[:LISTED]]
    lines += [say("more", language, count=len(found) - LISTED)] if len(found) > LISTED else []
    listing = written_evidence(
        "part", lines, language, fields={FOUND: str(len(found)), "filter": said}, as_of=ctx.now()
    )
    return ToolResult((listing, *(part_evidence(part, language) for part in found if len(found) <= WHOLE)))


def _said(written: str, language: str) -> str:
    """What is asked of the stock in the person's words; anything else as it was given."""
    return word(written.replace(" ", "_"), language) if written in {BELOW, OUT, IN} else written


def _line(part: Part, language: str) -> str:
    least = [stock.minimum for stock in part.stock if stock.minimum is not None]
    told = [
        say("on_hand", language, count=on_hand(part), unit=part.unit) if part.stock else "",
        f"{word('minimum', language)} {decimal(sum(least), language)}" if least else "",
        f"{decimal(part.price, language)} {part.currency}".strip() if part.price is not None else "",
        part.supplier or part.manufacturer,
    ]
    return f"{part.number}: {'; '.join(one for one in (part.name or part.description, *told) if one)}"


def _test(name: str, written: str, every: Sequence[Part]) -> Test:
    if name == "stock":
        return _of_stock(written, every)
    if name in {"price", "lead_time"}:
        return _bounded(name, written, every)
    if name in {"supplier", "manufacturer", "location"}:
        return _called(name, written, every)
    raise BadInput(f"Parts have no field '{name}'; the fields are {', '.join(FIELDS)}.")


def _of_stock(written: str, every: Sequence[Part]) -> Test:
    if written == BELOW:
        if not any(stock.minimum is not None for part in every for stock in part.stock):
            raise NotTold("no_minimum")
        return lambda part: any(stock.minimum is not None and stock.quantity < stock.minimum for stock in part.stock)
    if written == OUT:
        return lambda part: bool(part.stock) and on_hand(part) <= 0
    if written == IN:
        return lambda part: on_hand(part) > 0
    raise BadInput(f"stock is one of: {BELOW}, {OUT}, {IN}.")


def _bounded(name: str, written: str, every: Sequence[Part]) -> Test:
    def value(part: Part) -> float | None:
        return part.price if name == "price" else part.lead_time_days

    if all(value(part) is None for part in every):
        raise NotTold("no_part_tells", name)
    bounds = bounds_of("cost", written)
    compare: Mapping[str, Callable[[float, float], bool]] = {
        ">": lambda a, b: a > b,
        ">=": lambda a, b: a >= b,
        "<": lambda a, b: a < b,
        "<=": lambda a, b: a <= b,
        "=": lambda a, b: a == b,
    }
    return lambda part: (told := value(part)) is not None and all(compare[one.sign](told, one.value) for one in bounds)


def _called(name: str, written: str, every: Sequence[Part]) -> Test:
    wish = wish_of(written)

    def names(part: Part) -> list[str]:
        if name == "location":
            return [stock.location for stock in part.stock if stock.quantity > 0]
        return [part.supplier, part.manufacturer] if name == "supplier" else [part.manufacturer]

    def has(part: Part) -> bool:
        return any(set(words_of(one)) <= set(words_of(held)) for held in names(part) for one in wish.values)

    known = sorted({held for part in every for held in names(part) if held})
    if not any(has(part) for part in every):
        raise BadInput(f"No part has the {name} '{written}'. There is: {', '.join(known[:12]) or 'none'}.")
    return lambda part: has(part) != wish.excluded
