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
        "Italian",
        "work-orders",
        "N. ordine;Macchina;Nome macchina;Descrizione guasto;Tipo manutenzione;Stato;Data apertura;Scadenza;Data chiusura;Manutentore;Ore lavorate;Importo (EUR)",
        ["71;T-1;Tornio;Perdita olio dal mandrino;Correttiva;Chiuso;02/03/2024;09/03/2024;05/03/2024;Riva;2,5;1.310,00",
         "72;T-2;Fresa;Controllo annuale;Preventiva;In attesa materiale;17/03/2024;30/03/2024;;Sala;;"],
        {"number": "N. ordine", "asset": "Macchina", "asset_name": "Nome macchina", "title": "Descrizione guasto", "kind": "Tipo manutenzione",
         "status": "Stato", "opened": "Data apertura", "due": "Scadenza", "closed": "Data chiusura", "assigned_to": "Manutentore",
         "hours": "Ore lavorate", "cost": "Importo (EUR)"},
    ),
    (
        "names under the names of their groups",
        "work-orders",
        "Order,,,Machine,,Work,\nNo.,Type,Status,Number,Description,Description,Reported",
        ["W1,Breakdown,done,K-1,Tower crane,Rope damaged at the drum,2024-02-01", "W2,Service,planned,K-2,Hoist,Yearly check of the brake,2024-03-01"],
        {"number": "Order No.", "asset": "Machine Number", "asset_name": "Machine Description", "kind": "Order Type",
         "status": "Order Status", "title": "Description", "opened": "Reported"},
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
