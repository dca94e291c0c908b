"""What a sentence says of the state of records, and of what is not recorded of them."""

from collections.abc import Iterator

from agent.claims.evidence.ground import Spot, said_in
from agent.claims.pairing.situation import TURNED, Relation, Situation
from agent.claims.pairing.tokens import Thing, label
from agent.claims.wording.polarity import lifts, turned
from agent.claims.wording.stems import stems_of
from stores.records.orders.states import CANCELLED, CLOSED, STATES, WORKED_ON, state_of
from tools.phrases.saying import label as label_of

FIELDS = (
    "parts_used",
    "assigned_to",
    "hours",
    "cost",
    "closed",
    "due",
    "alarm",
    "component",
    "failure_mode",
    "priority",
)
"""What a work order may say nothing of."""
FEW = 3
"""Words beside the names of a sentence that says a state or that something is missing, and nothing else."""
RECORDED, STATE = "not recorded", "its state"


def state_said(at: Situation) -> Relation:
    """Whether each record is in the state that a short sentence says; "open" is whatever is not done yet."""
    words = " ".join([at.cues.words(), *(value.text for value in at.tokens.values)])
    records = [thing for thing in at.things if _status(thing)]
    whole = len(records) == len(at.things) and all(state_of(value.text) for value in at.tokens.values)
    if not records or not whole or not _is_short(at) or len(at.tokens.values) > 1:
        return Relation()
    denied = any(turned(words, language) for language in at.cues.languages)
    said = _state(words, denied=denied)
    told = {state_of(label(spot)) for thing in records if (spot := _status(thing))}
    if not said or not all(told) or (denied and said != CLOSED):
        return Relation()
    meant = set(WORKED_ON) if said in WORKED_ON[:1] else {said}
    right = all((one in meant) is not denied for one in told)
    ends = {CLOSED, CANCELLED}
    if not right and not (denied or (said in ends and told <= ends)) and said not in {STATES[0], CLOSED}:
        return Relation()  # on hold, waiting and in progress are said of each other
    spots = tuple(spot for thing in records if (spot := _status(thing)))
    return Relation(STATE, spots=spots, spans=at.cues.spans()) if right else Relation(trouble=TURNED)


def unrecorded(at: Situation) -> Relation:
    """Whether each record has no line of a kind that a short sentence denies."""
    words = at.cues.words()
    denied = any(turned(words, language) and not lifts(words, language) for language in at.cues.languages)
    if not denied or at.tokens.values or not _is_short(at) or not all(one.spots[0].cut.record for one in at.things):
        return Relation()
    stems = frozenset(stem for language in at.cues.languages for stem in stems_of(words, language))
    for field, names in _kinds(at):
        if said_in(stems, frozenset(names)):
            having = [spot for thing in at.things for spot in thing.spots if _has(spot, field, frozenset(names))]
            if having:
                return Relation(trouble=f"the record says it: {having[0].place.own[:80]}")
            if field == "closed" and any(
                state_of(label(spot)) == CLOSED for thing in at.things if (spot := _status(thing))
            ):
                return Relation()
            heads = tuple(thing.spots[0] for thing in at.things)
            return Relation(RECORDED, spots=heads, spans=at.cues.spans())
    return Relation()


def _kinds(at: Situation) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What may be missing with the words of its name: our own fields, and what other records of the evidence have."""
    if any(_status(thing) for thing in at.things):
        for name in FIELDS:
            told = dict.fromkeys([*at.cues.languages, at.things[0].spots[0].cut.language, "en"])
            yield name, tuple(stem for language in told for stem in stems_of(label_of(name, language), language))
    nouns = at.things[0].spots[0].cut.nouns  # a part has no "Parts used"
    alike = [spot for spot in at.ground.spots if spot.cut.record and spot.cut.nouns == nouns]
    labels = dict.fromkeys(spot.place.name for spot in alike if not (spot.place.field or spot.heads))
    yield from (("", stems_of(name, at.ground.language)) for name in labels if name)


def _has(spot: Spot, field: str, names: frozenset[str]) -> bool:
    if field:
        return spot.place.field == field
    return not spot.heads and bool(said_in(stems_of(spot.place.name, spot.cut.language), names))


def _status(thing: Thing) -> Spot | None:
    return next((spot for spot in thing.spots if spot.place.field == "status"), None)


def _state(words: str, *, denied: bool) -> str:
    """The state that a phrase names; a denied one by its other words."""
    if not denied:
        return state_of(words)
    return next((found for word in words.split() if (found := state_of(word))), "")


def _is_short(at: Situation) -> bool:
    return min(len(set(stems_of(at.cues.words(), language))) for language in at.cues.languages) <= FEW
