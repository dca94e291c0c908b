"""Show what was judged: its warnings before it, its citations in it, the source's lines under it, a table's behind the table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from agent.claims.pictures import PICTURE
from agent.claims.verdict import Judgement
from agent.phrases.saying import phrase
from agent.safety.guarding import Guard, Stop, Warned
from agent.turn.citations import marked
from agent.turn.revisions import label_of
from agent.turn.shown import Shown
from agent.turn.tables import Table, is_row
from domain.answers import AnswerEvent, Evidence, SafetyWarning, Verdict, Withheld

MOST_CHOICES = 8


@dataclass
class Showing(Shown):
    """`frames` are lines that wait for a claim to stand above; `table` is the one whose rows come just now."""

    guard: Guard = field(kw_only=True)
    evidence: dict[int, Evidence] = field(default_factory=dict[int, Evidence])
    frames: list[str] = field(default_factory=list[str])
    held_under: bool = False
    table: Table = field(default_factory=Table)

    def ask(self, question: str, choices: Sequence[str]) -> AnswerEvent:
        """A question to the person, above the places that made it."""
        self.asked = True
        text = with_choices(question, choices)
        return self._line(text, text)

    def say(self, sentence: str) -> AnswerEvent:
        """A sentence of our own, about the places that are shown."""
        return self._line(sentence, sentence)

    def set_aside(self, sentences: Sequence[str], reason: str) -> None:
        """Sentences that are not shown, whatever the sources say of them."""
        for sentence in sentences:
            self._hold(sentence, reason)

    def warned(self) -> tuple[SafetyWarning, ...]:
        """The warnings, each with the claims that it governs."""
        governs = self.guard.governed()
        every = enumerate(self.warnings)
        return tuple(one.model_copy(update={"governs": governs.get(at, ())}) for at, one in every)

    def _frame(self, line: str, *, is_of_table: bool) -> None:
        """A line that waits for one that says something; the heading of what was held back is not that of what follows."""
        if is_of_table:
            self.table.between.append(line)
            return
        if self.held_under:
            self.frames.clear()
        self.held_under = False
        self.frames.append(line)

    def _hold(self, sentence: str, reason: str) -> None:
        self.withheld.append(Withheld(text=sentence.strip(), reason=reason))
        self.held_under = bool(self.frames)

    def _show(self, judged: Judgement) -> Iterator[AnswerEvent]:
        cited = [self.evidence[n] for n in judged.cites]
        before = self.guard.before(cited, len(self.claims), judged.text)
        if isinstance(before, Stop):
            yield from self._stopped(judged, before)
            return
        yield from map(self._warning, before)
        row = self.table.is_open and is_row(judged.text)
        frames = [*self.frames, *(self.table.lead(warned=bool(before)) if row else ())]
        self.frames.clear()
        yield from (self._line(frame, frame) for frame in frames)
        if (self.nothing or self.doubted) and not self.claims:
            yield self._line(phrase("nearest_places" if self.nothing else "perhaps", self.language), "")
        shown, claim = self.book.release(judged.text, cited, said=judged.source)
        verdict: Verdict = judged.verdict if judged.verdict in {"derived", "unsure", "quoted"} else "stated"  # pyright: ignore[reportAssignmentType]
        self.claims.append(claim.model_copy(update={"verdict": verdict, "source": judged.source}))
        under: list[tuple[str, str]] = []
        if verdict == "unsure" and judged.source:
            under.append((phrase("source_says", self.language), judged.source))
        if any(item.kind == PICTURE for item in cited):
            under.append((phrase("read_from_picture", self.language), ""))
        if row:
            self.table.rows += 1
            for lead, source in under:
                self.table.put_behind(judged.text, lead, source)
        else:
            lines = (f"{lead} {source}".rstrip().replace("\n", "\n> ") for lead, source in under)
            shown = "\n> ".join([shown, *lines])
        spoken = marked(judged.text, "".join(f"[{n}]" for n in judged.cites), before_colon=False)
        yield self._line(shown, spoken, verdict=verdict, source=judged.source)

    def _stopped(self, judged: Judgement, stop: Stop) -> Iterator[AnswerEvent]:
        self._hold(judged.text, "the warnings of its manual are missing")
        if self.nothing:  # one of the nearest places, which nobody has to do
            return
        self.gaps.append(stop.gap)
        text = phrase("stop_ask", self.language)
        if self.table.is_open:
            self.table.behind.append(text)
        elif text not in self.lines:
            yield self._line(text, text)

    def _warning(self, warned: Warned) -> AnswerEvent:
        printed = " ".join(warned.evidence.text.split())
        if label := label_of(warned.evidence, self.language):  # its section has gone from the revision in force
            printed += f" ({label.rstrip(': ')})"
        shown, claim = self.book.release(printed, [warned.evidence], said=warned.evidence.text)
        self.warnings.append(SafetyWarning(text=claim.text, citations=claim.citations))
        return AnswerEvent(kind="warning", data={"text": shown, "level": warned.evidence.level})

    def _line(self, shown: str, spoken: str, **more: str) -> AnswerEvent:
        self.lines.append(shown)
        if spoken:
            self.spoken.append(spoken)
        return AnswerEvent(kind="sentence", data={"text": shown, **more})


def with_choices(question: str, choices: Sequence[str]) -> str:
    """A question to the person, a line a choice."""
    return "\n".join([question, *(f"- {choice}" for choice in choices[:MOST_CHOICES])])
