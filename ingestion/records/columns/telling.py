"""What a column's values tell where no name gave it away: numbers that are all different, machines that are known, states, kinds of work, prose."""

from collections.abc import Callable, Iterable, Sequence

from ingestion.records.cells.values import is_flag
from ingestion.records.columns.mapping import Mapping
from ingestion.records.columns.names import known_names
from ingestion.records.columns.profiles import Profile
from ingestion.records.columns.surveys import Survey
from ingestion.records.fields import IDENTITY, Kind
from stores.records.orders.kinds import concept_of
from stores.records.orders.states import state_of

MOSTLY = 0.6
MOST_REASONS, SENTENCE = 12, 25
"""Different values up to which a column of short phrases that repeats itself is a choice from a list, not what somebody wrote."""


def by_values(kind: Kind, survey: Survey, mapping: Mapping, closed: set[str], known_tags: frozenset[str]) -> None:
    """Fields that no name gave away: numbers are all different, machines are known, long text is what happened."""
    free = [n for n in mapping.kept if survey.profiles[n].filled]
    identity = IDENTITY[kind]
    missing = {name for name in known_names(kind) if name not in mapping.fields and name not in closed}
    if identity in missing:
        _take(mapping, identity, (n for n in free if _identifies(survey, n)))
    if kind == "work-orders" and "asset" not in closed:
        _known_machines(survey, mapping, known_tags)
        _told_machines(survey, mapping)
    if "opened" in missing:
        _take(mapping, "opened", (n for n in mapping.kept if survey.profiles[n].share("moment") >= 0.9))
    if kind == "work-orders":
        for name, means in (("status", is_state), ("kind", _is_kind)):
            if name in missing:
                _take(mapping, name, (n for n in mapping.kept if _chosen_of(survey, n, means)))
    text = "title" if kind in {"work-orders", "alarms"} else "name"
    if text in missing and "description" not in mapping.fields:
        longest = sorted(mapping.kept, key=lambda n: -survey.profiles[n].mean_length)
        _take(mapping, text, (n for n in longest if _prose(survey, n)))


def _known_machines(survey: Survey, mapping: Mapping, known_tags: frozenset[str]) -> None:
    """The column that holds machines which are known identifies them, whatever it is called; what was taken for it is their name."""
    held = mapping.fields.get("asset", [])
    if any(_known_share(survey, n, known_tags) >= MOSTLY for n in held):
        return
    _take(mapping, "asset", (n for n in mapping.kept if _known_share(survey, n, known_tags) >= MOSTLY))
    if held and mapping.fields["asset"] != held and survey.determines(mapping.fields["asset"][0], held[0]):
        mapping.fields.setdefault("asset_name", held)


def _told_machines(survey: Survey, mapping: Mapping) -> None:
    """Where no name gave the machines away, the one column that repeats a few tags, letters and digits in one word, in nearly every row."""
    if "asset" in mapping.fields:
        return
    tagged = [n for n in mapping.kept if _repeats_tags(survey.profiles[n])]
    _take(mapping, "asset", tagged if len(tagged) == 1 else ())


def _repeats_tags(profile: Profile) -> bool:
    lettered = sum(any(c.isalpha() for c in cell) for cell in profile.sample) / max(len(profile.sample), 1)
    told = profile.coverage > 0.9 and min(lettered, share_of_codes(profile.sample)) > 0.9 and profile.longest <= 24
    return told and len(profile.values) > 1 and profile.distinct <= 0.5 and profile.share("moment") < 0.5


def _take(mapping: Mapping, name: str, places: Iterable[int]) -> None:
    place = next(iter(places), None)
    if place is not None:
        mapping.fields[name] = [place]


def _chosen_of(survey: Survey, place: int, means: Callable[[str], bool]) -> bool:
    """Whether a column is a choice of few values, most of which mean something of this kind ("abgeschlossen", "in Arbeit")."""
    profile = survey.profiles[place]
    values = [value for value in profile.values if not is_flag(value)]
    few = 1 < len(values) <= MOST_REASONS and profile.distinct < 1.0
    return few and sum(map(means, values)) >= MOSTLY * len(values)


def _is_kind(value: str) -> bool:
    return bool(concept_of(value))


def _identifies(survey: Survey, place: int) -> bool:
    profile = survey.profiles[place]
    digits = sum(any(c.isdigit() for c in cell) for cell in profile.sample) / max(len(profile.sample), 1)
    broken = decimals(profile.sample)
    whole = profile.coverage > 0.97 and profile.distinct == 1.0 and profile.longest <= 24
    return whole and digits > 0.9 and broken < 0.1 and profile.share("moment") < 0.5 and profile.filled > 2


def _known_share(survey: Survey, place: int, known_tags: frozenset[str]) -> float:
    sample = survey.profiles[place].sample
    return sum(cell.casefold() in known_tags for cell in sample) / len(sample) if sample and known_tags else 0.0


def _prose(survey: Survey, place: int) -> bool:
    profile = survey.profiles[place]
    return (
        profile.mean_length >= 10
        and profile.share("number") < 0.3
        and profile.share("moment") < 0.3
        and sum(" " in cell for cell in profile.sample) >= 0.5 * len(profile.sample)
        and profile.distinct > 0.05
        and (profile.mean_length >= SENTENCE or profile.distinct > 0.3 or len(profile.values) > MOST_REASONS)
    )


def decimals(sample: Sequence[str]) -> float:
    """The share of cells with a point or a comma."""
    return sum("." in cell or "," in cell for cell in sample) / max(len(sample), 1)


def share_of_codes(sample: Sequence[str]) -> float:
    """The share of cells that are one word with a digit, as numbers and tags are and names are not."""
    return sum(" " not in cell.strip() and any(c.isdigit() for c in cell) for cell in sample) / max(len(sample), 1)


def is_code(profile: Profile) -> bool:
    """Whether each cell is such a word and none stands twice: it numbers the rows, whatever it is called."""
    return profile.distinct == 1.0 and share_of_codes(profile.sample) == 1.0


def is_state(value: str) -> bool:
    return bool(state_of(value))
