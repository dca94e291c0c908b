"""Questions that a library verifiably cannot answer: the quantity, the component or the code stands nowhere in it."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from random import Random

from evals.generate.facts.fact import Fact
from evals.generate.facts.listed import listed_facts
from evals.generate.facts.topics import topic_facts
from evals.generate.lacks.crossed import crossed
from evals.generate.lacks.lack import Lack
from evals.generate.lacks.numbered import numbered
from evals.generate.lacks.siblings import siblings
from evals.generate.lacks.things import units_of, unsaid
from evals.generate.library import LibraryText, content_stems

PLAUSIBLE: dict[str, tuple[str, frozenset[str]]] = {
    "tightening torque": ("Nm", frozenset("bolt flange nut screw stud clamp bracket coupling cover housing".split())),
    "pressure": (
        "bar",
        frozenset("accumulator pump tank valve hose pipe compressor cylinder reservoir nozzle".split()),
    ),
    "weight": (
        "kg",
        frozenset(
            "gearbox generator motor hub rotor transformer cabinet pump compressor cylinder brake hoist engine".split()
        ),
    ),
    "rated power": ("kW", frozenset("motor generator pump fan heater compressor transformer converter engine".split())),
    "speed": ("rpm", frozenset("motor generator fan pump rotor shaft gearbox compressor drill".split())),
    "rated current": ("A", frozenset("fuse motor contactor relay transformer converter heater".split())),
    "oil quantity": ("l", frozenset("gearbox transformer pump tank compressor".split())),
}
"""What people ask of which components, and a unit that would show that it is told."""
UNKNOWN = 0.5
"""So much of another library's heading is unknown to this one, two words of it at least."""
FEWEST_UNKNOWN = 2


def lacks(
    library: LibraryText, facts: Sequence[Fact], rng: Random, others: Sequence[LibraryText] = ()
) -> Iterator[Lack]:
    """Unanswerable questions in the order of a shuffle; those about what only `others` tell, the easiest, come last."""
    found = [*unsaid(library)]
    if library.languages <= {"en"}:
        found += [*_quantities(library), *_components(library)]
    twins = [*siblings(library, facts), *numbered(library), *crossed(library, facts)]
    for group in (found, twins):
        rng.shuffle(group)
    # A twin of what is answered is the harder one: they take turns as long as there are both.
    pairs = zip_longest(found, twins)
    yield from (lack for pair in pairs for lack in pair if lack)
    elsewhere = list(_elsewhere(library, others))
    rng.shuffle(elsewhere)
    yield from elsewhere


def _quantities(library: LibraryText) -> Iterator[Lack]:
    """A quantity of a thing that the library knows, where no passage that names the thing names the quantity or its unit."""
    near = [(source.stems, units_of(source.passage.text)) for source in library.sources]
    asked = [(quantity, unit, thing) for quantity, (unit, things) in PLAUSIBLE.items() for thing in sorted(things)]
    for quantity, unit, thing in asked:
        stems, wanted = content_stems(thing), content_stems(quantity)
        about = [(held, units) for held, units in near if stems <= held]
        if about and not any(wanted & held or unit in units for held, units in about):
            proof = f"none of the {len(about)} passages about '{thing}' tells a {quantity} or its unit"
            yield Lack("lack_quantity", {"quantity": quantity, "thing": thing}, proof)


def _components(library: LibraryText) -> Iterator[Lack]:
    """A quantity of a component whose every word is unknown to the library."""
    for quantity, (_, things) in PLAUSIBLE.items():
        for thing in sorted(things):
            if not any(library.holders[one] for one in content_stems(thing)):
                proof = f"'{thing}' stands in none of the {len(library.sources)} passages"
                yield Lack("lack_quantity", {"quantity": quantity, "thing": thing}, proof)


def _elsewhere(library: LibraryText, others: Sequence[LibraryText]) -> Iterator[Lack]:
    """What other libraries tell under a heading or of a name in a list, in words that stand nowhere in this one."""
    told = (fact for other in others for source in (topic_facts, listed_facts) for fact in source(other))
    for fact in (fact for fact in told if fact.asks in {"topic", "entry"}):
        language = fact.source.language
        stems = content_stems(fact.subject, language)
        unknown = sorted(one for one in stems if not library.holders[one])
        if language in library.languages and len(unknown) >= max(FEWEST_UNKNOWN, UNKNOWN * len(stems)):
            proof = f"{', '.join(unknown)} stand in none of the {len(library.sources)} passages"
            yield Lack(fact.asks, fact.slots, proof, language=language)
