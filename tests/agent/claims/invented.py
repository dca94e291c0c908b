"""Invented manuals and records, and true sentences about them: no word of the demo, several languages and layouts."""

from dataclasses import dataclass

from domain.answers import Evidence
from tools.findings import regions_of


def passage(ident: str, text: str, section: str = "", **more: object) -> Evidence:
    """A passage of a manual."""
    held = {
        "id": ident,
        "kind": "manual",
        "title": "Manual",
        "text": text,
        "section": section,
        "document_id": "d",
        "page": 4,
    }
    return Evidence.model_validate(held | more)


def table(ident: str, caption: str, *rows: tuple[str, ...], section: str = "") -> Evidence:
    """A table; its text is its rows one below the other."""
    text = "\n".join([caption, *(" ".join(row) for row in rows)])
    return passage(ident, text, section, passage_kind="table", table=rows, fields={"caption": caption})


def record(ident: str, kind: str, *lines: str) -> Evidence:
    """A record, a line each, its fields called as in ours."""
    fields = [line.partition(":")[0].casefold().removesuffix(" number") for line in lines]
    found = {"id": ident, "kind": kind, "title": lines[0], "text": "\n".join(lines), "source_id": ident}
    return Evidence.model_validate(found | {"regions": regions_of(lines, fields)})


@dataclass(frozen=True)
class Library:
    """Evidence of one turn, and sentences that it carries."""

    language: str
    evidence: dict[int, Evidence]
    true: tuple[str, ...]


COMPRESSOR = Library(
    "en",
    {
        1: table(
            "c1", "Table 4 Tightening torques",
            ("Joint", "Thread", "Torque", "Lubricant"),
            ("Cylinder head to crankcase", "M14", "110 Nm ±5 %", "engine oil"),
            ("Intake flange", "M8", "24 Nm ±10 %", "dry"),
            ("Coupling hub", "M20", "390 Nm ±3 %", "thread locker TL-7"),
            section="4.2 Torques",
        ),
        2: passage(
            "c2",
            "1. Close the suction valve SV2 and stop the motor.\n2. Vent the receiver until the gauge reads 0 bar.\n"
            "3. Unscrew the six bolts of the valve cover.\n4. Lift out the valve plate without scratching the seat.\n"
            "5. Clean the seat with a lint-free cloth; do not use a scraper.\n6. Fit a new gasket 61-2040 and tighten the bolts to 24 Nm crosswise.\n"
            "7. Open the suction valve SV2 and run the compressor unloaded for 10 minutes.",
            "5.1 Replacing the valve plate", passage_kind="procedure",
        ),
        3: passage(
            "c3",
            "WARNING The discharge pipe reaches 160 °C. Let it cool for at least 45 minutes before you touch it.\n"
            "Only trained persons may work on the pressure vessel.",
            "5.1 Replacing the valve plate", passage_kind="warning", level="warning",
        ),
        4: table(
            "c4", "Table 6 Oil and filters",
            ("Part", "Interval", "Order number"),
            ("Air filter", "500 h", "61-1001"),
            ("Oil filter", "1000 h", "61-1002"),
            ("Separator element", "4000 h", "61-1009"),
            section="6 Maintenance",
        ),
        5: table(
            "c5", "Table 7 Oil pressure in bar",
            ("Speed", "600 rpm", "900 rpm", "1200 rpm"),
            ("to KX-1400", "1.8", "2.4", "3.1"),
            ("from KX-1401", "2.2", "2.9", "3.7"),
            section="7 Settings",
        ),
        6: passage(
            "c6",
            "The crankcase holds 6.5 l of oil. The oil level must not rise above the upper mark. The belt is tensioned when it gives 8 mm to 12 mm under the thumb. "
            "If the belt gives more than 12 mm, tighten it; if it is cracked, replace it.",
            "6 Maintenance",
        ),
    },
    (
        "The cylinder head bolts to the crankcase are tightened to 110 Nm [1].",
        "Tighten the intake flange to 24 Nm, dry [1].",
        "The coupling hub M20 takes 390 Nm with thread locker TL-7 [1].",
        "Close the suction valve SV2 and stop the motor [2].",
        "Vent the receiver until the gauge shows 0 bar [2].",
        "Remove the six bolts of the valve cover [2].",
        "Lift the valve plate out without scratching the seat [2].",
        "Do not use a scraper to clean the seat [2].",
        "Tighten the bolts crosswise to 24 Nm with a new gasket 61-2040 [2].",
        "First vent the receiver, then unscrew the bolts of the valve cover [2].",
        "Let the compressor run unloaded for 10 minutes [2].",
        "The discharge pipe gets as hot as 160 °C [3].",
        "Wait at least 45 minutes before you touch the discharge pipe [3].",
        "Only trained persons may work on the pressure vessel [3].",
        "The air filter is due every 500 hours, its order number is 61-1001 [4].",
        "The oil filter 61-1002 is changed every 1000 hours [4].",
        "From KX-1401 the oil pressure at 900 rpm is 2.9 bar [5].",
        "Up to KX-1400 it is 1.8 bar at 600 rpm [5].",
        "The crankcase holds 6.5 litres of oil [6].",
        "The oil level must not rise above the upper mark [6].",
        "The belt should give between 8 and 12 mm under the thumb [6].",
        "Tighten the belt if it gives more than 12 mm [6].",
        "Das Anzugsmoment der Zylinderkopfverschraubung beträgt 110 Nm ±5 % [1].",
        "La bride d'admission se serre à 24 Nm [1].",
        "Wachten: minstens 45 minuten afkoelen [3].",
        "El cárter contiene 6,5 l de aceite [6].",
        "Ab KX-1401 beträgt der Öldruck bei 1200 U/min 3,7 bar [5].",
        "24 Nm is about 212 in-lb [1].",
    ),
)  # fmt: skip

CRANE = Library(
    "de",
    {
        1: table(
            "k1", "Tabelle 3 Grenzwerte",
            ("Merkmal", "Wert"),
            ("Seildurchmesser, neu", "16 mm"),
            ("Seildurchmesser, Ablegereife", "mindestens 14,4 mm"),
            ("Bremsluftspalt", "0,6 mm bis 1,2 mm"),
            ("Hakenöffnung, Verschleißgrenze", "höchstens 38 mm"),
            section="3 Grenzwerte",
        ),
        2: passage(
            "k2",
            "1. Hauptschalter Q1 ausschalten und mit Schloss sichern.\n2. Last absetzen, das Seil darf nicht gespannt sein.\n3. Die vier Schrauben M12 des Bremsdeckels lösen.\n"
            "4. Luftspalt mit der Fühlerlehre messen.\n5. Schrauben M12 mit 79 Nm anziehen.",
            "5.2 Bremse prüfen", passage_kind="procedure",
        ),
        3: passage("k3", "GEFAHR Unter schwebender Last darf sich niemand aufhalten. Nur befähigte Personen dürfen den Hauptschalter wieder einschalten.", "5 Sicherheit",
            passage_kind="warning", level="danger"),
        4: record("JOB-31", "work_order", "JOB-31: Bremse schleift", "Asset: KR-02", "Status: open", "Opened: 2027-03-04", "Description: Bremse schleift beim Heben.",
            "Done: Luftspalt 0,4 mm gemessen, auf 0,8 mm gestellt. Belag noch gut.", "Assigned to: P. Weber", "Hours: 3"),
        5: record("JOB-28", "work_order", "JOB-28: Seil getauscht", "Asset: KR-02", "Status: closed", "Opened: 2027-01-11", "Closed: 2027-01-13",
            "Done: Seil 16 mm neu aufgelegt, altes Seil 14,1 mm.", "Assigned to: P. Weber", "Hours: 7"),
    },
    (
        "Ein neues Seil hat einen Durchmesser von 16 mm [1].",
        "Der Seildurchmesser muss mindestens 14,4 mm betragen [1].",
        "Der Bremsluftspalt liegt zwischen 0,6 und 1,2 mm [1].",
        "Die Hakenöffnung darf höchstens 38 mm sein [1].",
        "Den Hauptschalter Q1 ausschalten und mit einem Schloss sichern [2].",
        "Das Seil darf nicht gespannt sein [2].",
        "Die vier Schrauben M12 des Bremsdeckels lösen [2].",
        "Die Schrauben M12 mit 79 Nm anziehen [2].",
        "Zuerst die Last absetzen, dann die Schrauben des Bremsdeckels lösen [2].",
        "Unter schwebender Last darf sich niemand aufhalten [3].",
        "Nur befähigte Personen dürfen den Hauptschalter wieder einschalten [3].",
        "Der Luftspalt wurde mit 0,4 mm gemessen und auf 0,8 mm gestellt [4].",
        "JOB-31 ist seit dem 4. März 2027 offen [4].",
        "Das alte Seil hatte noch 14,1 mm [5].",
        "JOB-28 wurde zwei Tage nach der Eröffnung geschlossen [5].",
        "Beide Aufträge zusammen dauerten 10 Stunden [4][5].",
        "The brake air gap is 0.6 mm to 1.2 mm [1].",
        "Tighten the M12 screws to 79 Nm [2].",
        "The hook opening may be at most 38 mm [1].",
    ),
)  # fmt: skip

OVEN = Library(
    "es",
    {
        1: passage(
            "o1",
            "1. Apague el horno con el interruptor S3 y espere 20 minutos.\n2. Cierre la llave de gas antes de quitar la tapa.\n3. Afloje las dos tuercas M10 del quemador.\n"
            "4. Limpie el quemador con un cepillo; no utilice agua.\n5. Apriete las tuercas M10 a 35 Nm.",
            "2.3 Limpieza del quemador", passage_kind="procedure",
        ),
        2: table(
            "o2", "Tabla 2 Presión de gas",
            ("Gas", "Presión", "Boquilla"),
            ("Gas natural", "20 mbar", "1,95 mm"),
            ("Propano", "37 mbar", "1,20 mm"),
            section="2 Datos",
        ),
        3: passage("o3", "PELIGRO El gas puede explotar. No encienda el horno si huele a gas. La puerta debe permanecer abierta como mínimo 5 minutos.", "1 Seguridad",
            passage_kind="warning", level="danger"),
    },
    (
        "Espere 20 minutos después de apagar el horno con el interruptor S3 [1].",
        "Cierre la llave de gas antes de quitar la tapa [1].",
        "Afloje las dos tuercas M10 del quemador [1].",
        "No utilice agua para limpiar el quemador [1].",
        "Las tuercas M10 se aprietan a 35 Nm [1].",
        "El gas natural se ajusta a 20 mbar con una boquilla de 1,95 mm [2].",
        "El propano necesita 37 mbar [2].",
        "No encienda el horno si huele a gas [3].",
        "La puerta debe permanecer abierta al menos 5 minutos [3].",
        "Propane takes a pressure of 37 mbar and a nozzle of 1.20 mm [2].",
        "Tighten the M10 nuts to 35 Nm [1].",
    ),
)  # fmt: skip

LIBRARIES = (COMPRESSOR, CRANE, OVEN)
