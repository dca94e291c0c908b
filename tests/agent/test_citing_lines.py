"""Which printed lines carry a sentence."""

import pytest

from agent.turn.citations import carrying_lines
from domain.answers import Evidence, Region

LINES = ("Tighten the caliper bolts", "M30 to  450 N·m", "in two passes. Straße 7.", "Then grease the pins.")


def evidence() -> Evidence:
    text = "\n".join(LINES)
    regions: list[Region] = []
    for line in LINES:
        start = text.index(line)
        regions.append(Region(text=line, start=start, end=start + len(line), page=1))
    return Evidence(id="e", kind="manual", title="OM", text=text, regions=tuple(regions))


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        ("Tighten the caliper bolts M30 to 450 N·m in two passes.", [0, 1, 2]),
        ("m30 TO 450 n·M", [1]),
        ("**grease** the pins", [3]),
        ("bolts M30", [0, 1]),
        ("The pins get grease then", [3]),
    ],
)
def test_a_quotation_is_found_across_lines_spaces_and_case(said: str, lines: list[int]) -> None:
    assert carrying_lines(evidence(), said) == lines
