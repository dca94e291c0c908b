"""A document asked for as a whole ("what does SB-031 say?"): what each of its first sections begins with."""

import re
from collections.abc import Sequence

from agent.embedded.concepts import concepts
from agent.embedded.ranking import Ranker
from agent.embedded.sentences import Candidate
from domain.answers import Evidence

MAX_WORDS, LONGEST = 120, 45
ROWS = 3
"""Rows told of a table: the bulletin's own "serial numbers, action" is seldom longer."""
_IDENTIFIER = re.compile(r"\S*\d\S*")
_ENDS = (".", "!", ";")
_SCOPE = re.compile(r"(?:applies to|valid for|gilt für|gælder for|aplica(?:ble)? a|aplica-se a)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_OF_DOCUMENTS = frozenset(
    "service bulletin document summary summarise summarize content contents contain contains cover covers state states stand affect affects affected apply applies turbine turbines machine "
    "machines steht sagt inhalt betrifft betroffen anlagen står siger handler indhold gælder dice pone boletín contenido trata afecta diz boletim conteúdo afeta".split()
)
_NOT_TOLD = frozenset({"heading", "figure", "warning", "step"})


def asks_for_document(question: str) -> bool:
    """Whether a question has nothing but a name with digits and words for a document and what it is about."""
    bare = _IDENTIFIER.sub(" ", question)
    words = (word for word in _WORD.findall(bare.casefold()) if word not in _OF_DOCUMENTS)
    return bare != question and not any(concepts(word) for word in words)


def document_lines(ranker: Ranker, evidence: Sequence[Evidence], pieces: Sequence[Candidate]) -> list[str]:
    """The beginning of each section of the document named, in its order, as far as the words go; none where it is not there."""
    told: list[Candidate] = []
    of_section: dict[str, int] = {}
    for c in sorted(pieces, key=lambda c: (evidence[c.source].page or 0, evidence[c.source].order, c.source, c.place)):
        item = evidence[c.source]
        most = ROWS if c.kind == "row" else 1
        words = len(c.text.split())
        if not ranker.is_named(item) or c.kind in _NOT_TOLD or words > LONGEST or _is_stray(c):
            continue
        if of_section.get(item.section_id or "", 0) >= most:
            continue
        if sum(len(one.text.split()) for one in told) + words > MAX_WORDS:
            break
        of_section[item.section_id or ""] = of_section.get(item.section_id or "", 0) + 1
        told.append(c)
    return [f"- {' '.join(c.text.split())} [{c.source + 1}]" for c in told]


def _is_stray(c: Candidate) -> bool:
    """A line of a cover or of a form to be filled in: no sentence, and no row of values."""
    if c.kind == "row":
        return sum(cell.rstrip().endswith(":") for _, cell in c.columns) * 2 >= len(c.columns)
    return not c.text.endswith(_ENDS) and not (_SCOPE.match(c.text) and not c.text.endswith(":"))
