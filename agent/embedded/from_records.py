"""Sentences from records: the line of the record that was asked for, quoted with its marker."""

from collections.abc import Iterable

from domain.answers import Evidence

MAX_ORDERS = 5
MAX_ACTIONS = 8


def alarm_lines(number: int, item: Evidence, wanted: frozenset[str]) -> list[str]:
    """What an alarm means and, where asked, its causes and what to do."""
    rows = [region.text for region in item.regions]
    head = rows[0].removeprefix("Alarm ")
    models = f" ({item.fields['models']})" if item.fields.get("models") else ""
    out = [f"**{head}**{models} [{number}]"]
    meaning = _values(rows, "Meaning")
    actions, causes = _values(rows, "Action"), _values(rows, "Cause")
    if meaning and ("meaning" in wanted or not wanted & {"procedure", "cause"} or not actions):
        out.append(f"{meaning[0]} [{number}]")
    if causes and ("cause" in wanted or not wanted & {"procedure", "value"}):
        out += [f"- {cause} [{number}]" for cause in causes]
    if actions and ("procedure" in wanted or not wanted & {"meaning", "cause", "stock", "history"}):
        out += [f"{place}. {action} [{number}]" for place, action in enumerate(actions[:MAX_ACTIONS], start=1)]
    reset = _values(rows, "Reset")
    if reset and "procedure" in wanted:
        out.append(f"Reset: {reset[0]} [{number}]")
    if len(out) == 1:
        out += [f"{row} [{number}]" for row in rows[2:5]]
    return out


def part_lines(number: int, item: Evidence, wanted: frozenset[str]) -> list[str]:
    """A part, where it lies and how long it takes; what replaces it."""
    rows = [region.text for region in item.regions]
    stock = [row.removeprefix("Stock at ") for row in rows if row.startswith("Stock at ")]
    out = [f"**{rows[0].removeprefix('Part ')}** [{number}]"]
    if stock:
        out[0] = f"**{rows[0].removeprefix('Part ')}**: {'; '.join(stock)} [{number}]"
    lead = _values(rows, "Lead time")
    if lead:
        out.append(f"Lead time: {lead[0]} [{number}]")
    for name in ("Superseded by", "Supersedes", "Equivalents"):
        values = _values(rows, name)
        if values:
            out.append(f"{name}: {values[0]} [{number}]")
    if not stock and not lead and "stock" not in wanted:
        out += [f"{row} [{number}]" for row in rows[1:4]]
    return out


def order_lines(items: Iterable[tuple[int, Evidence]], *, single: bool) -> list[str]:
    """Work orders: one whole, or a line each."""
    out: list[str] = []
    for number, item in list(items)[:MAX_ORDERS]:
        rows = [region.text for region in item.regions]
        status, opened, closed = (_first(rows, name) for name in ("Status", "Opened", "Closed"))
        state = ", ".join(
            filter(None, (status, f"opened {opened}" if opened else "", f"closed {closed}" if closed else ""))
        )
        head = f"{rows[0]} ({state})" if state else rows[0]
        done, description = _first(rows, "Done"), _first(rows, "Description")
        if single:
            out.append(f"**{head}** [{number}]")
            shown = ("Asset", "Alarm", "Component", "Description", "Done", "Parts used", "Assigned to", "Priority")
            out += [f"{name}: {_first(rows, name)} [{number}]" for name in shown if _first(rows, name)]
        else:
            out.append(f"- {head}{': ' + (done or description) if done or description else ''} [{number}]")
    return out


def asset_lines(number: int, item: Evidence) -> list[str]:
    """One machine: what it is and how it stands."""
    rows = [region.text for region in item.regions]
    return [f"**{rows[0]}** [{number}]", *(f"{row} [{number}]" for row in rows[1:6])]


def _values(rows: list[str], name: str) -> list[str]:
    return [row.removeprefix(f"{name}: ") for row in rows if row.startswith(f"{name}: ")]


def _first(rows: list[str], name: str) -> str:
    values = _values(rows, name)
    return values[0] if values else ""
