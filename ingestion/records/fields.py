"""What each kind of record consists of, as far as an import can fill it."""

from typing import Literal

Kind = Literal["assets", "alarms", "parts", "stock", "work-orders"]
KINDS: tuple[Kind, ...] = ("assets", "alarms", "parts", "stock", "work-orders")

IDENTITY: dict[Kind, str] = {
    "assets": "tag",
    "alarms": "code",
    "parts": "number",
    "stock": "number",
    "work-orders": "number",
}
DATES = frozenset({"opened", "closed", "due", "commissioned", "next_service", "as_of"})
DAYS = frozenset({"commissioned", "next_service"})
"""Dates without a time of day."""
NUMBERS = frozenset({"hours", "cost", "price", "quantity", "reserved", "minimum", "lead_time_days"})
STOCK = frozenset({"location", "quantity", "reserved", "minimum", "bin", "as_of"})
NAME_OF = {"asset": "asset_name", "tag": "name"}
"""What identifies a machine -> what it is called besides."""
LISTS: dict[Kind, frozenset[str]] = {
    "assets": frozenset(),
    "alarms": frozenset({"aliases", "models", "causes", "actions"}),
    "parts": frozenset({"models", "supersedes", "equivalents"}),
    "stock": frozenset(),
    "work-orders": frozenset({"parts_used"}),
}
LABELLED = frozenset({"component", "failure_mode"})
"""Fields that a code and its name may fill together ("MT010" and "Oil analysis")."""
ASKED_BY = frozenset({"asset", "asset_name", "assigned_to", "kind", "component", "failure_mode", "priority", "hours", "cost"})  # fmt: skip
"""Fields of work orders that people group, rank or add up by, in their company's own words."""
TEXTS = frozenset({"description", "meaning"})
"""Fields that several columns of free text may fill, one below the other."""
