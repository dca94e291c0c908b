"""A document asked for as a whole."""

import pytest

from agent.embedded.document_asked import asks_for_document
from agent.embedded.from_manuals import manual_lines
from agent.embedded.models_named import Machine
from domain.answers import Evidence


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What does bulletin TB-204 say?", True),
        ("Which machines are affected by TB-204?", True),
        ("Was steht in TB-204?", True),
        ("What torque does TB-204 say?", False),
        ("What tools do I need for TB-204?", False),
        ("What does the bulletin say?", False),
    ],
)
def test_a_name_and_nothing_besides_asks_for_the_document(question: str, *, asked: bool) -> None:
    assert asks_for_document(question) is asked


def test_each_section_is_told_by_its_beginning_and_steps_are_not_torn_out() -> None:
    def page(number: int, section: str, kind: str, text: str, path: str = "tb-204.pdf") -> Evidence:
        return Evidence.model_validate(
            {"id": f"e{number}", "kind": "manual", "title": "Hook", "path": path, "section_id": section,
             "section": section, "passage_kind": kind, "text": text, "page": number, "order": number, "score": 1.0}
        )  # fmt: skip

    evidence = (
        page(3, "Action", "procedure", "1. Lock out the crane.\n2. Undo the hook nut."),
        page(2, "Reason", "prose", "The hook nut came loose on two cranes. Both were new."),
        page(1, "Cover", "prose", "Crane Works\nApplies to: cranes L20 from serial number 100 on"),
        page(9, "Other", "prose", "See bulletin TB-204 before the hook is used.", path="crane-manual.pdf"),
    )
    lines = manual_lines("What does TB-204 say?", evidence, frozenset(), None, machine=Machine())
    assert lines == [
        "- Applies to: cranes L20 from serial number 100 on [3]",
        "- The hook nut came loose on two cranes. [2]",
    ]
