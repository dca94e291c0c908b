"""Work out what a model must not work out itself."""

from pydantic import BaseModel

from domain.errors import BadInput
from tools.arithmetic.expressions import work_out
from tools.arithmetic.writing import is_rounded, spaced, written
from tools.context import ToolContext, ToolResult
from tools.findings import written_evidence
from tools.phrases.saying import say, word

OPERANDS = "operands"
"""The field that names the numbers a calculation was made of: they must stand in other evidence, or be the person's."""


class Calculate(BaseModel):
    """E.g. "3*12 h", "max(4, 7)/2"."""

    expression: str


def calculate(ctx: ToolContext, args: Calculate) -> ToolResult:
    """One line, "3 * 12 h = 36 h". Raises BadInput."""
    expression = spaced(args.expression)
    worked = work_out(expression)
    if not worked.steps:
        raise BadInput("There is nothing to work out: give an expression such as 3 * 12 h.")
    value = worked.value
    result = f"{written(value.number * (100 if value.percent else 1))} {'%' if value.percent else value.unit}".strip()
    rounded = f" ({word('rounded', ctx.language)})" if is_rounded(value.number) else ""
    line = f"{expression} = {result}{rounded}"
    fields = {OPERANDS: "; ".join(worked.operands), "result": result}
    return ToolResult(
        (
            written_evidence(
                "calculation", [line], ctx.language, title=say("title_calculation", ctx.language), fields=fields
            ),
        )
    )
