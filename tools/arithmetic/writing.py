"""How a worked-out figure is written."""

import re
from decimal import ROUND_HALF_UP, Decimal

PLACES = 6
_TIMES = re.compile(r"(?<=[\d)%])\s*[xX×·∙]\s*(?=[\d.(])")
_SIGN = re.compile(r"\s*(?:(\*\*|[*^×÷·+])|(?<=[\w%)°])\s*([-−–])|(/)(?=\s*[\d(.])|(?<=[\d)%\s])(/))\s*")


def written(value: Decimal) -> str:
    """At most six decimals (six telling digits of a small number), no exponent, no zeros at the end."""
    places = PLACES if value == 0 or value.adjusted() >= -1 else PLACES - 1 - value.adjusted()
    text = f"{value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def is_rounded(value: Decimal) -> bool:
    """Whether `written` left digits out."""
    return Decimal(written(value)) != value


def spaced(expression: str) -> str:
    """An expression with room around its signs ("3*12 h": "3 * 12 h"); "km/h" stays, and "12 x 2.4" is no size."""
    plain = _TIMES.sub(" * ", expression.strip().rstrip("=? "))
    signed = _SIGN.sub(lambda match: f" {next(filter(None, match.groups()))} ", plain)
    return " ".join(signed.split())
