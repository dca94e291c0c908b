"""Which field of the work orders a name means, however a model calls it."""

from domain.errors import BadInput
from domain.queries import BETWEEN, OrderValues
from stores.records.identifiers import key_of
from stores.records.tables import FIELDS

PART, HOURS, COST, DAYS, OPENED, CLOSED, DUE, SITE, MODEL, TEXT, PERIOD, REPEATS, MACHINE_STATE = (
    "part", "hours", "cost", "days", "opened", "closed", "due", "site", "model", "text", "period", "repeat_within", "machine_status",
)  # fmt: skip
TIMES = ("year", "quarter", "month")
NAMES = (*FIELDS, PART, HOURS, COST, DAYS, OPENED, CLOSED, DUE, SITE, MODEL, MACHINE_STATE, REPEATS)
"""What narrows work orders, beside the company's own fields."""
OF_MACHINES = frozenset({SITE, MODEL, MACHINE_STATE})
"""What the machines tell and not their orders."""
_CALLED = {
    "asset": "asset assets asset_tag machine machines turbine turbines tag unit equipment",
    "asset_name": "asset_name machine_name equipment_name name",
    "kind": "kind kinds type work_type order_type job_type category maintenance_type",
    "status": "status state order_status",
    "failure_mode": "failure_mode failure failure_code fault fault_type mode",
    "component": "component components system subsystem assembly",
    "alarm_code": "alarm_code alarm alarms code fault_code error_code event_code",
    "assigned_to": "assigned_to assignee assigned person people technician technicians who worker team staff",
    "priority": "priority prio urgency",
    PART: "part parts part_number parts_used part_used spare spare_part",
    HOURS: "hours hour duration effort labour labor labour_hours time_spent",
    COST: "cost costs price amount expense",
    DAYS: "days days_open time_to_close lead_time turnaround",
    DUE: "due due_date deadline target_date",
    OPENED: "opened opened_at open_date created created_at date reported opening_date",
    CLOSED: "closed closed_at close_date completed completed_at finished done closing_date",
    SITE: "site sites farm wind_farm park location plant",
    MODEL: "model models turbine_model machine_model asset_model",
    MACHINE_STATE: "machine_status machine_state asset_status asset_state turbine_status",
    TEXT: "text words word mentions about description title query keyword keywords contains",
    PERIOD: "period time span",
    REPEATS: "repeat_within repeats repeated repeat recurring again_within",
    "year": "year",
    "quarter": "quarter",
    "month": "month",
}
_MEANT = {key_of(word): name for name, words in _CALLED.items() for word in words.split()}


def field_of(written: str, known: OrderValues) -> str:
    """The field's name as the store knows it. Raises BadInput that lists the fields."""
    key = key_of(written)
    own = next((name for name in known.own if key_of(name) == key), "")
    found = own or _MEANT.get(key, "")
    if not found:
        raise BadInput(f"There is no field '{written}'. Fields: {', '.join((*NAMES, *known.own))}.")
    return found


def figure_of(written: str, known: OrderValues) -> str:
    """What is added up or averaged. Raises BadInput that lists it."""
    key = key_of(written)
    own = next((name for name in known.figures if key_of(name) == key), "")
    meant = own or {key_of("between"): BETWEEN, key_of("time between"): BETWEEN}.get(key, _MEANT.get(key, ""))
    if own or meant in {HOURS, COST, DAYS, BETWEEN}:
        return meant
    choices = ", ".join((HOURS, COST, DAYS, BETWEEN, *known.figures))
    raise BadInput(f"Work orders tell no figure '{written}'. Figures: {choices}.")


def group_of(written: str, known: OrderValues) -> str:
    """What orders can be grouped by. Raises BadInput that lists it."""
    found = field_of(written, known) if written else ""
    if found in {HOURS, COST, DAYS, OPENED, CLOSED, DUE, TEXT, PERIOD, REPEATS} | OF_MACHINES:
        choices = (*FIELDS, PART, *TIMES, *known.own)
        raise BadInput(f"Work orders cannot be grouped by {found}. Group by one of: {', '.join(choices)}.")
    return found
