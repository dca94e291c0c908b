"""Twins of answered questions: the same is asked of a sibling that the library does not hold."""

import re
from collections.abc import Iterator, Sequence

from evals.generate.facts.fact import Fact
from evals.generate.lacks.lack import Lack
from evals.generate.library import LibraryText, content_stems
from language.identifiers import identifiers
from stores.passages.wording.text import fold

FAMILIES = (
    "bolt nut screw stud rivet dowel clamp bracket clip strap pin hinge latch",
    "bearing bushing gear sprocket pulley belt chain coupling flange shaft crankshaft camshaft flywheel spindle",
    "gearbox motor engine generator alternator turbine compressor pump fan blower turbocharger winch hoist",
    "valve nozzle injector regulator manifold hose pipe cylinder piston accumulator reservoir tank carburettor radiator muffler",
    "filter strainer separator dryer seal gasket diaphragm membrane O-ring",
    "fuse relay contactor switch breaker transformer rectifier inverter capacitor resistor solenoid thermostat busbar",
    "sensor encoder thermocouple tachometer manometer gauge hygrometer flowmeter accelerometer microphone",
    "grease oil coolant paste solvent adhesive sealant lacquer enamel rosin resin flux antifreeze",
    "wire cable splice lug ferrule connector terminal plug socket sleeve conduit gland",
    "ladder lift crane gantry trolley platform hatch door window cabinet housing frame chassis",
)
"""Things that stand in for each other in a question: one of them, where the library names another."""
LONGEST_REST = 3
_QUOTED = frozenset({"step", "said", "lead"})
"""The source's own sentences: changed, they are misquoted and ask nothing else."""
MOST, STEPS = 4, (10, 30, 70, 200, 500)
"""Twins of one question, and by what the figures of a designation are moved."""


def siblings(library: LibraryText, facts: Sequence[Fact]) -> Iterator[Lack]:
    """For each fact its question with one thing, or one designation, in the place of which another stands that no passage names."""
    for fact in facts:
        for name, said in fact.slots.items():
            if name in _QUOTED:
                continue
            if any(len(text.split()) > LONGEST_REST for slot, text in fact.slots.items() if slot != name):
                continue  # the rest of the question tells its place by itself
            things = _things(said, library) if library.languages <= {"en"} else ()
            for own, other in [*_designations(said, library, whole=name == "code"), *things][:MOST]:
                slots = {
                    **fact.slots,
                    name: re.sub(rf"(?<!\w){re.escape(own)}(?!\w)", other, said, flags=re.IGNORECASE),
                }
                proof = f"'{other}' stands in none of the {len(library.sources)} passages; of '{own}' they say: {fact.quote}"
                yield Lack(fact.asks, slots, proof, twin=fact.id, language=fact.source.language)


def _things(said: str, library: LibraryText) -> Iterator[tuple[str, str]]:
    words = (
        fold(said).split()[1:] if len(said.split()) > 1 else [fold(said)]
    )  # "Grease the bearing" begins with what is done
    if identifiers(said):  # it is known by its designation, whatever it is called
        return
    for family in FAMILIES:
        held = family.split()
        own = next((word for word in reversed(words) if word in held), "")
        if own:
            unknown = (thing for thing in held if thing != own and _unheld(thing, library))
            yield from ((own, thing) for thing in unknown)


def _unheld(thing: str, library: LibraryText) -> bool:
    return not any(library.holders[stem] for stem in content_stems(thing))


def _unwritten(name: str, library: LibraryText) -> bool:
    """As it is written: its stems may stand elsewhere, as "11" of "E11" does."""
    name = name.casefold()
    whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    return not any(name in text and whole.search(text) for text in library.written)


def _designations(said: str, library: LibraryText, *, whole: bool) -> Iterator[tuple[str, str]]:
    """The name of another model, part or alarm of the same form: its last figures moved until nobody knows it. A code is one as a whole."""
    for own in [said] if whole else [one.written for one in identifiers(said)]:
        moved = next((name for step in STEPS if (name := _moved(own, step)) and _unwritten(name, library)), "")
        if moved:
            yield own, moved


def _moved(own: str, step: int) -> str:
    figures = list(re.finditer(r"\d+", own))
    if not figures:
        return ""
    last = figures[-1]
    return f"{own[: last.start()]}{int(last.group()) + step:0{len(last.group())}}{own[last.end() :]}"
