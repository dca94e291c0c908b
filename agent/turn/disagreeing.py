"""Where an answer gives a value that another document in force gives otherwise: that is said, and the other place shown too."""

from collections.abc import Iterator

from agent.phrases.saying import phrase
from agent.turn.release import Release
from domain.answers import AnswerEvent, Disagreement
from language.numbers import numbers


def disagreements_shown(release: Release) -> Iterator[AnswerEvent]:
    """A sentence for each such value, and the other side's own line where it has not been shown. Blocks: not for the event loop."""
    numbers = {item.id: n for n, item in release.evidence.items()}
    told: set[frozenset[tuple[str, str]]] = set()
    for item in [] if release.nothing else list(release.shown.values()):
        for one in item.disagrees:
            sides = frozenset({(item.id, one.value), (one.other, one.other_value)})
            if sides in told or one.other not in numbers or not _gives(release, item.id, one.value):
                continue
            told.add(sides)
            yield release.say(phrase("sources_disagree", release.language, one=_side(one), other=_other(one)))
            if not _gives(release, one.other, one.other_value):
                yield from release.take([f"{one.other_line} [{numbers[one.other]}]"], trusted=True)


def _gives(release: Release, evidence: str, value: str) -> bool:
    """Whether a claim that cites this evidence says the value; its unit may stand in the name of a column."""
    cited = {n for n, item in release.shown.items() if item.id == evidence}
    said = [claim.text for claim in release.claims if cited & set(claim.citations)]
    first = numbers(value)[0].value
    return any(number.value == first for text in said for number in numbers(text))


def _side(one: Disagreement) -> str:
    return f"{one.place} ({one.value})"


def _other(one: Disagreement) -> str:
    return f"{one.other_place} ({one.other_value})"
