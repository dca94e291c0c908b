"""Why a change was not proposed, in a sentence for the model: what is missing, what there is instead."""

from typing import Any, cast

from tools.proposals import Refused

_SENTENCES = {
    "missing": "Missing: {fields}.",
    "unknown": "There is no {kind} '{tag}'.",
    "already": "{work_order} is in the state '{status}' already.",
    "no_status": "There is no state '{status}'; there is: {items}.",
    "which_location": "Part {part} lies at several places; say which.",
    "which_reservation": "Several reservations fit; say which.",
    "not_reserved": "Nothing is reserved of {what}.",
    "too_few": "Only {free} of part {part} are free at {location}; {quantity} are asked for.",
    "not_kept": "Part {part} is not kept at {location}.",
}
_NOT_YET = " An order that is only proposed has no number yet: propose this again once it is approved."


def sentence(refused: Refused) -> str:
    """The reason, then what may be chosen or is nearest."""
    values = {name: _listed(value) for name, value in refused.values.items()}
    try:
        told = _SENTENCES[refused.why].format(**values)
    except KeyError:
        told = f"{refused.why}: {', '.join(values.values())}"
    choices = f" Choices: {'; '.join(refused.choices)}." if refused.choices else ""
    return f"Not proposed. {told}{_NOT_YET if _lacks_order(refused) else ''}{choices}"


def _lacks_order(refused: Refused) -> bool:
    """Whether what is missing may be the number of an order that was proposed in the same turn."""
    return "work_order" in (*refused.values.get("fields", ()), refused.values.get("kind", ""))


def _listed(value: Any) -> str:
    return ", ".join(cast("tuple[str, ...]", value)) if isinstance(value, tuple) else str(value)
