"""From what a model writes to what a person reads: each sentence is judged, its warnings go before it, its lines are cited."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from agent.claims.evidence.quoting import verbatim
from agent.claims.judging import judge
from agent.claims.pictures import PICTURE, TO_WORK_TO, beside_pictures
from agent.claims.reading.injection import LEFT_OUT, addressed_to_a_model, without_orders
from agent.claims.reading.marking import split
from agent.claims.reading.markup import plain
from agent.claims.reading.ordering import Course, step_number
from agent.claims.verdict import Judgement
from agent.phrases.saying import phrase
from agent.safety.guarding import Guard, Stop
from agent.turn.found import MISSING, NO_EVIDENCE, OUT_OF_SCOPE, PERHAPS, SMALL_TALK
from agent.turn.proposed import TOLD, Writes
from agent.turn.revisions import judged_in_force, label_of
from agent.turn.shown import Shown
from domain.answers import AnswerEvent, Evidence, Gap, SafetyWarning, Verdict, Withheld
from stores.protocols import Embedder

MOST_CHOICES = 8


@dataclass
class Release(Shown):
    """Judges what a model writes, and shows it with its warnings before it."""

    guard: Guard = field(kw_only=True)
    evidence: dict[int, Evidence] = field(default_factory=dict[int, Evidence])
    question: str = ""
    today: date | None = None
    embedder: Embedder | None = None
    course: Course = field(default_factory=Course)
    frames: list[str] = field(default_factory=list[str])
    writes: Writes = field(default_factory=Writes)
    held_under: bool = False

    def ask(self, question: str, choices: Sequence[str]) -> AnswerEvent:
        """A question to the person, above the places that made it."""
        self.asked = True
        text = with_choices(question, choices)
        return self._line(text, text)

    def take(self, sentences: Sequence[str], *, trusted: bool = False) -> Iterator[AnswerEvent]:
        """Judge sentences in their order; yields what a person may see now. Blocks: not for the event loop.

        Args:
            sentences: With markers `[n]` that number the evidence of the thread.
            trusted: The embedded model's: what it names as nearest places may be shown under that name.
        """
        for sentence in sentences:
            bare = sentence.strip()
            if not bare:
                continue
            if trusted and bare == SMALL_TALK:
                self.small_talk = True
            elif trusted and bare == PERHAPS:
                self.doubted = True
            elif bare.strip("*_`. ") in {NO_EVIDENCE, OUT_OF_SCOPE}:
                self.nothing = self.nothing or bare.strip("*_`. ") == NO_EVIDENCE
                said = bare.strip("*_`. ") == OUT_OF_SCOPE and (trusted or not self.claims)
                self.out_of_scope = self.out_of_scope or said
            elif bare.startswith(MISSING):
                self.gaps.append(Gap(source="question", reason=bare.removeprefix(MISSING).strip()))
            elif trusted and (whole := self._verbatim(bare)):
                self.judged.append(whole)
                yield from self._show(whole)
            elif not self.nothing or trusted:
                yield from self._judged(sentence.rstrip())

    def sources_of(self, sentence: str) -> tuple[int, ...]:
        """The numbers of the evidence that says it, whatever numbers it cites. Blocks."""
        return tuple(self._judgement(sentence).cites)

    def set_aside(self, sentences: Sequence[str], reason: str) -> None:
        """Sentences that are not shown, whatever the sources say of them."""
        for sentence in sentences:
            self._hold(sentence, reason)

    def say(self, sentence: str) -> AnswerEvent:
        """A sentence of our own, about the places that are shown."""
        return self._line(sentence, sentence)

    def _verbatim(self, sentence: str) -> Judgement | None:
        """A line of whole blocks, quoted as printed from evidence for this machine: nothing about it is left to judge."""
        text, cited = split(sentence, self.evidence)
        items = [self.evidence[n] for n in cited if self.evidence[n].applies and self.evidence[n].kind != PICTURE]
        if items and all(item.kind != "manual" for item in items):
            text = without_orders(text)  # what a record says to people is shown without what it says to a model
        said = text.replace(LEFT_OUT, "").rstrip()
        if addressed_to_a_model(said) or not any(verbatim(said, item) for item in items):
            return None
        return Judgement("stated", plain(text), cited)

    def _judgement(self, sentence: str) -> Judgement:
        def printed(sentence: str, evidence: Mapping[int, Evidence]) -> Judgement:
            return judge(sentence, evidence, question=self.question, today=self.today, embedder=self.embedder)

        def judged(sentence: str, evidence: Mapping[int, Evidence]) -> Judgement:
            return beside_pictures(sentence, evidence, printed, phrase("value_in_picture", self.language))

        return judged_in_force(sentence, self.evidence, judged, self.language)

    def _judged(self, sentence: str) -> Iterator[AnswerEvent]:
        may_be_told = self.writes.may_be_told(sentence)
        sentence = self.writes.without(sentence)
        verdict = self._judgement(sentence)
        if may_be_told and verdict.verdict in {"withheld", "quoted"}:
            self.set_aside([sentence], TOLD)
            return
        if verdict.verdict == "frame":
            if self.held_under:  # the heading of what was held back is not that of what follows
                self.frames.clear()
            self.held_under = False
            self.frames.append(verdict.text)
            return
        self.judged.append(verdict)
        if verdict.verdict == "withheld":
            self._hold(sentence, verdict.reason)
            return
        if any(not self.course.follows(sentence.strip(), self.evidence[n], row) for n, row in verdict.places[:1]):
            self._hold(sentence, "changes the order of the steps")
            return
        if verdict.verdict != "quoted" and verdict.reason != TO_WORK_TO:
            yield from self._show(verdict)
            return
        self._hold(sentence, verdict.reason)
        number = step_number(sentence)
        self.replaced |= {number} if number else set[int]()
        for line in verdict.lines:
            if self.unsaid(line.source.split("\n")):
                yield from self._show(line.numbered(number))
                number = None

    def _hold(self, sentence: str, reason: str) -> None:
        self.withheld.append(Withheld(text=sentence.strip(), reason=reason))
        self.held_under = bool(self.frames)

    def _show(self, judged: Judgement) -> Iterator[AnswerEvent]:
        cited = [self.evidence[n] for n in judged.cites]
        before = self.guard.before(cited, len(self.claims), judged.text)
        if isinstance(before, Stop):
            self._hold(judged.text, "the warnings of its manual are missing")
            if self.nothing:  # one of the nearest places, which nobody has to do
                return
            self.gaps.append(before.gap)
            stop = phrase("stop_ask", self.language)
            if stop not in self.lines:
                yield self._line(stop, stop)
            return
        for warned in before:
            printed = " ".join(warned.evidence.text.split())
            if label := label_of(warned.evidence, self.language):  # its section has gone from the revision in force
                printed += f" ({label.rstrip(': ')})"
            shown, claim = self.book.release(printed, [warned.evidence], said=warned.evidence.text)
            self.warnings.append(SafetyWarning(text=claim.text, citations=claim.citations))
            yield AnswerEvent(kind="warning", data={"text": shown, "level": warned.evidence.level})
        for frame in self.frames:
            yield self._line(frame, frame)
        self.frames.clear()
        if (self.nothing or self.doubted) and not self.claims:
            yield self._line(phrase("nearest_places" if self.nothing else "perhaps", self.language), "")
        said = "" if judged.verdict == "stated" else judged.source
        shown, claim = self.book.release(judged.text, cited, said=said)
        verdict: Verdict = judged.verdict if judged.verdict in {"derived", "unsure", "quoted"} else "stated"  # pyright: ignore[reportAssignmentType]
        self.claims.append(claim.model_copy(update={"verdict": verdict, "source": judged.source}))
        if verdict == "unsure" and judged.source:
            own = judged.source.replace("\n", "\n> ")
            shown += f"\n> {phrase('source_says', self.language)} {own}"
        if any(item.kind == PICTURE for item in cited):
            shown += f"\n> {phrase('read_from_picture', self.language)}"
        markers = "".join(f"[{n}]" for n in judged.cites)
        yield self._line(shown, f"{judged.text} {markers}", verdict=verdict, source=judged.source)

    def _line(self, shown: str, spoken: str, **more: str) -> AnswerEvent:
        self.lines.append(shown)
        if spoken:
            self.spoken.append(spoken)
        return AnswerEvent(kind="sentence", data={"text": shown, **more})

    def warned(self) -> tuple[SafetyWarning, ...]:
        """The warnings, each with the claims that it governs."""
        governs = self.guard.governed()
        every = enumerate(self.warnings)
        return tuple(one.model_copy(update={"governs": governs.get(at, ())}) for at, one in every)


def with_choices(question: str, choices: Sequence[str]) -> str:
    """A question to the person, a line a choice."""
    return "\n".join([question, *(f"- {choice}" for choice in choices[:MOST_CHOICES])])
