"""Two invented companies unlike the demo: a bottling plant with plain numbers, a harbour with names for its machines."""

from collections.abc import Sequence
from datetime import date

import pytest

from agent.question.naming.catalogue import Catalogue
from domain.documents import Document
from domain.errors import NotFound
from domain.queries import OrderValues
from domain.records import Asset, WorkOrder
from stores.records.identifiers import key_of
from stores.records.patterns import EntityPatterns

TODAY = date(2026, 11, 29)


class FewMachines:
    """A fleet of these machines."""

    def __init__(self, machines: Sequence[Asset]) -> None:
        self.machines = machines

    def asset(self, tag: str) -> Asset:
        for machine in self.machines:
            if key_of(machine.tag) == key_of(tag):
                return machine
        raise NotFound(f"No machine '{tag}'.")

    def assets(self, *, site: str = "", model: str = "") -> Sequence[Asset]:
        return [one for one in self.machines if site in {"", one.site} and model in {"", one.model}]


class OldOrders:
    """Orders that the catalogue is too small for."""

    def work_order(self, number: str) -> WorkOrder:
        if key_of(number) == key_of("4000001"):
            return WorkOrder(number="4000001")
        raise NotFound(f"No work order '{number}'.")


BOTTLERS = [
    Asset(tag="M-01", model="Krona 300", serial="KR300-118", controller="S7", site="Lund"),
    Asset(tag="M-02", model="Krona 300", serial="KR300-119", controller="S7", site="Lund"),
    Asset(tag="M-12", model="Astra 9", serial="A9-0007", controller="S7", site="Odense"),
    Asset(tag="Filler North", model="Astra 9", serial="A9-0009", controller="S7", site="Lund"),
]
HARBOUR = [
    Asset(tag="Pump 3", model="Hydro HP40", serial="HP40/77", site="Quay 1"),
    Asset(tag="Pump 4", model="Hydro HP40", serial="HP40/78", site="Quay 1"),
    Asset(tag="Excalibur", model="Goliath", serial="G-1", site="Quay 2"),
    Asset(tag="B", model="Goliath", serial="G-2", site="Quay 2"),
]


@pytest.fixture(scope="session")
def bottling() -> Catalogue:
    values = {
        "status": ("open", "In Arbeit", "waiting for parts", "closed", "cancelled"),
        "kind": ("PM01 Breakdown", "PM02 Preventive"),
        "component": ("Capper", "Conveyor Belt", "CIP Pump"),
        "failure_mode": ("M010 Leak", "M020 Jam"),
        "assigned_to": ("A. Lindqvist", "Anna Berg", "J. Kjær"),
        "priority": ("1", "2", "very high"),
        "FuncLocation": ("LINE-A", "LINE-B"),
    }
    patterns = EntityPatterns(
        asset_tags=tuple(one.tag for one in BOTTLERS),
        part_numbers=("100-445-7", "100-446-0", "7700123"),
        work_orders=("4000123", "4000124", "4000125"),
        alarm_codes=("309", "41", "F-30001", "F-30002", "5120"),
        models=("Krona 300", "Astra 9"),
        sites=("Lund", "Odense"),
        stock_places=("Shelf 12", "Main store"),
        orders=OrderValues(assets=("M-01", "M-02"), fields=values, own=("FuncLocation",), orders=40),
    )
    manual = Document(id="d1", title="Krona handbook", path="k.pdf", number="KH-300")
    return Catalogue.of(patterns, BOTTLERS, [manual])


@pytest.fixture(scope="session")
def harbour() -> Catalogue:
    patterns = EntityPatterns(
        asset_tags=tuple(one.tag for one in HARBOUR),
        part_numbers=("SEAL-40-A", "SEAL-40-B"),
        work_orders=("JOB/2024/0012", "JOB/2024/0013"),
        alarm_codes=("E12", "E13"),
        models=("Hydro HP40", "Goliath"),
        sites=("Quay 1", "Quay 2"),
        stock_places=("Van 3",),
        orders=OrderValues(assets=("Pump 3",), fields={"status": ("Offen", "Erledigt")}, orders=4),
    )
    return Catalogue.of(patterns, HARBOUR)


@pytest.fixture(scope="session")
def bottlers() -> FewMachines:
    return FewMachines(BOTTLERS)


@pytest.fixture(scope="session")
def cranes() -> FewMachines:
    return FewMachines(HARBOUR)
