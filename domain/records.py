"""What a service organisation keeps about its machines: assets, alarms, work orders, parts."""

from datetime import date, datetime

from domain.model import Noun


class Asset(Noun):
    """One machine (a turbine): `tag` identifies it, `name` is what people call it besides, `serial` is the maker's own number.

    `next_service` is the day on which the next planned work is due.
    """

    tag: str
    name: str = ""
    model: str = ""
    serial: str = ""
    controller: str = ""
    site: str = ""
    status: str = ""
    commissioned: date | None = None
    next_service: date | None = None
    fields: dict[str, str] = {}


class AlarmCode(Noun):
    """One entry of an alarm list. The same `code` may mean something else for another model; `aliases` are its other codes (hex, SPN and FMI)."""

    code: str
    title: str
    aliases: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    controller: str = ""
    severity: str = ""
    meaning: str = ""
    causes: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    reset: str = ""
    fields: dict[str, str] = {}


class WorkOrder(Noun):
    """One job on one asset, past or open, in the technician's own words.

    `asset_name` is what its file calls the asset besides, `due` when it is to be done, `figures` the numbers in `fields` as numbers.
    """

    number: str
    asset: str = ""
    asset_name: str = ""
    title: str = ""
    description: str = ""
    status: str = ""
    kind: str = ""
    priority: str = ""
    alarm_code: str = ""
    component: str = ""
    failure_mode: str = ""
    opened: datetime | None = None
    closed: datetime | None = None
    due: datetime | None = None
    assigned_to: str = ""
    actions: str = ""
    parts_used: tuple[str, ...] = ()
    hours: float | None = None
    cost: float | None = None
    fields: dict[str, str] = {}
    figures: dict[str, float] = {}


class Stock(Noun):
    """How many of a part lie at one location, as last reported; below `minimum` it is to be ordered."""

    location: str
    quantity: float
    reserved: float = 0.0
    minimum: float | None = None
    bin: str = ""
    as_of: datetime | None = None


class Part(Noun):
    """A spare part. `superseded_by` names the part that replaces it, `supersedes` what it replaces."""

    number: str
    name: str = ""
    description: str = ""
    models: tuple[str, ...] = ()
    unit: str = "pcs"
    lead_time_days: int | None = None
    price: float | None = None
    currency: str = ""
    manufacturer: str = ""
    supplier: str = ""
    superseded_by: str = ""
    supersedes: tuple[str, ...] = ()
    equivalents: tuple[str, ...] = ()
    stock: tuple[Stock, ...] = ()
    fields: dict[str, str] = {}


class Reservation(Noun):
    """Some of a part at one location, set aside for a job."""

    id: str
    part: str
    location: str
    quantity: float
    work_order: str
    created: datetime
    created_by: str
