"""What a job needs before it begins: tools, parts and conditions, from the box above its steps."""

import re
from collections.abc import Sequence

from agent.embedded.procedures import Run
from agent.embedded.sentences import LABEL_AND_VALUE
from domain.answers import Evidence

_NEEDED = re.compile(
    r"\W*(?:(?:special |required )?(?:tools?|parts?|spares?|materials?|consumables?|prerequisites?|requirements?|conditions?)|"
    r"(?:spezial)?werkzeuge?|(?:ersatz)?teile|material(?:ien)?|voraussetzung(?:en)?|værktøj|(?:reserve)?dele|materialer|forudsætning(?:er)?|"
    r"herramientas?|piezas|repuestos|materiales|requisitos|ferramentas?|peças|materiais)(?!\w)",
    re.IGNORECASE,
)


def needed_lines(run: Run, evidence: Sequence[Evidence]) -> list[str]:
    """The rows of the section's box that say what to take along and what must be so before; none where it has no box."""
    return [
        f"{label.strip(' :')}: {' '.join(value.split())} [{number}]"
        for number, item in enumerate(evidence, start=1)
        if item.section_id == run.section and item.applies and item.table
        for label, *values in item.table
        if len(values) == LABEL_AND_VALUE - 1 and _NEEDED.match(label)
        for value in values
        if value.strip(" -–")
    ]
