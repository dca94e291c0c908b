"""The pieces of an expression: numbers, operators, names and units."""

import re
from collections.abc import Collection, Iterator
from typing import Literal, NamedTuple

from domain.errors import BadInput

OPERATORS = {"×": "*", "·": "*", "∙": "*", "÷": "/", "−": "-", "–": "-", "**": "^", "x": "*", "of": "*"}
_OPERATOR = re.compile(r"\*\*|[-+*/^(),;%×·∙÷−–]")
_WORD = re.compile(r"[^\W\d_°µΩ]*[°µΩ]?[^\W\d_][^\s\d+*/^(),;%]*(?:/[^\W\d_]+)?")
_NUMBER = re.compile(r"(?:\d+(?:\.\d+)*|\.\d+)(?:[eE][+-]?\d+)?")
_WITH_COMMA = re.compile(r"(?:\d+(?:[.,]\d+)*|\.\d+)(?:[eE][+-]?\d+)?")
_TWO_READINGS = re.compile(r"\d,\d{3}(?!\d)|,.*[.,]|\..*[.,]")
_LONGEST_NUMBER = 60


class Token(NamedTuple):
    """One piece."""

    kind: Literal["number", "operator", "word", "end"]
    text: str


def tokens(expression: str, functions: Collection[str]) -> Iterator[Token]:
    """Cut an expression up. Between the brackets of a function a comma stands between its numbers. Raises BadInput."""
    text = expression.strip().rstrip("=? ")
    at = 0
    brackets: list[bool] = []
    last = Token("end", "")
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        last, at = _next(text, at, last, commas=any(brackets))
        if last.text == "(":
            brackets.append(text[:at].rstrip("( ").casefold().endswith(tuple(functions)))
        elif last.text == ")" and brackets:
            brackets.pop()
        yield last
    yield Token("end", "")


def _next(text: str, at: int, last: Token, *, commas: bool) -> tuple[Token, int]:
    if number := (_NUMBER if commas else _WITH_COMMA).match(text, at):
        return Token("number", _plain(number[0])), number.end()
    if word := _WORD.match(text, at):
        known = OPERATORS.get(word[0]) if last.kind != "operator" or last.text in {")", "%"} else None
        return Token("operator", known) if known else Token("word", word[0]), word.end()
    if operator := _OPERATOR.match(text, at):
        return Token("operator", OPERATORS.get(operator[0], operator[0])), operator.end()
    raise BadInput(f"'{text[at : at + 10]}' cannot be read; write numbers, units, + - * / ^ % and brackets.")


def _plain(written: str) -> str:
    """With a decimal point. Raises BadInput where a comma or point may be one of thousands."""
    if len(written) > _LONGEST_NUMBER:
        raise BadInput("A number is too long.")
    if _TWO_READINGS.search(written):
        raise BadInput(f"'{written}' may be read in two ways; write numbers with a point and no thousands separator.")
    return written.replace(",", ".")
