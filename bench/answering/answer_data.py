"""A question with what a right answer holds, and the evidence that a turn would have for it."""

import re
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time

from domain.answers import Evidence
from domain.errors import NotFound
from domain.records import Asset
from stores.open_stores import Stores
from tools.context import ToolContext
from tools.manuals.searching import ReadSection, SearchManuals, read_section, search_manuals

HANDS_ON = frozenset({"procedure", "step"})
SECTIONS = 2
TODAY = date(2026, 11, 29)
RECALLED = 0.75
"""So much of a person's answer in its own words counts as right, where no required words are given."""
_SMALL = frozenset(
    "the a an of to in is are and or for on it its be by with from this that you your can may as at".split()
)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Question:
    """`groups`: each needs one of its alternatives in the answer; or `said`, a person's answer. Neither: nothing answers it.

    `evidence` has the search's hits first; `pages` and `sections` are where the answer stands, where that is known.
    """

    library: str
    id: str
    text: str
    language: str = "en"
    groups: tuple[tuple[str, ...], ...] = ()
    unwanted: tuple[str, ...] = ()
    said: str = ""
    pages: tuple[int, ...] = ()
    sections: tuple[str, ...] = ()
    tag: str = ""
    machine: Asset | None = None
    evidence: dict[int, Evidence] = field(default_factory=dict[int, Evidence])

    @property
    def answerable(self) -> bool:
        """Whether something answers it."""
        return bool(self.groups or self.said)

    def is_right(self, text: str) -> bool:
        """Whether a text holds every required word and none that must not stand in it."""
        return self.share(text) >= 1 and not any(_stands(one, _plain(text)) for one in self.unwanted)

    def share(self, text: str) -> float:
        """How much of what is required a text holds."""
        plain = _plain(text)
        if self.groups:
            return sum(any(_stands(one, plain) for one in group) for group in self.groups) / len(self.groups)
        wanted, have = content(self.said), set(content(plain))
        return min(sum(word in have for word in wanted) / max(len(wanted), 1) / RECALLED, 1.0)


def content(text: str) -> list[str]:
    """The words of a text that are not small."""
    return [word for word in _WORD.findall(text.casefold()) if word not in _SMALL]


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().replace("**", "").split())


def _stands(wanted: str, plain: str) -> bool:
    """Whether it stands there, and not inside a longer number."""
    said = _plain(wanted)
    before = r"(?<!\d)(?<!\d[.,])" if said[:1].isdigit() else ""
    behind = r"(?!\d)(?![.,]\d)" if said[-1:].isdigit() else ""
    return re.search(f"{before}{re.escape(said)}{behind}", plain) is not None


def with_evidence(question: Question, stores: Stores) -> Question:
    """What a turn of the embedded model would have found: a search, then the sections of the best places."""
    asset = None
    with suppress(NotFound):
        asset = stores.records.asset(question.tag) if question.tag else None
    ctx = ToolContext(
        fleet=stores.records,
        work_orders=stores.records,
        inventory=stores.records,
        passages=stores.passages,
        now=lambda: datetime.combine(TODAY, time(12), UTC),
        library=question.library,
        asset=asset,
        language=question.language,
    )
    query = " ".join(question.text.replace(question.tag, " ").split()) if question.tag else question.text
    found = list(search_manuals(ctx, SearchManuals(query=query)).evidence)
    seen = {item.id for item in found}
    for section in _sections(found):
        for item in read_section(ctx, ReadSection(section_id=section)).evidence:
            if item.id not in seen:
                seen.add(item.id)
                found.append(item)
    return replace(question, machine=asset, evidence=dict(enumerate(found, start=1)))


def _sections(found: Sequence[Evidence]) -> list[str]:
    """As the plan has it: the best passage's section, the best job's, then the next."""
    best = [str(item.section_id) for item in found if item.applies and item.section_id]
    jobs = [str(item.section_id) for item in found[:6] if item.passage_kind in HANDS_ON]
    return list(dict.fromkeys([*best[:1], *jobs[:1], *best]))[:SECTIONS]
