"""From which place a part is taken: where enough of it is free."""

from domain.answers import Evidence
from domain.records import Part
from stores.records.identifiers import key_of
from tools.evidence import part_evidence
from tools.proposals import Refused


def place_for(part: Part, wanted: str, quantity: float, language: str = "") -> str | Refused:
    """The location as the stock writes it; without a wanted one, the only one that has enough."""

    def not_there(place: str, enough: list[str], *, kept: bool) -> Refused:
        return _not_there(part, place, quantity, enough, part_evidence(part, language), kept=kept)

    places = list(dict.fromkeys(stock.location for stock in part.stock))
    enough = [place for place in places if free_at(part, place) >= quantity]
    if wanted.strip():
        place = _like(wanted, places)
        if place in enough:
            return place
        return not_there(place or wanted.strip(), enough, kept=bool(place))
    if len(enough) == 1:
        return enough[0]
    if enough:
        choices = tuple(f"{place} ({free_at(part, place):g})" for place in enough)
        return Refused("which_location", {"part": part.number}, choices=choices, asks=True)
    best = max(places, key=lambda place: free_at(part, place), default="")
    return not_there(best, [], kept=bool(best))


def free_at(part: Part, place: str) -> float:
    """How many are there and not reserved."""
    return sum(
        max(stock.quantity - stock.reserved, 0) for stock in part.stock if key_of(stock.location) == key_of(place)
    )


def _like(wanted: str, places: list[str]) -> str:
    key = key_of(wanted)
    same = [place for place in places if key_of(place) == key]
    within = [place for place in places if key and (key in key_of(place) or key_of(place) in key)]
    return (same or (within if len(within) == 1 else [""]))[0]


def _not_there(
    part: Part, place: str, quantity: float, enough: list[str], evidence: Evidence, *, kept: bool
) -> Refused:
    free = free_at(part, place)
    values = {"part": part.number, "location": place, "free": f"{free:g}", "quantity": f"{quantity:g}"}
    why = "too_few" if kept else "not_kept"
    elsewhere = tuple(f"{each} ({free_at(part, each):g})" for each in enough)
    return Refused(why, values, nearest=elsewhere, evidence=evidence)
