"""Sentences from records: the line of the record that was asked for, quoted with its marker."""

from collections.abc import Iterable, Sequence

from agent.embedded.abstain import unit_but_absent
from agent.embedded.alarms_asked import found_alarm_lines
from agent.embedded.asked_besides import asked_of_records
from agent.embedded.counted import fields_asked, figure_lines, is_figure
from agent.embedded.cue_words import cue
from agent.embedded.fitted_parts import USED, USED_ROW, asks_for_fitted, used_in
from agent.embedded.from_parts import is_called_so, misfit, part_lines
from agent.embedded.of_something_else import unit_counted, units_in
from agent.embedded.orders_asked import subject_of
from agent.embedded.record_rows import asked_rows, content_words, first_of, values_of
from agent.state import Round, Situation
from domain.answers import Evidence

MAX_ORDERS = 12
MAX_ACTIONS = 8
ASKED_SHARE = 0.3


def record_lines(situation: Situation, work: Round, wanted: frozenset[str]) -> list[str]:
    """What the records of this turn say to the question: alarms, machine, parts, work orders."""
    numbered = list(enumerate(work.evidence, start=1))
    question = situation.search_text
    machines = [(n, item) for n, item in numbered if item.kind == "asset"]
    asked = any(call.name == "get_asset" for call in work.calls)
    lines = found_alarm_lines(numbered, situation.language) or [
        line for n, item in numbered if item.kind == "alarm" for line in alarm_lines(n, item, wanted)
    ]
    fitted = asks_for_fitted(question)
    of_alarm = {"cause", "meaning", "value"} if fitted else {"procedure", "cause", "meaning", "value", "stock"}
    if wanted & {"history", "similar"} and not wanted & of_alarm:
        # Who did what is asked; what the alarm means is known.
        lines = [line for line in lines if line.startswith("**")]
    lines += [
        line
        for n, item in machines
        if asked and _is_asked_of(item, question)
        for line in asset_lines(n, item, question)
    ]
    looked_up = [str(call.args.get("query", "")) for call in work.calls if call.name == "find_parts"]
    numbers = {item.source_id for _, item in numbered if item.kind == "part"}
    # What a number brings (the part and what supersedes it) is meant; what words bring may be something else.
    by_number = all(query in numbers for query in looked_up)
    by_machine = any(call.args.get("fits") for call in work.calls if call.name == "find_parts")
    besides = asked_of_records(situation)
    subjects = [subject_of(situation), *([besides] if besides else [])]
    for n, item in numbered:
        if item.kind == "part" and (
            by_number
            or by_machine
            or item.source_id in looked_up
            or any(is_called_so(item, subject) for subject in subjects)
        ):
            lines += [*misfit((n, item), machines, situation.model), *part_lines(n, item, wanted, question)]
    unit = unit_counted(question)
    orders = [
        (n, item)
        for n, item in numbered
        if item.kind == "work_order" and not is_figure(item) and (not unit or unit in units_in(item.text))
    ]
    for n, item in numbered:
        if is_figure(item):
            lines += figure_lines(n, item, situation.language, listed=bool(orders))
    named = situation.entities.work_orders
    if named:
        single = [(n, item) for n, item in orders if item.source_id in named]
        return lines + [line for one in single for line in order_lines([one], single=True, question=question)]
    if "who" in wanted or "similar" in wanted:
        orders.sort(key=lambda one: not first_of([region.text for region in one[1].regions], "Done"))
    machine, shown = _machine_shown(situation, work), fields_asked(work.evidence)
    return lines + order_lines(orders, single=False, who="who" in wanted, machine=machine, parts=fitted, shown=shown)


def _is_asked_of(machine: Evidence, question: str) -> bool:
    """Whether a machine's record has to do with what is asked of it; with the machine alone it always has."""
    if unit_but_absent(question, machine.text):
        return False
    words = content_words(question)
    return not words or len(words & content_words(machine.text)) >= ASKED_SHARE * len(words)


def _machine_shown(situation: Situation, work: Round) -> bool:
    """Whether each order has to say its machine: they are not all of the one that was asked about."""
    tag = situation.asset.tag if situation.asset else ""
    shown = {first_of([r.text for r in item.regions], "Asset") for item in work.evidence if item.kind == "work_order"}
    return bool(shown - {tag})


def alarm_lines(number: int, item: Evidence, wanted: frozenset[str]) -> list[str]:
    """What an alarm means and, where asked, its causes and what to do."""
    rows = [region.text for region in item.regions]
    head = rows[0].removeprefix("Alarm ")
    models = f" ({item.fields['models']})" if item.fields.get("models") else ""
    out = [f"**{head}**{models} [{number}]"]
    meaning = values_of(rows, "Meaning")
    actions, causes = values_of(rows, "Action"), values_of(rows, "Cause")
    if meaning and ("meaning" in wanted or not wanted & {"procedure", "cause"} or not actions):
        out.append(f"{meaning[0]} [{number}]")
    if causes and ("cause" in wanted or not wanted & {"procedure", "value"}):
        out += [f"- {cause} [{number}]" for cause in causes]
    if actions and ("procedure" in wanted or not wanted & {"meaning", "cause", "stock", "history"}):
        out += [f"{place}. {action} [{number}]" for place, action in enumerate(actions[:MAX_ACTIONS], start=1)]
    reset = values_of(rows, "Reset")
    if reset and "procedure" in wanted:
        out.append(f"Reset: {reset[0]} [{number}]")
    if len(out) == 1:
        out += [f"{row} [{number}]" for row in rows[2:5]]
    return out


def order_lines(
    items: Iterable[tuple[int, Evidence]],
    *,
    single: bool,
    question: str = "",
    who: bool = False,
    machine: bool = False,
    parts: bool = False,
    shown: Sequence[str] = (),
) -> list[str]:
    """Work orders: one whole, or a line each, with who did it, on which machine, with which parts and what else is `shown`, where that is asked."""
    out: list[str] = []
    for number, item in list(items)[:MAX_ORDERS]:
        rows = [region.text for region in item.regions]
        status, opened, closed = (first_of(rows, name) for name in ("Status", "Opened", "Closed"))
        state = ", ".join(
            filter(None, (status, f"opened {opened}" if opened else "", f"closed {closed}" if closed else ""))
        )
        head = f"{rows[0]} ({state})" if state else rows[0]
        done, description = first_of(rows, "Done"), first_of(rows, "Description")
        if single:
            out.append(f"**{head}** [{number}]")
            told = ("Asset", "Alarm", "Component", "Description", "Done", "Parts used", "Assigned to", "Priority")
            out += [f"{name}: {first_of(rows, name)} [{number}]" for name in told if first_of(rows, name)]
            named = [row for name in _measures(question) for row in rows[1:] if row.startswith(f"{name}: ")]
            told = [f"{row} [{number}]" for row in dict.fromkeys([*named, *asked_rows(rows[1:], question)])]
            out += [line for line in told if line not in out]
        else:
            by = [first_of(rows, "Asset") if machine else "", first_of(rows, "Assigned to") if who else ""]
            asked = [f"{name}: {first_of(rows, name)}" for name in shown if first_of(rows, name)]
            used = f"{USED}{used_in(item)}" if parts and used_in(item) and USED_ROW not in shown else ""
            told = "; ".join(filter(None, [", ".join(filter(None, by)), used, done or description, *asked]))
            out.append(f"- {head}{': ' + told if told else ''} [{number}]")
    return out


def _measures(question: str) -> list[str]:
    """Figures of a job that are shown only where they are asked for: how long it took, what it cost."""
    of = {"Hours": ("duration", "hours"), "Cost": ("cost",)}
    return [name for name, cues in of.items() if any(cue(one).search(question) for one in cues)]


def asset_lines(number: int, item: Evidence, question: str = "") -> list[str]:
    """One machine: what is asked of it, or what it is and how it stands."""
    rows = [region.text for region in item.regions]
    status = [row for row in rows[1:] if row.startswith("Status: ")]
    shown = (
        list(dict.fromkeys([*status, *asked_rows(rows[1:], question)])) if asked_rows(rows[1:], question) else rows[1:6]
    )
    return [f"**{rows[0]}** [{number}]", *(f"{row} [{number}]" for row in shown)]
