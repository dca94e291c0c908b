"""The currency of a column of prices, where its name or its cells tell it and no column of its own does."""

import re
from collections import Counter

from ingestion.records.columns.surveys import Survey

_CODES = "EUR USD GBP CHF DKK SEK NOK ISK PLN CZK HUF RON TRY CAD AUD NZD BRL MXN COP CLP PEN ARS INR CNY JPY KRW SGD ZAR AED SAR"
_SIGNS = {"€": "EUR", "£": "GBP", "R$": "BRL", "US$": "USD", "$": "$", "₹": "INR", "¥": "¥"}
_CURRENCY = re.compile(
    rf"(?<![^\W_])(?:{_CODES.replace(' ', '|')})(?![^\W_])|{'|'.join(re.escape(s) for s in sorted(_SIGNS, key=len, reverse=True))}"
)
MOST = 0.6
"""The share of cells from which what they say of the currency holds for all."""


def currency_of(survey: Survey, place: int) -> dict[str, str]:
    """The currency as a constant of every row; nothing where neither the column's name nor most cells tell one."""
    sample = survey.profiles[place].sample
    told = Counter(match.group() for cell in sample if (match := _CURRENCY.search(cell)))
    named = _CURRENCY.search(survey.columns[place].replace("_", " ").upper())
    commonest, count = told.most_common(1)[0] if told else ("", 0)
    found = commonest if count and count >= MOST * len(sample) else named.group() if named and not told else ""
    return {"currency": _SIGNS.get(found, found)} if found else {}
