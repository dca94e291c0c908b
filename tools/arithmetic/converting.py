"""Convert a quantity into another unit."""

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, WithJsonSchema

from domain.errors import BadInput
from language.numbers import numbers
from language.units import convert as converted
from tools.arithmetic.calculating import OPERANDS
from tools.arithmetic.quantities import is_bounded
from tools.arithmetic.writing import written
from tools.context import ToolContext, ToolResult
from tools.findings import written_evidence
from tools.phrases.saying import say

Number = Annotated[str, BeforeValidator(str), WithJsonSchema({"type": "number"})]


class Convert(BaseModel):
    """Convert units."""

    value: Number
    unit: str
    to: str


def convert(ctx: ToolContext, args: Convert) -> ToolResult:
    """One line that says both. Raises BadInput."""
    value = _value(args.value)
    try:
        result = converted(value, args.unit, args.to)
    except (ValueError, ArithmeticError):
        raise BadInput(
            f"'{args.unit}' cannot be converted to '{args.to}': other kinds of quantity, or no known unit."
        ) from None
    line = f"{written(value)} {args.unit.strip()} = {written(result)} {args.to.strip()}"
    fields = {OPERANDS: f"{written(value)} {args.unit.strip()}", "result": f"{written(result)} {args.to.strip()}"}
    return ToolResult(
        (
            written_evidence(
                "calculation", [line], ctx.language, title=say("title_conversion", ctx.language), fields=fields
            ),
        )
    )


def _value(given: str) -> Decimal:
    found = numbers(given)
    if len(found) != 1:
        raise BadInput(f"'{given[:40]}' is not one number.")
    if not is_bounded(found[0].value):
        raise BadInput("The number is too large or too small.")
    return found[0].value
