"""What a column is once it is guessed: machines and their names, what was planned, alarms, money."""

from collections.abc import Callable

import pytest

from ingestion.records.report import ImportReport
from stores.open_stores import Stores

Import = Callable[..., ImportReport]


def table(header: str, *rows: str) -> str:
    return "\n".join([header, *rows]) + "\n"


def test_a_code_and_its_name_fill_one_field_only_where_each_code_has_one_name(
    import_text: Import, stores: Stores
) -> None:
    import_text(
        "work-orders", "wo no,failure code,failure code description,text\n1,F1,Leak,aaaa bbbb\n2,F2,Crack,cccc dddd\n"
    )
    assert stores.records.work_order("1").failure_mode == "F1 Leak"
    import_text(
        "work-orders",
        "wo no,failure code,failure code description,text\n3,F1,Leak,aaaa bbbb\n4,F1,Crack,cccc dddd\n",
        name="b.csv",
    )
    assert stores.records.work_order("4").failure_mode == "F1"
    assert stores.records.work_order("4").fields == {"failure code description": "Crack"}


def test_the_identifier_is_the_machine_and_its_name_is_kept(import_text: Import, stores: Stores) -> None:
    text = "wo no,equipment id,equipment name,text\n1,X9001,Chiller 1,leaks again\n2,X9002,Chiller 2,is very loud\n"
    assert import_text("work-orders", text).mapping["asset"] == "equipment id"
    order = stores.records.work_order("1")
    assert (order.asset, order.asset_name) == ("X9001", "Chiller 1")
    import_text("assets", "tag,name,model\nX9001,Chiller 1,C\nX9002,Chiller 2,C\n", name="assets.csv")
    assert [(one.tag, one.name) for one in stores.records.assets()] == [("X9001", "Chiller 1"), ("X9002", "Chiller 2")]


def test_a_name_that_stands_alone_identifies_the_machine(import_text: Import, stores: Stores) -> None:
    import_text("assets", "asset name,model\nMixer North,C\nMixer South,C\n", name="assets.csv")
    assert [one.tag for one in stores.records.assets()] == ["Mixer North", "Mixer South"]


@pytest.mark.parametrize(
    ("header", "row", "asset", "name"),
    [
        ("OT;Código equipo;Equipo;Descripción", "1;AE-01;Aerogenerador 1;Fuga de aceite", "AE-01", "Aerogenerador 1"),
        ("OT;Equipo;Nombre del equipo;Descripción", "1;AE-01;Aerogenerador 1;Fuga de aceite", "AE-01", "Aerogenerador 1"),
        ("N° OT;Code équipement;Désignation équipement;Libellé", "1;E-3;Éolienne 3;Fuite d'huile", "E-3", "Éolienne 3"),
        ("Ordrenr.;Maskine nr.;Maskinnavn;Korttekst", "1;V12;Vindmølle 12;Olie lækker", "V12", "Vindmølle 12"),
        ("OS,Código equipamento,Nome do equipamento,Descrição", "1,B-2,Bomba dois,Vazamento de óleo", "B-2", "Bomba dois"),
        ("wo no,Asset Name,Asset ID,title", "1,Compressor 1,A-001,trips again", "A-001", "Compressor 1"),
    ],
)  # fmt: skip
def test_identifier_and_name_in_any_language(
    header: str, row: str, asset: str, name: str, import_text: Import, stores: Stores
) -> None:
    import_text("work-orders", table(header, row))
    order = stores.records.work_order("1")
    assert (order.asset, order.asset_name) == (asset, name)


PLANNED = [
    ("wo no,text,estimated hours,actual hours", "1,Pump leaks,6,2.5", {"hours": 2.5}),
    ("OT;Descripción;Horas estimadas;Horas reales;Fecha límite", "1;Fuga grande;6;2,5;31/01/2025", {"hours": 2.5, "due": "2025-01-31"}),
    ("Auftrag;Kurztext;geplante Stunden;Ist Stunden;Frist", "1;Leck am Tank;6;2,5;31.01.2025", {"hours": 2.5, "due": "2025-01-31"}),
    ("wo no,text,target date,actual finish", "1,Pump leaks,2025-01-31,2025-02-03", {"due": "2025-01-31", "closed": "2025-02-03"}),
    ("number,short_description,state,location.state", "1,Pump leaks,Closed,Texas", {"status": "Closed"}),
]  # fmt: skip


@pytest.mark.parametrize(("header", "row", "expected"), PLANNED, ids=[case[0] for case in PLANNED])
def test_what_is_planned_is_not_what_came_of_it(
    header: str, row: str, expected: dict[str, object], import_text: Import, stores: Stores
) -> None:
    import_text("work-orders", table(header, row))
    order = stores.records.work_order("1").model_dump(mode="json")
    assert {name: str(order[name])[:10] if name in {"due", "closed"} else order[name] for name in expected} == expected


def test_a_severity_is_no_model_and_a_brand_is_one(import_text: Import, stores: Stores) -> None:
    import_text("alarms", "Code,Text,Type\nE1,Oil low,Warning\nE2,Oil very low,Trip\n")
    assert [(a.models, a.severity) for a in stores.records.alarms("E1")] == [((), "Warning")]
    import_text("alarms", "Brand,Code,Text\nYork,E9,Oil low\nDaikin,E9,Fan stuck\n", name="brands.csv")
    assert [a.title for a in stores.records.alarms("E9", model="Daikin")] == ["Fan stuck"]


def test_models_and_resets_of_alarms(import_text: Import, stores: Stores) -> None:
    report = import_text("alarms", "Code,Text,Turbine type,Resettable\nE5,Oil low,K112,Yes\nE6,Fan stuck,K112,No\n")
    assert report.mapping == {"code": "Code", "title": "Text", "models": "Turbine type", "reset": "Resettable"}
    assert stores.records.alarms("E6", model="K112")[0].reset == "No"


def test_several_codes_of_one_alarm(import_text: Import, stores: Stores) -> None:
    import_text("alarms", "Display code,Hex code,Text\nU4,0x1A2,Link lost\n")
    assert [a.code for a in stores.records.alarms("0x1a2")] == ["U4"]
    import_text("alarms", "SPN;FMI;Description\n100;1;Oil pressure low\n100;3;Sensor voltage high\n", name="j1939.csv")
    assert [a.title for a in stores.records.alarms("SPN 100 FMI 3")] == ["Sensor voltage high"]
    assert len(stores.records.alarms("SPN 100")) == 2


def test_a_column_that_asks_yes_or_no_becomes_the_kind(import_text: Import, stores: Stores) -> None:
    report = import_text("work-orders", "wo no,preventive,text\n1,TRUE,yearly check\n2,FALSE,pump broke down\n")
    assert [stores.records.work_order(n).kind for n in "12"] == ["preventive", "corrective"]
    assert any("yes is read as preventive" in note for note in report.notes)


def test_a_translation_is_kept_beside_its_original(import_text: Import, stores: Stores) -> None:
    import_text(
        "work-orders",
        "wo no,Description,Description_EN\n1,Ölleck am Lager,Oil leak at bearing\n2,Sensor defekt,Sensor broken\n",
    )
    assert stores.records.work_order("1").title == "Ölleck am Lager"
    assert [order.number for order in stores.records.find_work_orders(text="bearing oil leak")] == ["1"]


def test_the_technical_object_names_the_machine(import_text: Import, stores: Stores) -> None:
    rows = [f"{n};1000{n % 2};Presse {n % 2};Dichtung undicht {n}" for n in range(1, 9)]
    report = import_text("work-orders", table("Auftrag;Equipment;Bezeichnung techn. Objekt;Kurztext", *rows))
    order = stores.records.work_order("1")
    assert (report.mapping["asset_name"], order.asset, order.asset_name) == (
        "Bezeichnung techn. Objekt",
        "10001",
        "Presse 1",
    )


@pytest.mark.parametrize(
    ("header", "cell", "currency"),
    [("unit cost inr", "12", "INR"), ("price", "€ 12.50", "EUR"), ("price (GBP)", "$ 3", "$"), ("price", "12", "")],
)
def test_the_currency_of_a_price(import_text: Import, stores: Stores, header: str, cell: str, currency: str) -> None:
    import_text("parts", table(f"part no,name,{header},compatible machines", f"K-1,Seal,{cell},Press A|Press B", f"K-2,Belt,{cell},ALL"))  # fmt: skip
    part = stores.records.part("K-1")
    assert (part.currency, part.models) == (currency, ("Press A", "Press B"))
    assert stores.records.part("K-2").models == ()


@pytest.mark.parametrize(
    ("header", "row", "told"),
    [
        ("wo no,machine,title,Parts cost,Labor cost", "1,M1,Belt,12.50,67.50", (None, 12.5)),
        ("Melding nr;Machine;Omschrijving;Gereed op;Behandelaar;Bestede uren", "1;M1;Riem;22-03-2026;Kuipers;1,5", (1.5, None)),
        ("N. OdL;Macchina;Guasto segnalato;Data chiusura;Manutentore;Ore uomo", "1;M1;Cinghia;22/03/2026;Greco;1,5", (1.5, None)),
    ],
)  # fmt: skip
def test_a_figure_feeds_the_field_that_its_name_fits_best(
    header: str, row: str, told: tuple[float | None, float | None], import_text: Import, stores: Stores
) -> None:
    import_text("work-orders", f"{header}\n{row}\n")
    order = stores.records.work_order("1")
    assert (order.hours, order.cost) == told
    assert order.title
    assert ";" not in header or (order.closed and order.assigned_to)


def test_what_a_file_calls_the_fields_is_kept(import_text: Import, stores: Stores) -> None:
    import_text("work-orders", "wo no,machine,title,operario,tipo,material cost\n1,M1,Belt,Ruiz,CM,5\n")
    import_text("work-orders", "wo no,machine,title,monteur\n2,M1,Belt,Kuipers\n", name="other.csv")
    labels = stores.records.order_values().labels
    assert labels["assigned_to"] == ("monteur", "operario")
    assert labels["cost"] == ("material cost",)
    assert stores.records.order_values().own == ()


def test_how_many_of_a_part_were_used_is_no_part_of_its_number(import_text: Import, stores: Stores) -> None:
    rows = ("1,M1,Roller,SR-1041 x2", "2,M1,Roller,2 x SR-1041; M8 x 20")
    import_text("work-orders", "wo no,machine,title,parts used\n" + "\n".join(rows) + "\n")
    assert [stores.records.work_order(number).parts_used for number in "12"] == [("SR-1041",), ("SR-1041", "M8 x 20")]


@pytest.mark.parametrize("tags", [("AB-1", "AB-2"), ("L0031", "FT7"), ("12-A", "12-B")])
def test_the_one_column_that_repeats_tags_tells_the_machines(import_text: Import, tags: tuple[str, str]) -> None:
    rows = [f"J{n},{tags[n % 2]},door jams at floor {n},Ann Lee,0{1 + n % 9}.03.2026" for n in range(8)]
    assert import_text("work-orders", table("job no,zqx,title,team,zqd", *rows)).mapping["asset"] == "zqx"
    two = [f"J{n},{tags[n % 2]},{tags[n % 2]},door jams at floor {n}" for n in range(8)]
    assert "asset" not in import_text("work-orders", table("job no,zqx,zqy,title", *two), name="b.csv").mapping


def test_a_column_that_numbers_the_rows_is_no_title(import_text: Import) -> None:
    rows = [f"T{n}7,Fan noisy {n % 3},X-1" for n in range(6)]
    mapping = import_text("work-orders", table("task #,task name,asset", *rows)).mapping
    assert (mapping["number"], mapping["title"]) == ("task #", "task name")


def test_days_are_no_figures_and_the_end_of_a_compound_is_its_kind(import_text: Import, stores: Stores) -> None:
    rows = [f"{n},Tür klemmt {n},AN-{n % 2},0{1 + n}.02.2026,{n}0" for n in range(1, 6)]
    mapping = import_text("work-orders", table("auftrag,kurztext,kundenanlage,wiedervorlage,plankosten", *rows)).mapping
    assert mapping["asset"] == "kundenanlage"
    assert "cost" not in mapping, "what is planned is not what it cost"
    assert stores.records.order_values().figures == ("plankosten",)
