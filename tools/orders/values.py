"""The values of the records that a written value means: "corrective" is the company's "CM", "Holm" is "M. Holm"."""

from collections.abc import Callable, Sequence

from domain.errors import BadInput, NotFound
from domain.queries import OrderValues
from language.words import stems, words
from stores.records.identifiers import key_of
from stores.records.identifiers import nearest as spelled_nearest
from stores.records.machine_states import MACHINE_STATES, machine_state_of
from stores.records.orders.kinds import kinds_like
from stores.records.orders.states import STATES, state_of
from tools.context import ToolContext
from tools.machine import models
from tools.orders.fields import MACHINE_STATE, MODEL, PART, SITE
from tools.orders.priorities import priorities_like

SHOWN = 12
"""Values that an error lists."""


def values_of(ctx: ToolContext, field: str, written: str, known: OrderValues) -> tuple[str, ...]:
    """As the records write it.

    Raises:
        BadInput: the field has no such value; says which it has.
        NotFound: no such machine or alarm.
    """
    if field in LOOKED_UP:
        return LOOKED_UP[field](ctx, written, known)
    among = known.fields.get(field, ())
    found = _class_of_state(written, among) if field == "status" else ()
    if field in known.fields and not (among or found):
        raise BadInput(f"No work order tells its {field.replace('_', ' ')}.")
    found = found or (kinds_like(written, among) if field == "kind" else ()) or matching(written, among)
    found = found or (priorities_like(written, among) if field == "priority" else ())
    found = found or (persons(written, among) if field == "assigned_to" else ())
    if not found and among:
        raise BadInput(unknown_value(field, written, among))
    return found


def matching(written: str, among: Sequence[str]) -> tuple[str, ...]:
    """Those of the values that are written so, whose code or name is, that hold the words, or hold them in another form."""
    key = key_of(written)
    exact = tuple(one for one in among if key_of(one) == key)
    halves = tuple(one for one in among if key in {key_of(one.partition(" ")[0]), key_of(one.partition(" ")[2])})
    if exact or halves:
        return exact or halves
    forms = stems(written, "en")
    return holding(written, among) or tuple(one for one in among if forms and forms <= stems(one, "en"))


def holding(written: str, among: Sequence[str]) -> tuple[str, ...]:
    """Those of the values that hold all the words."""
    wanted = set(words(written))
    return tuple(one for one in among if wanted and wanted <= set(words(one)))


def persons(written: str, names: Sequence[str]) -> tuple[str, ...]:
    """Names that are written so, or of which all but initials is: "M. Holm" is meant by "Holm" and by "Mette Holm"."""
    wanted = set(words(written))
    whole = ((name, {word for word in words(name) if len(word) > 1}) for name in names)
    return matching(written, names) or tuple(name for name, told in whole if told and told <= wanted)


def unknown_value(field: str, written: str, among: Sequence[str], noun: str = "work order") -> str:
    """The sentence that says what there is instead, the likeliest first."""
    alike = spelled_nearest(written, list(among), [key_of(one) for one in among])
    shown = list(dict.fromkeys((*alike, *among)))
    more = f" and {len(shown) - SHOWN} more" if len(shown) > SHOWN else ""
    name = field.replace("_", " ")
    hint = " To look for words use text." if noun == "work order" else ""
    return f"No {noun} has the {name} '{written}'. There is: {', '.join(shown[:SHOWN]) or 'none'}{more}.{hint}"


def _class_of_state(written: str, among: Sequence[str]) -> tuple[str, ...]:
    """One of `STATES` is whatever the company calls it; a status of its own is that status; another word for a state is that state."""
    if written.strip().casefold() in STATES:
        return (written.strip().casefold(),)
    own = tuple(one for one in among if key_of(one) == key_of(written))
    return own or ((state,) if (state := state_of(written)) and not matching(written, among) else ())


def _machine(ctx: ToolContext, written: str, known: OrderValues) -> tuple[str, ...]:
    same = tuple(tag for tag in known.assets if key_of(tag) == key_of(written))
    return same or (ctx.fleet.asset(written).tag,)


def _of_site(ctx: ToolContext, written: str, known: OrderValues) -> tuple[str, ...]:  # noqa: ARG001
    machines = ctx.fleet.assets()
    sites = tuple(dict.fromkeys(one.site for one in machines if one.site))
    wanted = matching(written, sites)
    if not wanted:
        raise BadInput(unknown_value("site", written, sites, noun="machine"))
    return tuple(one.tag for one in machines if one.site in wanted)


def _of_model(ctx: ToolContext, written: str, known: OrderValues) -> tuple[str, ...]:  # noqa: ARG001
    found = ctx.fleet.assets(model=written)
    if not found:
        raise BadInput(unknown_value("model", written, models(ctx), noun="machine"))
    return tuple(one.tag for one in found)


def states_of_machines(written: str, among: Sequence[str]) -> tuple[str, ...]:
    """A company's words for a state of machines: "running" is "running, slow" and "En marche"."""
    state = written.strip().casefold()
    alike = (one for one in among if state in MACHINE_STATES and machine_state_of(one) == state)
    return tuple(dict.fromkeys((*matching(written, among), *holding(written, among), *alike)))


def _in_state(ctx: ToolContext, written: str, known: OrderValues) -> tuple[str, ...]:  # noqa: ARG001
    machines = ctx.fleet.assets()
    states = tuple(dict.fromkeys(one.status for one in machines if one.status))
    wanted = states_of_machines(written, states)
    if not wanted and written.strip().casefold() not in MACHINE_STATES:
        raise BadInput(unknown_value("status", written, states, noun="machine"))
    return tuple(one.tag for one in machines if one.status in wanted)


def _alarm(ctx: ToolContext, written: str, known: OrderValues) -> tuple[str, ...]:
    found = matching(written, known.fields.get("alarm_code", ()))
    return found or tuple(dict.fromkeys(alarm.code for alarm in ctx.fleet.alarms(written)))


def _part(ctx: ToolContext, written: str, known: OrderValues) -> tuple[str, ...]:  # noqa: ARG001
    try:
        return (ctx.inventory.part(written).number,)
    except NotFound:
        return (written,)  # A part that was used need not be in the stock list.


LOOKED_UP: dict[str, Callable[[ToolContext, str, OrderValues], tuple[str, ...]]] = {
    "asset": _machine,
    SITE: _of_site,
    MODEL: _of_model,
    MACHINE_STATE: _in_state,
    "alarm_code": _alarm,
    PART: _part,
}
