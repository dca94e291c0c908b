"""Questions that a library verifiably cannot answer: the quantity, the component or the code stands nowhere in it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from evals.generate.facts.alarms import coded
from evals.generate.facts.fact import Fact
from evals.generate.library import LibraryText, content_stems
from language.units import canonical, quantities
from stores.passages.wording.text import fold

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
OF_ANYTHING = ("shelf life", "storage temperature", "disposal code")
"""What people ask of materials that a text explains."""
MATERIALS = frozenset(
    "tape grease oil solder paste wire cable solvent adhesive insulation battery rosin enamel flux fluid coolant resin sealant".split()
)
FEWEST_CODES = 5


@dataclass(frozen=True)
class Lack:
    """A question without an answer, and what shows that there is none."""

    asks: str
    slots: dict[str, str]
    proof: str


def lacks(library: LibraryText, facts: Sequence[Fact], rng: Random) -> Iterator[Lack]:
    """Unanswerable questions in the order of a shuffle."""
    found = [*_quantities(library, facts), *_components(library), *_codes(library)]
    rng.shuffle(found)
    yield from found


def _quantities(library: LibraryText, facts: Sequence[Fact]) -> Iterator[Lack]:
    """A quantity of a thing that the library knows, where no passage that names the thing names the quantity or its unit."""
    near = [(source.stems, _units(source.passage.text)) for source in library.sources]
    terms = dict.fromkeys(fact.slots["term"] for fact in facts if fact.asks == "what")
    asked = [(quantity, unit, thing) for quantity, (unit, things) in PLAUSIBLE.items() for thing in sorted(things)]
    materials = [term for term in terms if MATERIALS & set(fold(term).split())]
    asked += [(quantity, "", term) for term in materials for quantity in OF_ANYTHING]
    for quantity, unit, thing in asked:
        stems, wanted = content_stems(thing), content_stems(quantity)
        about = [(held, units) for held, units in near if stems <= held]
        if about and not any(wanted & held or unit in units for held, units in about):
            proof = (
                f"none of the {len(about)} passages about '{thing}' tells a {quantity}{' or its unit' if unit else ''}"
            )
            yield Lack("lack_quantity", {"quantity": quantity, "thing": thing}, proof)


def _components(library: LibraryText) -> Iterator[Lack]:
    """A quantity of a component whose every word is unknown to the library."""
    for quantity, (_, things) in PLAUSIBLE.items():
        for thing in sorted(things):
            if not any(library.holders[one] for one in content_stems(thing)):
                proof = f"'{thing}' stands in none of the {len(library.sources)} passages"
                yield Lack("lack_quantity", {"quantity": quantity, "thing": thing}, proof)


def _codes(library: LibraryText) -> Iterator[Lack]:
    """A code of the library's own length that no passage writes."""
    codes = [entry[0] for source in library.sources if (entry := coded(source.section)) and entry[0].isdigit()]
    if len(set(codes)) < FEWEST_CODES:
        return
    length = Counter(len(code) for code in codes).most_common(1)[0][0]
    for number in range(10 ** (length - 1) + 7, 10**length, 37):
        if str(number) not in codes and not library.holders[str(number)]:
            yield Lack("meaning", {"code": str(number)}, f"{number} stands in none of the passages")


def _units(text: str) -> frozenset[str]:
    return frozenset(canonical(word.strip(".,;:()")) for word in text.split()) | {q.unit for q in quantities(text)}
