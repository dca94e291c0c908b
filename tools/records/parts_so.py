"""Parts that are so: below their minimum, out of stock, of a supplier, at a place, dearer or cheaper than."""

from collections.abc import Callable, Mapping, Sequence

from domain.errors import BadInput
from domain.records import Part
from stores.records.identifiers import words_of
from tools.context import ToolContext, ToolResult
from tools.evidence import part_evidence
from tools.findings import FOUND, absence, counted, decimal, written_evidence
from tools.orders.wishes import bounds_of, wish_of

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


class NotTold(BadInput):
    """No part tells what is asked of them."""


def on_hand(part: Part) -> float:
    """How many there are at all places together."""
    return sum(stock.quantity for stock in part.stock)


def parts_so(ctx: ToolContext, where: Mapping[str, str]) -> ToolResult:
    """How many parts are so and which, the few whole. Raises BadInput for what no part tells."""
    every = ctx.inventory.parts()
    try:
        tests = {name: _test(name, value, every) for name, value in where.items() if name != "sort"}
    except NotTold as error:
        return ToolResult((absence("part", str(error), as_of=ctx.now()),))
    found = [part for part in every if all(test(part) for test in tests.values())]
    sort = where.get("sort", "")
    if sort:
        if sort not in SORTED:
            raise BadInput(f"Parts cannot be sorted by '{sort}'; use one of: {', '.join(SORTED)}.")
        told = [part for part in found if part.price is not None] if "price" in sort else found
        found = sorted(told, key=SORTED[sort])
    said = "; ".join([f"{name} {value}" for name, value in where.items() if name in tests])
    lines = [
        f"{counted(len(found), 'part')} {'is' if len(found) == 1 else 'are'} so: {said or 'all'}; {len(every)} looked through."
    ]
    if sort:
        lines[0] = (
            f"{counted(len(found), 'part')} by {sort.lstrip('-')}, the {'highest' if sort[0] == '-' else 'lowest'} first."
        )
    lines += [_line(part) for part in found[:LISTED]]
    lines += [f"... {len(found) - LISTED} more"] if len(found) > LISTED else []
    listing = written_evidence("part", lines, fields={FOUND: str(len(found)), "filter": said}, as_of=ctx.now())
    return ToolResult((listing, *(part_evidence(part) for part in found if len(found) <= WHOLE)))


def _line(part: Part) -> str:
    least = [stock.minimum for stock in part.stock if stock.minimum is not None]
    told = [
        f"{on_hand(part):g} {part.unit} on hand" if part.stock else "",
        f"minimum {sum(least):g}" if least else "",
        f"{decimal(part.price)} {part.currency}".strip() if part.price is not None else "",
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
            raise NotTold("No part tells a minimum stock, so which are below it is not known.")
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
        raise NotTold(f"No part tells its {name.replace('_', ' ')}.")
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
