"""Identifiers of any shape are learned from the records: no company's tags are built in."""

import pytest

from agent.entities import Catalogue, recognise

CHILLERS = Catalogue.of(
    assets=["CWC04013", "CWC04006", "Chiller 6", "Chiller 9"],
    alarms=["0x1A2", "F-30001", "E05.2", "A_1301", "17"],
    work_orders=["4012345", "4012346"],
    parts=["6ES7 315-2EH14-0AB0", "A123.456.78", "900712"],
    models=["Trane CVHF"],
)
LOCATIONS = Catalogue.of(
    assets=["LOC-1.23", "LOC-12.3", "North Press", "EX"],
    alarms=["E101", "E102"],
    work_orders=["JOB-10077"],
    parts=["55-100", "55-109-2"],
    models=["Hoist H5"],
)
TWO_SITES = Catalogue.of(assets=["WTG-07", "WTG-09", "B-07"], alarms=["309"], parts=["29-1182"])


@pytest.mark.parametrize(
    ("catalogue", "text", "found"),
    [
        (CHILLERS, "what is wrong with chiller 6?", {"assets": ["Chiller 6"]}),
        (CHILLERS, "alarm 0x1A2 on CWC 4013", {"assets": ["CWC04013"], "alarms": ["0x1A2"]}),
        (CHILLERS, "F-30001 came up on CWC04006", {"assets": ["CWC04006"], "alarms": ["F-30001"]}),
        (CHILLERS, "faults F-30001 and F-30007", {"alarms": ["F-30001", "F-30007"]}),
        (CHILLERS, "error E5.2?", {"alarms": ["E05.2"]}),
        (CHILLERS, "A_1301 again", {"alarms": ["A_1301"]}),
        (CHILLERS, "stock of 6ES7 315-2EH14-0AB0", {"parts": ["6ES7 315-2EH14-0AB0"]}),
        (CHILLERS, "do we have A123.456.79?", {"unknown_parts": ["A123.456.79"]}),
        (CHILLERS, "show 4012346", {"work_orders": ["4012346"]}),
        (CHILLERS, "order 4012399", {"unknown_work_orders": ["4012399"]}),
        (CHILLERS, "status of CWC04099", {"unknown_assets": ["CWC04099"]}),
        (CHILLERS, "tighten to 17 Nm", {}),
        (CHILLERS, "jobs on Chiller 6 and 9 in 2018", {"assets": ["Chiller 6", "Chiller 9"]}),
        (LOCATIONS, "oil of loc 12.3", {"assets": ["LOC-12.3"]}),
        (LOCATIONS, "oil of LOC-1.23", {"assets": ["LOC-1.23"]}),
        (LOCATIONS, "is the north press running?", {"assets": ["North Press"]}),
        (LOCATIONS, "ex works price", {}),
        (LOCATIONS, "E105 on LOC-1.23", {"assets": ["LOC-1.23"], "alarms": ["E105"]}),
        (LOCATIONS, "55-100/55-109-2", {"parts": ["55-100", "55-109-2"]}),
        (LOCATIONS, "torque of an M12 bolt", {}),
        (TWO_SITES, "turbine 9", {"assets": ["WTG-09"]}),
        (TWO_SITES, "turbine 7", {"which_assets": ["WTG-07", "B-07"]}),
        (TWO_SITES, "WTG-07 and 09", {"assets": ["WTG-07", "WTG-09"]}),
        (TWO_SITES, "29-1999", {"unknown_parts": ["29-1999"]}),
    ],
)
def test_what_a_text_names(catalogue: Catalogue, text: str, found: dict[str, list[str]]) -> None:
    named = recognise(text, catalogue).model_dump()
    assert {kind: values for kind, values in named.items() if values} == found
