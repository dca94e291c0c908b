"""The guess of columns, on headers that companies write: maintenance systems and five languages."""

import csv
import io
from collections.abc import Callable

import pytest

from ingestion.records.columns.names import words_of_name
from ingestion.records.report import ImportReport
from stores.open_stores import Stores

Import = Callable[..., ImportReport]


def table(header: str, *rows: str) -> str:
    return "\n".join([header, *rows]) + "\n"


CASES = [
    (
        "technical names of an ERP system",
        "work-orders",
        "AUFNR;EQUNR;KTEXT;AUART;PRIOK;GSTRP;GLTRP;STTXT;ARBPL;ISTARBEIT;GESAMTKOSTEN",
        ["4000123;10001;Pumpe undicht, Dichtung gewechselt;PM01;2;03.01.2024;05.01.2024;TECO CNF;MECH01;3,5;1.234,50",
         "4000124;10002;Lager laut;PM02;3;17.01.2024;18.01.2024;REL;ELEC01;1,0;80,00"],
        {"number": "AUFNR", "asset": "EQUNR", "title": "KTEXT", "kind": "AUART", "priority": "PRIOK", "opened": "GSTRP", "due": "GLTRP",
         "status": "STTXT", "assigned_to": "ARBPL", "hours": "ISTARBEIT", "cost": "GESAMTKOSTEN"},
    ),
    (
        "run-together names of another",
        "work-orders",
        "WONUM,DESCRIPTION,ASSETNUM,STATUS,WORKTYPE,REPORTDATE,ACTFINISH,ACTLABHRS,ACTTOTALCOST,FAILURECODE,SITEID",
        ["1001,Belt slips on conveyor,CONV-1,COMP,CM,2024-02-01T08:00:00+01:00,2024-02-02T10:00:00+01:00,2.5,310.00,BELT,NORTH",
         "1002,Monthly inspection,CONV-2,WAPPR,PM,2024-02-03T08:00:00+01:00,,0.5,0.00,,NORTH"],
        {"number": "WONUM", "title": "DESCRIPTION", "asset": "ASSETNUM", "status": "STATUS", "kind": "WORKTYPE", "opened": "REPORTDATE",
         "closed": "ACTFINISH", "hours": "ACTLABHRS", "cost": "ACTTOTALCOST", "failure_mode": "FAILURECODE"},
    ),
    (
        "prefixed names of a third",
        "work-orders",
        "evt_code|evt_desc|evt_object|evt_status|evt_jobtype|evt_reported|evt_completed",
        ["E77|Motor trips on overload|M-12|C|BRKD|2023-11-04 10:22|2023-11-04 12:40", "E78|Greasing|M-13|R|PPM|2023-11-05 07:00|"],
        {"number": "evt_code", "title": "evt_desc", "asset": "evt_object", "status": "evt_status", "kind": "evt_jobtype",
         "opened": "evt_reported", "closed": "evt_completed"},
    ),
    (
        "German",
        "work-orders",
        "Auftragsnr.;Anlage;Störungstext;Auftragsart;Erstellt am;Erledigt am;Arbeitsstunden;Kosten (EUR);Bemerkungen",
        ["A-1;Presse 3;Presse bleibt stehen;Störung;01.02.2024 07:15;01.02.2024 11:00;2,5;250,75;Sensor war locker",
         "A-2;Presse 4;Ölwechsel;Wartung;15.02.2024 08:00;;1,0;99,00;"],
        {"number": "Auftragsnr.", "asset": "Anlage", "title": "Störungstext", "kind": "Auftragsart", "opened": "Erstellt am",
         "closed": "Erledigt am", "hours": "Arbeitsstunden", "cost": "Kosten (EUR)", "description": "Bemerkungen"},
    ),
    (
        "Danish",
        "work-orders",
        "Arbejdsordre\tMølle nr.\tBeskrivelse\tOrdretype\tOprettet\tAfsluttet\tTimer\tTekniker",
        ["9001\tV12\tGearolie lækker\tAfhjælpende\t12-03-2024\t14-03-2024\t4,5\tOle", "9002\tV13\tÅrligt eftersyn\tForebyggende\t25-03-2024\t\t8,0\tIda"],
        {"number": "Arbejdsordre", "asset": "Mølle nr.", "title": "Beskrivelse", "kind": "Ordretype", "opened": "Oprettet",
         "closed": "Afsluttet", "hours": "Timer", "assigned_to": "Tekniker"},
    ),
    (
        "Spanish",
        "work-orders",
        "Nº OT;Código Equipo;Descripción de la falla;Tipo de mantenimiento;Fecha apertura;Fecha cierre;Horas hombre;Costo total;Técnico",
        ["OT-1;BOM-01;Fuga en sello mecánico;Correctivo;05/03/2024;06/03/2024;3,5;1.200,00;Luis", "OT-2;BOM-02;Lubricación;Preventivo;28/03/2024;;1,0;50,00;Ana"],
        {"number": "Nº OT", "asset": "Código Equipo", "title": "Descripción de la falla", "kind": "Tipo de mantenimiento",
         "opened": "Fecha apertura", "closed": "Fecha cierre", "hours": "Horas hombre", "cost": "Costo total", "assigned_to": "Técnico"},
    ),
    (
        "Portuguese",
        "work-orders",
        "Ordem de Serviço,Equipamento,Descrição do Serviço,Data de Abertura,Data de Conclusão,Situação,Observações",
        ["55,Bomba 2,Troca de rolamento,2024-01-31,2024-02-02,Concluída,Rolamento gasto", "56,Bomba 3,Vazamento de óleo,2024-02-05,,Aberta,"],
        {"number": "Ordem de Serviço", "asset": "Equipamento", "title": "Descrição do Serviço", "opened": "Data de Abertura",
         "closed": "Data de Conclusão", "status": "Situação", "description": "Observações"},
    ),
    (
        "parts in German with stock",
        "parts",
        "Materialnummer;Materialkurztext;Lagerort;Bestand;ME;Stückpreis;Währung;Lieferzeit;Hersteller;Ersetzt durch",
        ["12-100;Dichtring 40x52;Nord;14;ST;3,20;EUR;10;Freud;12-101", "12-101;Dichtring 40x52 NBR;Nord;0;ST;4,10;EUR;21;Freud;"],
        {"number": "Materialnummer", "name": "Materialkurztext", "location": "Lagerort", "quantity": "Bestand", "unit": "ME",
         "price": "Stückpreis", "currency": "Währung", "lead_time_days": "Lieferzeit", "manufacturer": "Hersteller", "superseded_by": "Ersetzt durch"},
    ),
    (
        "alarms in Spanish",
        "alarms",
        "Código de alarma;Texto de alarma;Nivel;Causas posibles;Acciones",
        ["E101;Presión baja de aceite;2;Fuga; Revisar nivel", "E102;Temperatura alta;1;Ventilador parado;Limpiar filtro"],
        {"code": "Código de alarma", "title": "Texto de alarma", "severity": "Nivel", "causes": "Causas posibles", "actions": "Acciones"},
    ),
    (
        "assets in Danish",
        "assets",
        "Anlægsnr.;Maskintype;Serienr.;Placering;Idriftsat",
        ["P-1;CR 45;00123;Hal 2;01-05-2019", "P-2;CR 64;00124;Hal 3;17-06-2020"],
        {"tag": "Anlægsnr.", "model": "Maskintype", "serial": "Serienr.", "site": "Placering", "commissioned": "Idriftsat"},
    ),
    (
        "stock in English abbreviations",
        "stock",
        "Item No,Whse Loc,Qty On Hand,Bin Location,Last Counted",
        ["77-1,North,5,A-1,2024-01-05", "77-2,North,0,A-2,2024-01-06"],
        {"number": "Item No", "location": "Whse Loc", "quantity": "Qty On Hand", "bin": "Bin Location", "as_of": "Last Counted"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "header", "rows", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_columns_are_guessed(
    kind: str, header: str, rows: list[str], expected: dict[str, str], import_text: Import
) -> None:
    report = import_text(kind, table(header, *rows))
    assert report.mapping == expected
    assert not report.rejected
    assert report.added == len(rows)


def test_what_no_field_takes_is_kept_under_its_own_name(import_text: Import, stores: Stores) -> None:
    import_text(
        "work-orders", "wo no,description,Cost Centre,Shift\n7,Pump leaks badly,4711,Kim\n8,Fan is noisy,4712,NA\n"
    )
    assert stores.records.work_order("7").fields == {"Cost Centre": "4711", "Shift": "Kim"}
    assert stores.records.work_order("8").fields == {"Cost Centre": "4712"}


def test_values_decide_where_names_do_not(import_text: Import, stores: Stores) -> None:
    rows = [
        f"K{n:04},{2020 + n % 3}-03-{n % 27 + 1:02},the {word} was replaced after it broke,7"
        for n, word in enumerate(["seal", "belt", "fan", "hose"] * 10)
    ]
    report = import_text("work-orders", table("aa,bb,cc,dd", *rows))
    assert report.mapping == {"number": "aa", "title": "cc", "opened": "bb"}
    assert stores.records.work_order("K0003").fields == {"dd": "7"}


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


@pytest.mark.parametrize(
    ("name", "words"),
    [("BscStartDate", ("bsc", "start", "date")), ("Störung Nr.", ("stoerung", "number")), ("Código_Equipo", ("codigo", "equipo")),
     ("WONUM", ("wonum",)), ("WO #", ("work", "order", "number")), ("PMType", ("pm", "type"))],
)  # fmt: skip
def test_words_of_a_name(name: str, words: tuple[str, ...]) -> None:
    assert words_of_name(name) == words


def test_many_columns_of_no_meaning_do_no_harm(import_text: Import) -> None:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["order no", "text", *(f"Z{n:03}" for n in range(300))])
    writer.writerows([[n, "some text here", *range(300)] for n in range(20)])
    report = import_text("work-orders", out.getvalue())
    assert len(report.kept) == 300


def test_a_choice_from_a_list_is_no_title(import_text: Import, stores: Stores) -> None:
    reasons = ["no access granted", "crane not there", "waiting for a seal"]
    rows = [f"K{n:04},Press {n % 3},{reasons[n % 3]}" for n in range(30)]
    report = import_text("work-orders", table("wo no,machine,hold reason", *rows))
    assert report.mapping == {"number": "wo no", "asset": "machine"}
    assert stores.records.work_order("K0001").fields == {"hold reason": "crane not there"}


def test_file_names_are_no_title_and_costs_are_no_parts(import_text: Import) -> None:
    rows = [f"F{n:03},press_operating_manual_rev{n % 2}.pdf,{n},Ram stuck at place {n}" for n in range(6)]
    report = import_text("alarms", table("code,source,page,definition", *rows))
    assert report.mapping["title"] == "definition"
    rows = [f"{n},Seal worn at ram {n},{n}12.5" for n in range(20, 40)]
    report = import_text("work-orders", table("wo no,description,cost parts", *rows), name="orders.csv")
    assert "parts_used" not in report.mapping


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
