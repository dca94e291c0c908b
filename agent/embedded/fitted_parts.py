"""Parts that went into a machine on earlier jobs: whether a question asks for them, and which they were."""

import re
from collections.abc import Sequence

from domain.answers import Evidence

USED_ROW = "Parts used"
USED = f"{USED_ROW}: "
_PART = r"(?:parts?|spares?|components?|elements?|(?:reserve)?del(?:e|en|ene)?|(?:ersatz)?teile?|bauteile?|piezas?|repuestos?|peças?)"
_FITTED = (
    r"(?:went in(?:to)?|go in|fit(?:ted)?|used?|chang(?:ed?)|replaced?|renewed|swapped|put in|installed|"
    r"skift(?:ede|et|es)|udskift\w*|brugt(?:e|es)?|sat i|monteret|"
    r"(?:aus|ein)?ge(?:wechselt|tauscht|baut)|ausgetauscht|verbaut|verwendet|erneuert|ersetzt|"
    r"cambi(?:amos|aron|ó|ado|ada)|us(?:amos|aron|ado|ada)|mont(?:amos|aron|ó|ado|ada)|"
    r"troc(?:ámos|amos|aram|ou|ada|ado)|us(?:ámos|ou|aram)|mont(?:ámos|ou|aram))"
)
_PAST = (
    r"(?:last|was|were|did|went|previous\w*|before|ago|earlier|sidst\w*|blev|forrige|letzte\w*|zuletzt|wurden?|haben|damals|última|último|"
    r"anterior|antes)"
)
_ASKED = re.compile(
    rf"(?<!\w){_PART}(?!\w)[^.?!;]{{0,40}}(?<!\w){_FITTED}(?!\w)|(?<!\w){_FITTED}\W+(?:\w+\W+){{0,2}}{_PART}(?!\w)",
    re.IGNORECASE,
)
_WAS = re.compile(rf"(?<!\w){_PAST}(?!\w)", re.IGNORECASE)


def asks_for_fitted(question: str) -> bool:
    """Whether it asks for a part that was fitted ("which part went in?"), not for one that is needed."""
    return _ASKED.search(question) is not None and _WAS.search(question) is not None


def used_in(order: Evidence) -> str:
    """What the record of a job says that went in, as it is written; nothing where it does not say."""
    rows = (region.text for region in order.regions if order.kind == "work_order")
    return next((row.removeprefix(USED) for row in rows if row.startswith(USED)), "")


def fitted(evidence: Sequence[Evidence]) -> str:
    """The parts of the newest job that names any; jobs stand newest first."""
    return next((used for item in evidence if (used := used_in(item))), "")
