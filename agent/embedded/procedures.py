"""The steps of a job, in the manual's order: which run of steps the question is about, and what of it to show."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from agent.embedded.ranking import Ranker, asks_for_number
from agent.embedded.sentences import blocks, is_signal, is_step, split_sentences, step_label
from domain.answers import Evidence

MAX_STEP_WORDS = 250
MIN_STEPS = 2
MIN_MATCH = 0.55
NEAR = 0.5
PRIOR = 0.2
LEAD = 3
HANDS_ON = frozenset({"procedure", "step", "prose", "warning"})

_LEADS = re.compile(
    r":$|\b(?:procedures?|steps?|follow\w*|instructions?|folgende|wie folgt|følgende|siguiente|seguinte)\b",
    re.IGNORECASE,
)
_PART = re.compile(r"\b(?:how|what|which|when|where|in which order)\b", re.IGNORECASE)
_QUESTION_WORD = re.compile(
    r"\?|\b(?:what|which|why|when|where|who|whose|is|are|does|do|can|may|must|hvad|hvilken|hvorfor|hvornår|hvor|was|welche[rs]?|warum|wann|wo|wer|qué|cuál|por qué|"
    r"cuándo|dónde|quién|o que|qual|porquê|quando|onde|quem)\b",
    re.IGNORECASE,
)
_OTHER_INTENTS = frozenset({"stock", "history", "open_orders", "asset_info", "meaning", "cause", "value", "count"})


@dataclass
class Run:
    """Steps that follow each other under one heading. `steps` are (evidence number, label, text)."""

    section: str
    heading: str
    lead: str = ""
    steps: list[tuple[int, str, str]] = field(default_factory=list[tuple[int, str, str]])

    @property
    def text(self) -> str:
        """All steps as one text."""
        return " ".join(text for _, _, text in self.steps)


def asks_for_steps(question: str, wanted: frozenset[str]) -> bool:
    """A job: asked for as one, or named without a question word ("Set zero of a new encoder"), or asked for in several parts."""
    parts = len(_PART.findall(question))
    if "procedure" in wanted:
        return parts > 1 or not asks_for_number(question)
    return not asks_for_number(question) and not wanted & _OTHER_INTENTS and _QUESTION_WORD.search(question) is None


def step_lines(ranker: Ranker, evidence: Sequence[Evidence]) -> list[str]:
    """The lines of the best run of steps, or none where no run fits the question."""
    found = [run for run in runs(evidence) if len(run.steps) >= MIN_STEPS]
    if not found:
        return []
    near = ranker.nearness([f"{run.heading} {run.lead}"[:200] for run in found])
    order = list(dict.fromkeys(e.section_id for e in evidence if e.kind == "manual" and e.score > 0))
    scored = [(_match(ranker, run) + NEAR * n + _prior(run, order), run) for run, n in zip(found, near, strict=True)]
    score, best = max(scored, key=lambda pair: pair[0])
    if score < MIN_MATCH:
        return []
    lines: list[str] = []
    words = 0
    for number, label, text in best.steps:
        words += len(text.split())
        if words > MAX_STEP_WORDS and lines:
            break
        lines.append(f"{_printed(label)} {text} [{number}]")
    return lines


def _match(ranker: Ranker, run: Run) -> float:
    named = ranker.coverage(f"{run.heading} {run.lead}")
    return 0.6 * named + 0.4 * ranker.coverage(f"{run.heading} {run.lead} {run.text}")


def _prior(run: Run, order: Sequence[str | None]) -> float:
    """The search's own opinion: the section of the first hit is probably the right one."""
    return PRIOR / (1 + order.index(run.section)) if run.section in order else 0.0


def runs(evidence: Sequence[Evidence]) -> list[Run]:
    """Every run of steps, in the order in which sections were read; a number that starts again starts a new run."""
    found: list[Run] = []
    lead: dict[str, str] = {}
    current: dict[str, Run] = {}
    for number, item in sorted(enumerate(evidence, start=1), key=_place):
        section = item.section_id
        if item.kind != "manual" or section is None or item.passage_kind not in HANDS_ON or not item.applies:
            continue
        for block in blocks(item.text):
            if item.passage_kind == "warning":
                continue
            if not is_step(block):
                if not is_signal(block):
                    led = [sentence for sentence in split_sentences(block)[-LEAD:] if _LEADS.search(sentence)]
                    lead[section] = " ".join([lead.get(section, ""), *led][-LEAD:]) if led else ""
                continue
            label, text = step_label(block)
            run = current.get(section)
            if run is None or _restarts(label, run):
                run = Run(section, item.section or "", lead.get(section, ""))
                current[section] = run
                found.append(run)
            run.steps.append((number, label, text))
    return found


def _place(numbered: tuple[int, Evidence]) -> tuple[str, str, int, float]:
    """Order of reading within a section, whatever order the search found its passages in."""
    _, item = numbered
    box = item.regions[0].box if item.regions else None
    return item.document_id or "", item.section_id or "", item.page or 0, box[1] if box else 0.0


def _restarts(label: str, run: Run) -> bool:
    numbers = [int(known) for _, known, _ in run.steps if known.isdigit()]
    return label.isdigit() and bool(numbers) and int(label) <= numbers[-1]


def _printed(label: str) -> str:
    if label.isdigit():
        return f"{label}."
    return "-" if re.fullmatch(r"\W+", label) else f"   {label})"
