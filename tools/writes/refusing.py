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


def sentence(refused: Refused) -> str:
    """The reason, then what may be chosen or is nearest."""
    values = {name: _listed(value) for name, value in refused.values.items()}
    try:
        told = _SENTENCES[refused.why].format(**values)
    except KeyError:
        told = f"{refused.why}: {', '.join(values.values())}"
    choices = f" Choices: {'; '.join(refused.choices)}." if refused.choices else ""
    return f"Not proposed. {told}{choices}"


def _listed(value: Any) -> str:
    return ", ".join(cast("tuple[str, ...]", value)) if isinstance(value, tuple) else str(value)
