"""What parts are asked to be."""

from collections.abc import Set as AbstractSet

from agent.models.embedded.conditions.comparing import comparisons
from agent.models.embedded.conditions.held import Held
from agent.models.embedded.conditions.phrases import compiled
from agent.question.header import Header
from language.words import fold


def parts_asked(asked: str, header: Header, said: AbstractSet[str]) -> tuple[dict[str, str], frozenset[str]]:
    """What parts are asked to be ("below minimum", "cheaper than 20", "from Grainger", "the most expensive"), nothing where none is; and the words that say so.

    Args:
        asked: The question.
        header: What it names.
        said: The nouns that it says.
    """
    text = fold(asked)
    held = Held(text)
    for one in header.named:
        held.take_said(one.said, mark=one.kind)
    where: dict[str, str] = {}
    for name, pattern in compiled("parts"):
        if (match := pattern.search(text)) and "stock" not in where:
            where["stock"] = name
            held.take(match.span())
    # "Under 2025" is a time in Swedish.
    found = [one for one in comparisons(text, header.language, said) if one.unit or not held.in_period(one.span)]
    price = next((one for one in found if one.field in {"cost", ""}), None)
    superlative = dict(compiled("ranked"))["superlative"].search(text)
    if price and "part" in said and "work_order" not in said:
        where["price"] = f"{price.sign}{price.value:g}"
        held.take(price.span)
    elif "cost" in said and "part" in said and superlative and not said & {"work_order", "asset", "hours"}:
        where["sort"] = "price" if "least" in said else "-price"
        held.take(superlative.span())
    if supplier := header.values("supplier"):
        where["supplier"] = supplier[0]
    return (where, frozenset(held.read)) if "part" in said or "stock" in where else ({}, frozenset())
