"""The steps of a job, in the manual's order: which run of steps the question is about, and what of it to show."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from agent.embedded.kinds import undoes
from agent.embedded.ranking import Ranker
from agent.embedded.sentences import blocks, is_signal, is_step, split_sentences, step_label
from agent.embedded.signs import asks_for_number
from agent.state import MISSING
from domain.answers import Evidence
from stores.passages import glossary
from stores.passages.languages import language_of
from stores.passages.text import fold

MAX_STEP_WORDS = 250
MIN_STEPS = 2
MIN_MATCH = 0.55
NEAR = 0.5
PRIOR = 0.2
NAMED = 0.4
"""For steps of a document that the question names by its number."""
LEAD = 3
LONGEST_TITLE = 12
FAR, HALF, MOST_WORDS = 0.35, 0.5, 0.75
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
    """Steps that follow each other under one heading. `steps` are (evidence number, label, text), never none."""

    section: str
    heading: str
    lead: str = ""
    near: float = 0.0
    steps: list[tuple[int, str, str]] = field(default_factory=list[tuple[int, str, str]])

    @property
    def whole(self) -> int:
        """How many of the steps follow each other from the first one on; those behind a missing number do not count."""
        if self.steps[0][1].isalnum() and self.steps[0][1] not in {"1", "a", "A"}:
            return 0
        expected = 1
        for place, (_, label, _) in enumerate(self.steps):
            if label.isdigit():
                if int(label) != expected:
                    return place
                expected += 1
        return len(self.steps)

    @property
    def text(self) -> str:
        """All steps as one text."""
        return " ".join(text for _, _, text in self.steps)


def asks_for_steps(question: str, wanted: frozenset[str]) -> bool:
    """A job: asked for as one, or named without a question word ("Set zero of a new encoder"), or asked for in several parts."""
    parts = len(_PART.findall(question))
    if "procedure" in wanted:
        return parts > 1 or not asks_for_number(question)
    bare = not asks_for_number(question) and not wanted & _OTHER_INTENTS and _QUESTION_WORD.search(question) is None
    return bare and _begins_with_action(question)


def _begins_with_action(question: str) -> bool:
    """Whether something is to be done: an English order begins with its verb, elsewhere it may stand anywhere."""
    language = language_of(question)
    words = [fold(word) for word in re.findall(r"[^\W\d_]+", question)]
    if language == glossary.ENGLISH:
        return bool(words) and words[0] in glossary.actions()
    return any(glossary.actions().intersection(glossary.translate(word, language)) for word in words)


def best_run(ranker: Ranker, evidence: Sequence[Evidence]) -> Run | None:
    """The run of steps that fits the question best, or none where no run does."""
    found = [run for run in runs(evidence) if len(run.steps) >= MIN_STEPS]
    # Where only the end of a job was found, its first steps are not known: no answer to how it is done.
    found = [run for run in found if run.whole and not undoes(run.heading, ranker.in_english)]
    if not found:
        return None
    for run, near in zip(found, ranker.nearness([f"{run.heading} {run.lead}"[:200] for run in found]), strict=True):
        run.near = near
    order = list(dict.fromkeys(e.section_id for e in evidence if e.kind == "manual" and e.score > 0))
    scored = [
        (_match(ranker, run) + NEAR * run.near + _prior(run, order) + _named(ranker, run, evidence), run)
        for run in found
    ]
    score, best = max(scored, key=lambda pair: pair[0])
    named = _named(ranker, best, evidence)
    return best if score >= MIN_MATCH and (named or not _is_about_something_else(ranker, best)) else None


def _is_about_something_else(ranker: Ranker, run: Run) -> bool:
    """Whether a run is called otherwise, says another thing, and lacks some of the question's words."""
    called = f"{run.heading} {run.lead}"
    # Zero is no embedder.
    called_otherwise = 0 != run.near < FAR and ranker.share_of(ranker.question, called) < HALF
    return called_otherwise and ranker.share_of(ranker.question, f"{called} {run.text}") < MOST_WORDS


def step_lines(run: Run) -> list[str]:
    """The lines of a run, as many as one reads at a time; where steps are left out, that is said."""
    lines: list[str] = []
    words = 0
    for place, (number, label, text) in enumerate(run.steps):
        words += len(text.split())
        if place == run.whole:
            return [
                *lines,
                f"{MISSING} the steps between the last one shown and step {label} of {run.heading} could not be read; open the page",
            ]
        if words > MAX_STEP_WORDS and lines:
            return [*lines, f"{MISSING} {run.heading} goes on with step {label}; open the page for the rest"]
        lines.append(f"{_printed(label)} {text} [{number}]")
    return lines


def _match(ranker: Ranker, run: Run) -> float:
    named = ranker.coverage(f"{run.heading} {run.lead}")
    return 0.6 * named + 0.4 * ranker.coverage(f"{run.heading} {run.lead} {run.text}")


def _named(ranker: Ranker, run: Run, evidence: Sequence[Evidence]) -> float:
    return NAMED * ranker.is_named(evidence[run.steps[0][0] - 1])


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
                if _is_title(block):
                    lead[section] = block
                elif not is_signal(block):
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


def _is_title(block: str) -> bool:
    """Whether a block names the steps below it, where several jobs stand in one section: a short line that is no sentence."""
    words = block.split()
    return MIN_STEPS < len(words) <= LONGEST_TITLE and words[0][0].isupper() and block[-1].isalnum()


def _place(numbered: tuple[int, Evidence]) -> tuple[str, str, int, float, int]:
    """Order of reading within a section, whatever order the search found its passages in."""
    _, item = numbered
    first = item.regions[0] if item.regions else None
    page = first.page if first else item.page
    height = first.box[1] if first and first.box else 0.0
    return item.document_id or "", item.section_id or "", page or 0, height, item.order


def _restarts(label: str, run: Run) -> bool:
    numbers = [int(known) for _, known, _ in run.steps if known.isdigit()]
    return label.isdigit() and bool(numbers) and int(label) <= numbers[-1]


def _printed(label: str) -> str:
    if label.isdigit():
        return f"{label}."
    return "-" if re.fullmatch(r"\W+", label) else f"   {label})"
