"""The demo's two models: their full names, controllers and the prefixes of their documents."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Model:
    """One turbine model. `short` is how the facts name it, `family` names its files of facts."""

    short: str
    name: str
    controller: str
    family: str


KESTREL = Model("K112", "Kestrel K112-2.4", "AuroCon 3", "kestrel")
OSPREY = Model("O138", "Osprey O138-4.2", "AuroCon 5", "osprey")
MODELS = (KESTREL, OSPREY)

SITES = {"Lyngholt": KESTREL, "Serra do Vale": OSPREY}
LOCATIONS = ("Esbjerg", "Porto", "Van 3", "Van 7")


def full_names(shorts: list[str]) -> tuple[str, ...]:
    """`["K112"]` is `("Kestrel K112-2.4",)`; an unknown short name stays as it is."""
    known = {model.short: model.name for model in MODELS}
    return tuple(known.get(short, short) for short in shorts)
