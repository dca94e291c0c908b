"""Evidence, and the answer object that every surface shows (contract: "Answer")."""

from datetime import datetime
from typing import Any, Literal

from domain.documents import Box, PassageKind, WarningLevel
from domain.model import Noun

EvidenceKind = Literal["manual", "alarm", "work_order", "part", "asset", "calculation", "external", "picture"]
"""`external`: what a tool of another MCP server gave; `source_id` is that server's name. `picture`: what a model read from a page or figure
of a manual; its text and its citation's `quote` are that model's words, not the source's."""
Verdict = Literal["stated", "derived", "unsure", "quoted"]
"""`stated`: its source says it. `derived`: code worked it out of cited values. `unsure`: code cannot tell; the source's own line is in
`source`. `quoted`: the source's own line in place of what a model wrote."""
Status = Literal["answered", "partial", "no_evidence", "clarify", "refused", "awaiting_approval", "failed"]


class Region(Noun):
    """One printed line of evidence: its text, span in the evidence text, page and box; of a record the field that it tells.

    The text names the field in the person's language, `field` in ours ("status", "cause").
    """

    text: str
    start: int
    end: int
    field: str = ""
    page: int | None = None
    box: Box | None = None


class Disagreement(Noun):
    """One value that another document in force gives otherwise: `other_value` in `other_line` of the evidence `other`, at `other_place`."""

    value: str
    place: str
    other: str
    other_value: str
    other_line: str
    other_place: str


class Evidence(Noun):
    """Something a tool retrieved in this turn. `text` is what sentences are checked against; `language` that of the words in it that are ours."""

    id: str
    kind: EvidenceKind
    title: str
    text: str
    source_id: str | None = None
    document_id: str | None = None
    path: str | None = None
    revision: str | None = None
    section: str | None = None
    section_id: str | None = None
    page: int | None = None
    order: int = 0
    passage_kind: PassageKind = "prose"
    refs: tuple[str, ...] = ()
    level: WarningLevel = ""
    table: tuple[tuple[str, ...], ...] = ()
    regions: tuple[Region, ...] = ()
    applies: bool = True
    superseded: bool = False
    overridden_by: str = ""
    disagrees: tuple[Disagreement, ...] = ()
    score: float = 0.0
    as_of: datetime | None = None
    language: str = ""
    fields: dict[str, str] = {}


class Claim(Noun):
    """One sentence of the answer, the numbers of the citations that carry it, and what checking it came to.

    `source` is the place's own words, where `verdict` is `unsure` or the claim is not the source's own line.
    """

    text: str
    citations: tuple[int, ...] = ()
    verdict: Verdict = "stated"
    source: str = ""


class SafetyWarning(Noun):
    """A warning of a manual; `governs` are the indexes of the claims that may not be read without it."""

    text: str
    citations: tuple[int, ...] = ()
    governs: tuple[int, ...] = ()


class Citation(Noun):
    """Where a claim comes from. `quote` is the exact text of the source on `page`, `boxes` the lines of it that the answer stands on."""

    n: int
    kind: EvidenceKind
    title: str
    document_id: str | None = None
    path: str | None = None
    revision: str | None = None
    page: int | None = None
    section: str | None = None
    boxes: tuple[Box, ...] = ()
    quote: str
    source_id: str | None = None
    as_of: datetime | None = None
    url: str | None = None


class Figure(Noun):
    """A drawing or photo of a manual that the answer quotes or points at; `citations` are those that are its caption or name it.

    `box` is its place on `page`, `url` the picture of it alone.
    """

    id: str
    document_id: str
    title: str
    caption: str
    page: int
    box: Box
    citations: tuple[int, ...] = ()
    url: str


class ShownSide(Noun):
    """What one document says where another says otherwise: its value, its place, and the claims and citations that show it."""

    value: str
    place: str
    claims: tuple[int, ...] = ()
    citations: tuple[int, ...] = ()


class ShownDisagreement(Noun):
    """Two documents in force that give different values for one thing. Which holds is for people to clarify."""

    sides: tuple[ShownSide, ShownSide]


class Withheld(Noun):
    """A sentence that was not shown, and why."""

    text: str
    reason: str


class Gap(Noun):
    """Something the answer lacks: which source, why, and when it was last known."""

    source: str
    reason: str
    as_of: datetime | None = None


class ToolCall(Noun):
    """One call of a tool in this turn."""

    name: str
    args: dict[str, Any] = {}
    status: Literal["ok", "empty", "error", "timeout", "rejected"] = "ok"
    ms: int = 0


class PendingApproval(Noun):
    """A write that waits for a person: one with one of `roles` (at `site`), or without roles whoever asked."""

    id: str
    tool: str
    args: dict[str, Any] = {}
    summary: str
    expires_at: datetime
    roles: tuple[str, ...] = ()
    site: str = ""
    requested_by: str = ""


class Usage(Noun):
    """What the chat model cost in this turn.

    `estimated`: the endpoint reported no tokens for some call, which was charged by its length. `prompts`: the version of the prompts.
    """

    model_calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost_usd: float = 0.0
    estimated: bool = False
    prompts: str = ""


class Timing(Noun):
    """Milliseconds from the request to the first status, the first sentence and the end."""

    first_status_ms: int | None = None
    first_text_ms: int | None = None
    total_ms: int = 0


class Answer(Noun):
    """What one turn gives back, the same on every surface."""

    id: str
    thread_id: str
    status: Status
    language: str = "en"
    text: str
    claims: tuple[Claim, ...] = ()
    warnings: tuple[SafetyWarning, ...] = ()
    citations: tuple[Citation, ...] = ()
    figures: tuple[Figure, ...] = ()
    disagreements: tuple[ShownDisagreement, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    gaps: tuple[Gap, ...] = ()
    tool_calls: tuple[ToolCall, ...] = ()
    approvals: tuple[PendingApproval, ...] = ()
    model: str = "embedded"
    degraded: str | None = None
    usage: Usage = Usage()
    timing: Timing = Timing()


class AnswerEvent(Noun):
    """One thing that happened during a turn, in the order of happening.

    `status`: `data` has `{"text"}`; `tool_start`: `{"id","name","args"}`; `tool_end`: `{"id","name","status","ms"}`;
    `warning`: `{"text","level"}`, before the sentence that it governs; `sentence`: `{"text","verdict","source"}` as the gate released it, markers included;
    `answer`: `{"answer": Answer}`.
    """

    kind: Literal["status", "tool_start", "tool_end", "warning", "sentence", "answer"]
    data: dict[str, Any]
