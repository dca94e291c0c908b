"""Where an answer gives a value that another document in force gives otherwise: that is said, and the other place shown too."""

from collections.abc import Iterator

from agent.phrases.saying import phrase
from agent.turn.release import Release
from domain.answers import AnswerEvent, Disagreement, ShownDisagreement, ShownSide
from language.numbers import numbers


def disagreements_shown(release: Release) -> Iterator[AnswerEvent]:
    """A sentence for each such value, and the other side's own line where it has not been shown. Blocks: not for the event loop."""
    places = {item.id: n for n, item in release.evidence.items()}
    told: set[frozenset[tuple[str, str]]] = set()
    for item in [] if release.nothing else list(release.shown.values()):
        for one in item.disagrees:
            pair = frozenset({(item.id, one.value), (one.other, one.other_value)})
            if pair in told or one.other not in places or not _gives(release, item.id, one.value):
                continue
            told.add(pair)
            yield release.say(phrase("sources_disagree", release.language, one=_side(one), other=_other(one)))
            if not _gives(release, one.other, one.other_value):
                yield from release.take([f"{one.other_line} [{places[one.other]}]"], trusted=True)
            sides = (
                _shown(release, item.id, one.value, one.place),
                _shown(release, one.other, one.other_value, one.other_place),
            )
            release.disagreements.append(ShownDisagreement(sides=sides))


def _shown(release: Release, evidence: str, value: str, place: str) -> ShownSide:
    """A side with where the answer gives it; nowhere, where its line could not be shown."""
    claims = _gives(release, evidence, value)
    own = {n for n, item in release.shown.items() if item.id == evidence}
    citations = dict.fromkeys(n for at in claims for n in release.claims[at].citations if n in own)
    return ShownSide(value=value, place=place, claims=claims, citations=tuple(citations))


def _gives(release: Release, evidence: str, value: str) -> tuple[int, ...]:
    """The claims that cite this evidence and say the value; its unit may stand in the name of a column."""
    cited = {n for n, item in release.shown.items() if item.id == evidence}
    first = numbers(value)[0].value
    return tuple(
        at
        for at, claim in enumerate(release.claims)
        if cited & set(claim.citations) and any(number.value == first for number in numbers(claim.text))
    )


def _side(one: Disagreement) -> str:
    return f"{one.place} ({one.value})"


def _other(one: Disagreement) -> str:
    return f"{one.other_place} ({one.other_value})"
