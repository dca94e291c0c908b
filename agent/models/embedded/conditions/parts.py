"""What parts are asked to be."""

import re
from collections.abc import Set as AbstractSet

from agent.models.embedded.conditions.comparing import comparisons
from agent.models.embedded.conditions.phrases import compiled
from agent.question.header import Header
from language.words import fold


def parts_asked(asked: str, header: Header, said: AbstractSet[str]) -> dict[str, str]:
    """What parts are asked to be ("below minimum", "cheaper than 20", "from Grainger", "the most expensive"); nothing where none is.

    Args:
        asked: The question.
        header: What it names.
        said: The nouns that it says.
    """
    text = fold(asked)
    stock = next((name for name, pattern in compiled("parts") if pattern.search(text)), "")
    where = {"stock": stock} if stock else {}
    found = list(comparisons(text, header.language, said))
    price = next((one for one in found if one.field in {"cost", ""}), None)
    if price and "part" in said and "work_order" not in said:
        where["price"] = f"{price.sign}{price.value:g}"
    elif (
        "cost" in said and "part" in said and _SUPERLATIVE.search(text) and not said & {"work_order", "asset", "hours"}
    ):
        where["sort"] = "price" if "least" in said else "-price"
    if supplier := header.values("supplier"):
        where["supplier"] = supplier[0]
    return where if "part" in said or "stock" in where else {}


_SUPERLATIVE = re.compile(
    r"\b(?:most|dearest|costliest|cheapest|lowest|highest|teuerste\w*|billigste\w*|gunstigste\w*|(?:plus|moins) chere?s?|mas (?:car|barat)[oa]s?|mais (?:car|barat)[oa]s?|dyreste|billigste)\b"
)
