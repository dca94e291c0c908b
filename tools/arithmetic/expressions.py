"""Arithmetic over numbers with units, read by a grammar of its own: nothing is evaluated as code.

sum      = product (("+" | "-") product)*
product  = signed (("*" | "/") signed)*
signed   = ("+" | "-")* power
power    = operand ("^" signed)?
operand  = number ["%" | unit] | name "(" sum ("," sum)* ")" | "(" sum ")"
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow, localcontext

from domain.errors import BadInput
from language.units import canonical
from tools.arithmetic.quantities import LARGEST, Value, in_unit_of, is_bounded, over, plus, power, times
from tools.arithmetic.tokens import tokens

LONGEST = 400
DEEPEST = 20
_ARITHMETIC = Context(prec=40, Emax=200, Emin=-200, traps=[InvalidOperation, DivisionByZero, Overflow])


@dataclass(frozen=True)
class Worked:
    """What an expression comes to, the numbers that it was made of, and how many things were done with them."""

    value: Value
    operands: tuple[str, ...]
    steps: int


def work_out(expression: str) -> Worked:
    """The value of an expression.

    Raises:
        BadInput: it cannot be read, mixes units, divides by zero, or comes to more than 30 digits.
    """
    if len(expression) > LONGEST:
        raise BadInput(f"The expression is longer than {LONGEST} characters.")
    with localcontext(_ARITHMETIC):
        try:
            reader = _Reader(expression)
            value = reader.whole()
        except DivisionByZero:
            raise BadInput("That divides by zero.") from None
        except Overflow:
            raise BadInput("The result is too large.") from None
        except InvalidOperation:
            raise BadInput("That has no value, such as the root of a negative number or 0 / 0.") from None
    if not is_bounded(value.number):
        raise BadInput("The result is too large or too small.")
    return Worked(value, tuple(reader.operands), reader.steps)


class _Reader:
    """Reads tokens from left to right."""

    def __init__(self, expression: str) -> None:
        self._tokens = list(tokens(expression, FUNCTIONS))
        self._at = 0
        self._depth = 0
        self.operands: list[str] = []
        self.steps = 0

    def whole(self) -> Value:
        value = self._sum()
        kind, text = self._tokens[self._at]
        if kind != "end":
            raise BadInput(f"'{text}' is not expected there.")
        return value

    def _takes(self, *operators: str) -> str:
        kind, text = self._tokens[self._at]
        if kind != "operator" or text not in operators:
            return ""
        self._at += 1
        return text

    def _sum(self) -> Value:
        value = self._product()
        while sign := self._takes("+", "-"):
            other = self._product()
            self.steps += 1
            value = plus(value, other if sign == "+" else replace(other, number=-other.number))
        return value

    def _product(self) -> Value:
        value = self._signed()
        while sign := self._takes("*", "/"):
            self.steps += 1
            value = (times if sign == "*" else over)(value, self._signed())
        return value

    def _signed(self) -> Value:
        sign = 1
        while taken := self._takes("+", "-"):
            sign = -sign if taken == "-" else sign
        value = self._operand()
        if self._takes("^"):
            self._deeper()
            value = power(value, self._signed())
            self._depth -= 1
            self.steps += 1
        return replace(value, number=sign * value.number)

    def _operand(self) -> Value:
        kind, text = self._tokens[self._at]
        if kind == "number":
            self._at += 1
            return self._number(text)
        if self._is_function():
            self._at += 1
            return self._with_unit(self._call(text.casefold()))
        if self._takes("("):
            return self._with_unit(self._inside()[0])
        if kind == "end":
            raise BadInput("The expression ends where a number should stand.")
        raise BadInput(f"'{text}' is not expected there; numbers, units and {', '.join(FUNCTIONS)} are known.")

    def _is_function(self) -> bool:
        """A name with a bracket behind it: "min" alone is a unit."""
        kind, text = self._tokens[self._at]
        return kind == "word" and text.casefold() in FUNCTIONS and self._tokens[self._at + 1].text == "("

    def _number(self, text: str) -> Value:
        number = Decimal(text)
        if not is_bounded(number):
            raise BadInput(f"{text[:20]} is too large or too small.")
        value = self._with_unit(Value(number))
        self.operands.append(f"{text} {'%' if value.percent else value.unit}".strip())
        return value

    def _with_unit(self, value: Value) -> Value:
        if self._takes("%"):
            self.steps += 1
            return Value(value.number / 100, value.unit, percent=True)
        unit: list[str] = []
        while not value.unit and (word := self._unit_word(unit)):
            unit.append(word)
            self._at += 1
        return replace(value, unit=" ".join(unit)) if unit else value

    def _unit_word(self, before: Sequence[str]) -> str:
        """The next word, where it is the unit or goes on with it ("N m")."""
        kind, text = self._tokens[self._at]
        if kind != "word" or self._is_function():
            return ""
        return text if not before or canonical(" ".join([*before, text])) else ""

    def _inside(self) -> list[Value]:
        self._deeper()
        values = [self._sum()]
        while self._takes(",", ";"):
            values.append(self._sum())
        if not self._takes(")"):
            raise BadInput("A bracket is not closed.")
        self._depth -= 1
        return values

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise BadInput("The expression is nested too deeply.")

    def _call(self, name: str) -> Value:
        self._takes("(")
        first, *others = self._inside()
        self.steps += 1
        rest = others if name == "round" else [in_unit_of(first, other) for other in others]
        number = FUNCTIONS[name]([first.number, *(other.number for other in rest)])
        return replace(first, number=number, unit="" if name == "sqrt" else first.unit)


def _round(numbers: Sequence[Decimal]) -> Decimal:
    places = int(numbers[1]) if len(numbers) > 1 else 0
    if abs(places) > LARGEST:
        raise BadInput(f"round takes at most {LARGEST} decimals.")
    return numbers[0].quantize(Decimal(1).scaleb(-places))


FUNCTIONS: dict[str, Callable[[Sequence[Decimal]], Decimal]] = {
    "min": min,
    "max": max,
    "sum": lambda numbers: sum(numbers, Decimal()),
    "mean": lambda numbers: sum(numbers, Decimal()) / len(numbers),
    "round": _round,
    "abs": lambda numbers: abs(numbers[0]),
    "sqrt": lambda numbers: numbers[0].sqrt(),
}
