"""The SQL stores on every database that they promise to run on."""

import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from domain.records import AlarmCode, Asset, Part, Stock, WorkOrder
from stores.open_stores import Stores, open_stores
from stores.records.store import SqlRecords
from stores.settings import StoreSettings

POSTGRES = "postgresql://root@127.0.0.1:5432/test"


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[StoreSettings]:
    """Settings of an empty database: a new file, or a new schema that is dropped afterwards."""
    if request.param == "sqlite":
        yield StoreSettings(home=tmp_path, database_url="")
        return
    schema = f"nacelle_{uuid.uuid4().hex[:12]}"
    try:
        server = psycopg.connect(POSTGRES, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as error:
        if os.environ.get("CI") == "true":  # noqa: TID251
            raise
        pytest.skip(f"no PostgreSQL at 127.0.0.1:5432 ({str(error).splitlines()[0]})")
    with server:
        server.execute(f"CREATE SCHEMA {schema}")  # pyright: ignore[reportArgumentType, reportCallIssue]
        try:
            yield StoreSettings(
                home=tmp_path, database_url=f"{POSTGRES}?options=-csearch_path%3D{schema}&application_name={schema}"
            )
        finally:
            server.execute(f"DROP SCHEMA {schema} CASCADE")  # pyright: ignore[reportArgumentType, reportCallIssue]


@pytest.fixture
def stores(settings: StoreSettings) -> Iterator[Stores]:
    """Open and empty."""
    with open_stores(settings=settings) as opened:
        yield opened


NINE = datetime(2026, 11, 20, 9, tzinfo=UTC)
ASSETS = (
    Asset(
        tag="WTG-01", model="Kestrel K112-2.4", site="Lyngholt", commissioned=date(2021, 4, 14), fields={"hub": "94 m"}
    ),
    Asset(tag="WTG-07", model="Kestrel K112-2.4", site="Lyngholt"),
    Asset(tag="WTG-17", model="Osprey O138-4.2", site="Højager"),
    Asset(tag="P 003", model="Osprey O138-4.2", site="Højager"),
)
ALARMS = (
    AlarmCode(code="309", title="Yaw brake pressure low", models=("Kestrel K112-2.4",), causes=("Leaking hose",)),
    AlarmCode(code="0309", title="Pitch battery voltage", models=("Osprey O138-4.2",)),
    AlarmCode(code="A-12", title="Smoke detected", meaning="The detector in the nacelle tripped."),
    AlarmCode(code="1309", title="Gearbox oil temperature high", models=("Kestrel K112-2.4",)),
)
PARTS = (
    Part(
        number="29-1182",
        name="Yaw brake pad",
        models=("Kestrel K112-2.4",),
        superseded_by="29-1183",
        stock=(Stock(location="Esbjerg", quantity=3, as_of=NINE), Stock(location="Aalborg", quantity=0.5, bin="A 4")),
    ),
    Part(number="29-1183", name="Yaw brake pad, sintered", models=("Kestrel K112-2.4",), supersedes=("29-1182",)),
    Part(number="30-0040", name="Hydraulic hose", description="For the pitch system", models=("Osprey O138-4.2",)),
    Part(number="3-00041", name="Grease"),
    Part(number="300-041", name="Gloves"),
)
ORDERS = (
    WorkOrder(number="WO-10234", asset="WTG-07", title="Yaw brake squeals", status="Closed", kind="Corrective",
              component="Yaw brake", alarm_code="309", opened=NINE - timedelta(days=400), parts_used=("29-1182", "29-1182 ")),
    WorkOrder(number="WO-10235", asset="wtg 7", title="Gearbox oil sample", status="In progress", kind="preventive",
              component="Gearbox", opened=NINE, description="Bearing noise noted", parts_used=("30-0040",)),
    WorkOrder(number="WO-10236", asset="WTG-17", title="Hydraulic leak at the pitch", status="Cancelled",
              component="Pitch", alarm_code="0309", opened=NINE - timedelta(days=2)),
    WorkOrder(number="WO-10237", asset="WTG-17", title="Annual service", component="gear-box cooler"),
)  # fmt: skip


@dataclass(frozen=True)
class Samples:
    """One small service organisation."""

    assets: tuple[Asset, ...] = ASSETS
    alarms: tuple[AlarmCode, ...] = ALARMS
    parts: tuple[Part, ...] = PARTS
    orders: tuple[WorkOrder, ...] = ORDERS


@pytest.fixture
def samples() -> Samples:
    """The records that `records` holds."""
    return Samples()


@pytest.fixture
def records(stores: Stores, samples: Samples) -> SqlRecords:
    """A store with the samples in it."""
    stores.records.put_assets(samples.assets)
    stores.records.put_alarms(samples.alarms)
    stores.records.put_parts(samples.parts)
    stores.records.put_work_orders(samples.orders)
    return stores.records
