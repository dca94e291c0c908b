"""Machines, alarms, parts, a technician's day: found by what people write, and told where there is nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from domain.documents import Document, Passage, Section
from domain.errors import BadInput, NotFound
from domain.records import AlarmCode, Asset, Part, Stock, WorkOrder
from stores.open_stores import open_stores
from stores.records.store import SqlRecords
from tests.fakes import ShelfOfPassages
from tools.context import ToolContext
from tools.machine import at_machine
from tools.toolbox import TOOLS


@pytest.mark.parametrize(
    ("args", "tags"),
    [
        ({"status": "stopped"}, ["CR-03"]),
        ({"status": "running"}, ["CR-01", "CR-02"]),
        ({"status": "not running"}, ["CR-03"]),
        ({"site": "nordhafen"}, ["CR-01", "CR-02"]),
        ({"model": "L20"}, ["CR-01", "CR-02"]),
        ({"model": "G7", "site": "Nordhafen"}, []),
        ({}, ["CR-01", "CR-02", "CR-03"]),
    ],
)
def test_machines_by_site_model_and_status(call: Any, args: dict[str, str], tags: list[str]) -> None:
    found = call("find_assets", **args)
    head, *lines = found.evidence[0].text.splitlines()
    assert head.startswith(f"{len(tags)} machine")
    assert [line.partition(":")[0] for line in lines if line.startswith("CR-")] == tags
    assert found.empty is not bool(tags)
    assert [item.source_id for item in found.evidence[1:]] == (tags if len(tags) == 1 else [])


@pytest.mark.parametrize(
    ("status", "tags"),
    [("stopped", ["P-1", "P-2"]), ("running", ["P-3"]), ("not stopped", ["P-3", "P-4"]), ("Hors service", ["P-1"])],
)
def test_a_state_of_machines_whatever_the_company_calls_it(
    call: Any, records: SqlRecords, status: str, tags: list[str]
) -> None:
    states = {"P-1": "Hors service", "P-2": "En panne - vanne 3", "P-3": "En marche", "P-4": "Vendue"}
    records.put_assets([Asset(tag=tag, site="Atelier", status=state) for tag, state in states.items()])
    told = call("find_assets", status=status, site="Atelier").evidence[0].text
    assert [tag for tag in states if f"{tag}:" in told] == tags


def test_that_no_machine_is_so_now_is_an_answer(call: Any, records: SqlRecords) -> None:
    records.put_assets([Asset(tag="CR-03", status="running")])
    assert call("find_assets", status="stopped").evidence[0].text.startswith("0 machines match status stopped")


def test_a_site_that_there_is_not_is_told(call: Any) -> None:
    with pytest.raises(BadInput, match=r"No machine has the site 'Mars'\. There is: Nordhafen, South Quay"):
        call("find_assets", site="Mars")


def test_machines_with_such_jobs_and_words_of_their_own_records(call: Any, records: SqlRecords) -> None:
    records.put_work_orders([WorkOrder(number="J-9", asset="CR-02", title="Whistle of the horn replaced")])
    assert "CR-02" in (text := call("find_assets", jobs={"text": "horn"}).evidence[0].text)
    assert text.startswith("1 machine matches a work order with")
    assert call("find_assets", jobs={"text": "Nordhafen"}).evidence[0].text.startswith("2 machines")
    told = call("find_assets", jobs={"text": "unheard-of"}).evidence[0].text
    assert "no list of what was asked" in told
    assert "3 machines in the records without it." in told
    assert "CR-02" not in told


def test_machines_by_the_day_of_their_next_service(call: Any, records: SqlRecords) -> None:
    span = {"next_service": "2026-04-01..2026-04-30", "jobs": {"text": "horn"}}
    records.put_work_orders([WorkOrder(number="J-9", asset="CR-02", title="Horn")])
    assert "CR-02" in call("find_assets", **span).evidence[0].text, "no machine tells its day, so its jobs do"
    records.put_assets(
        [Asset(tag="T-1", next_service=date(2026, 4, 20)), Asset(tag="T-2", next_service=date(2026, 5, 1))]
    )
    text = call("find_assets", **span).evidence[0].text
    assert "T-1: 2026-04-20" in text
    assert not {"T-2", "CR-02"} & set(text.replace(":", " ").split())
    records.put_assets([Asset(tag="T-3", next_service=date(2026, 4, 21), fields={"class": "III"})])
    assert "T-1" not in call("find_assets", next_service=span["next_service"], text="class III").evidence[0].text
    unsaid = call("find_assets", next_service=span["next_service"], text="turquoise").evidence[0].text
    assert "no list of what was asked" in unsaid
    assert "T-3" not in unsaid


def test_many_machines_are_counted_not_poured_out(call: Any, records: SqlRecords) -> None:
    records.put_assets([Asset(tag=f"T-{n:04}", model="M", status="running") for n in range(500)])
    text = call("find_assets").evidence[0].text
    assert text.startswith("503 machines in the records.")
    assert "443 more machines" in text


def test_machines_that_only_work_orders_name(tmp_path: Path, shelf: Any) -> None:
    with open_stores(tmp_path / "orders only") as stores:
        records = stores.records
        context = ToolContext(records, records, records, shelf, lambda: datetime(2026, 3, 17, tzinfo=UTC))
        assert TOOLS["find_assets"].run(context, {}).empty
        records.put_work_orders([WorkOrder(number="1", asset="Chiller 6"), WorkOrder(number="2", asset="chiller 06")])
        assert TOOLS["find_assets"].run(context, {}).evidence[0].text.startswith("1 machine is named by work orders")
        assert "no record of its own" in TOOLS["get_asset"].run(context, {"tag": "CHILLER-6"}).evidence[0].text
        assert TOOLS["count_work_orders"].run(context, {"where": {"status": "open"}}).evidence[0].fields["found"] == "2"


def test_an_unknown_machine_is_evidence(call: Any) -> None:
    found = call("get_asset", tag="CR-30")
    assert (found.empty, found.evidence[0].kind, "CR-03" in found.nearest) == (True, "asset", True)


def test_the_machine_of_a_call_stands_above_that_of_the_turn(context: ToolContext) -> None:
    at = replace(context, asset=context.fleet.asset("CR-01"), model="Lifter L20")
    assert "Boom encoder" in TOOLS["lookup_alarm"].run(at, {"code": "e17"}).evidence[0].text
    assert "Hoist brake" in TOOLS["lookup_alarm"].run(at, {"code": "E17", "machine": "CR-03"}).evidence[0].text
    by_model = TOOLS["lookup_alarm"].run(at, {"code": "E17", "machine": "Gantry G7"}).evidence[0].text
    assert "Model: Gantry G7" in by_model.splitlines()


def test_a_machine_is_a_tag_a_model_of_the_fleet_or_one_of_the_documents(context: ToolContext) -> None:
    assert at_machine(context, "cr3").model == "Gantry G7"
    assert at_machine(context, "l20").model == "Lifter L20"
    assert at_machine(context, "M3").model == "Mobile M3"
    assert at_machine(context, " ") is context
    same = replace(context, asset=context.fleet.asset("CR-02"), model="Lifter L20")
    assert at_machine(same, "Lifter L20").asset == same.asset
    with pytest.raises(NotFound) as error:
        at_machine(context, "CR-8")
    assert "CR-01" in error.value.nearest


def test_an_alarm_that_only_the_manual_knows(call: Any) -> None:
    found = call("lookup_alarm", code="F33")
    assert "lost encoder" in found.evidence[0].text
    assert "manuals name it" in found.note
    assert call("lookup_alarm", code="33").empty


def test_alarms_by_words(call: Any) -> None:
    found = call("find_alarms", words="the heater")
    assert found.evidence[0].text == '1 alarm says "heater".'
    assert found.evidence[1].source_id == "40"
    some = call("find_alarms", words=["heater", "rope"])
    assert some.evidence[0].text.startswith("0 alarms say")
    assert [item.source_id for item in some.evidence[1:]] == ["40"]
    assert call("find_alarms", words="spaceship").empty


def test_a_superseded_part_brings_its_replacement(call: Any) -> None:
    found = call("find_parts", query="br440")
    assert [item.source_id for item in found.evidence] == ["BR-440", "BR-441"]
    assert "Stock at Main store: 4 pcs (1 reserved, 3 free)" in found.evidence[0].text


def test_parts_that_replace_each_other_in_a_circle_end(call: Any, records: SqlRecords) -> None:
    records.put_parts([Part(number="C-1", superseded_by="C-2"), Part(number="C-2", superseded_by="C-1")])
    assert [item.source_id for item in call("find_parts", query="C-1").evidence] == ["C-1", "C-2"]


def test_parts_by_name_machine_and_not_at_all(call: Any) -> None:
    assert call("find_parts", query="lining", fits="CR-03").evidence[0].source_id == "BR-440"
    assert call("find_parts", query="lining", fits="CR-01").empty
    assert call("find_parts", query="XX-999").empty
    assert call("find_parts", query="dilithium").evidence[0].text == "No part is called 'dilithium'."
    assert call("find_parts", query="lining", fits="CR-77").empty


def test_a_day_of_a_technician(call: Any, records: SqlRecords) -> None:
    order = records.work_order("J-4").model_copy(update={"assigned_to": "M. Lind"})
    records.put_work_orders([order])
    found = call("shift_brief", technician="Maria Lind")
    roles = [item.fields["role"] for item in found.evidence]
    assert roles[:2] == ["job", "machine"]
    assert {item.fields["job"] for item in found.evidence} == {"J-4"}
    nobody = call("shift_brief", technician="Okafor")
    assert nobody.evidence[0].text == "No open work order is assigned to Okafor."
    assert nobody.nearest == ("M. Lind",)


def test_a_job_brings_the_parts_that_its_alarm_and_its_words_name_and_what_was_done(
    context: ToolContext, records: SqlRecords
) -> None:
    document = Document(id="doc", title="Crane manual", path="crane.pdf", number="CM-7")
    section = Section(id="s7", document_id="doc", title="Brake", number="7")
    text = "Parts: eyewash EW-90, gloves GL-20, brake disc BD-30."
    shelf = ShelfOfPassages(document, [section], [Passage(id="p0", document_id="doc", section_id="s7", text=text)])
    names = {"EW-90": "Eyewash bottle", "GL-20": "Gloves", "BD-30": "Brake disc", "FZ-33": "Fuse"}
    records.put_parts([Part(number=number, name=name) for number, name in names.items()])
    alarm = AlarmCode(code="E17", title="Worn", models=("Gantry G7",), fields={"manual": "CM-7 7", "parts": "FZ-33"})
    records.put_alarms([alarm])
    job = {"description": "Bring the eyewash, the brake smells.", "assigned_to": "M. Lind"}
    cancelled = WorkOrder(number="J-8", asset="CR-03", alarm_code="E17", status="Cancelled", actions="Double of J-4.")
    done = records.work_order("J-3").model_copy(update={"actions": "New lining."})
    records.put_work_orders([records.work_order("J-4").model_copy(update=job), cancelled, done])
    found = TOOLS["shift_brief"].run(replace(context, passages=shelf), {"technician": "M. Lind"}).evidence
    roles = {role: [item.source_id for item in found if item.fields["role"] == role] for role in ("part", "past")}
    assert roles == {"part": ["FZ-33", "EW-90"], "past": ["J-3"]}


def test_similar_cases_by_words_and_alarm(call: Any) -> None:
    found = call("find_similar_cases", text="brake slips", alarm_code="E17")
    assert {item.source_id for item in found.evidence[:2]} == {"J-3", "J-4"}
    assert call("find_similar_cases", text="zzzz").empty


def test_parts_that_have_few_of_the_words_are_only_nearest(call: Any, records: SqlRecords) -> None:
    records.put_parts([Part(number="F-1", name="Fan belt, cooling tower"), Part(number="F-2", name="Fan motor")])
    few = call("find_parts", query="fan gearbox")
    assert few.evidence[0].text.startswith("No part is called 'fan gearbox'.")
    assert [item.source_id for item in few.evidence[1:]] == ["F-1", "F-2"]
    assert call("find_parts", query="belt for the cooling fan").evidence[0].source_id == "F-1"


def test_parts_that_are_so_are_of_those_that_are_called_so(call: Any, records: SqlRecords) -> None:
    out = (Stock(location="Main store", quantity=0),)
    records.put_parts(
        [Part(number="G-1", name="Sluice gasket", stock=out), Part(number="G-2", name="Sluice motor", stock=out)]
    )
    some = call("find_parts", where={"stock": "out of stock"}, query="sluice gaskets")
    assert "G-1" in some.evidence[0].text
    assert "G-2" not in some.evidence[0].text
    none = call("find_parts", where={"stock": "out of stock"}, query="zeppelins")
    assert none.evidence[0].text == "No part is called 'zeppelins'."
    assert "G-2" in none.evidence[1].text
