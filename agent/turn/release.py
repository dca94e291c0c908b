"""From what a model writes to what a person reads: each sentence is judged, its warnings go before it, its lines are cited."""

import re
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
from agent.claims.verdict import Judgement, is_believed
from agent.phrases.saying import phrase
from agent.safety.guarding import Guard, Stop
from agent.turn.citations import CitationBook
from agent.turn.found import MISSING, NO_EVIDENCE, OUT_OF_SCOPE
from domain.answers import AnswerEvent, Claim, Evidence, Gap, SafetyWarning, ShownDisagreement, Verdict, Withheld
from stores.protocols import Embedder

SAID_SHARE = 0.8
FEW_WORDS = 12
MOST_CHOICES = 8
_WORDS = re.compile(r"\w+")
_NUMBERED = re.compile(r"^\s*(?:\*\*)?\(?(\d{1,2})[.)]\s")


@dataclass
class Release:
    """What of this turn has been shown, and what was held back and why."""

    guard: Guard
    evidence: dict[int, Evidence] = field(default_factory=dict[int, Evidence])
    question: str = ""
    language: str = "en"
    today: date | None = None
    embedder: Embedder | None = None
    book: CitationBook = field(default_factory=CitationBook)
    lines: list[str] = field(default_factory=list[str])
    spoken: list[str] = field(default_factory=list[str])
    claims: list[Claim] = field(default_factory=list[Claim])
    warnings: list[SafetyWarning] = field(default_factory=list[SafetyWarning])
    withheld: list[Withheld] = field(default_factory=list[Withheld])
    gaps: list[Gap] = field(default_factory=list[Gap])
    disagreements: list[ShownDisagreement] = field(default_factory=list[ShownDisagreement])
    course: Course = field(default_factory=Course)
    frames: list[str] = field(default_factory=list[str])
    held_under: bool = False
    judged: list[Judgement] = field(default_factory=list[Judgement])
    nothing: bool = False
    out_of_scope: bool = False
    asked: bool = False

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
            if bare.strip("*_`. ") in {NO_EVIDENCE, OUT_OF_SCOPE}:
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

    def unsaid(self, sentences: Sequence[str]) -> list[str]:
        """Those that no shown line says already: who finishes another's answer does not repeat it."""
        before = [_words(line) for line in self.lines]
        fresh: list[str] = []
        for sentence in sentences:
            words = _words(sentence)
            figures = {word for word in words if word[0].isdigit()}
            if not any(figures <= said and len(words & said) >= SAID_SHARE * len(words) for said in before):
                fresh.append(sentence)
        return fresh

    @property
    def shown(self) -> dict[int, Evidence]:
        """What the answer cites, by the numbers that people read."""
        return self.book.sources()

    @property
    def reliable(self) -> bool:
        """Whether what became of its sentences speaks for what was written."""
        return bool(self.claims) and is_believed(self.judged)

    @property
    def thin(self) -> bool:
        """Whether all that was told of manuals are a few words without a value: true, and no help ("You need the pump")."""
        words = [word for claim in self.claims for word in _WORDS.findall(claim.text)]
        cited = {citation.n: citation.kind for citation in self.book.citations()}
        kinds = {cited[n] for claim in self.claims for n in claim.citations}
        return kinds <= {"manual"} and len(words) < FEW_WORDS and not any(word[0].isdigit() for word in words)

    def steps_left_out(self) -> list[Gap]:
        """A job with a hole in it looks whole: steps that were held back are named."""
        shown = {step_number(line) for line in self.lines}
        held = {step_number(item.text) for item in self.withheld} - shown - {None}
        if not held or shown == {None}:
            return []
        steps = ", ".join(str(number) for number in sorted(filter(None, held)))
        return [Gap(source="steps", reason=phrase("steps_left_out", self.language, steps=steps))]

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
        def judged(sentence: str, evidence: Mapping[int, Evidence]) -> Judgement:
            return judge(sentence, evidence, question=self.question, today=self.today, embedder=self.embedder)

        return beside_pictures(sentence, self.evidence, judged, phrase("value_in_picture", self.language))

    def _judged(self, sentence: str) -> Iterator[AnswerEvent]:
        verdict = self._judgement(sentence)
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
        if verdict.verdict == "quoted" or verdict.reason == TO_WORK_TO:
            self._hold(sentence, verdict.reason)
            if self.unsaid([verdict.text]) == []:
                return
        yield from self._show(verdict)

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
            shown, claim = self.book.release(" ".join(warned.evidence.text.split()), [warned.evidence])
            self.warnings.append(SafetyWarning(text=claim.text, citations=claim.citations))
            yield AnswerEvent(kind="warning", data={"text": shown, "level": warned.evidence.level})
        for frame in self.frames:
            yield self._line(frame, frame)
        self.frames.clear()
        if self.nothing and not self.claims:
            yield self._line(phrase("nearest_places", self.language), "")
        said = "" if judged.verdict == "stated" else judged.source
        shown, claim = self.book.release(judged.text, cited, said=said)
        verdict: Verdict = judged.verdict if judged.verdict in {"derived", "unsure", "quoted"} else "stated"  # pyright: ignore[reportAssignmentType]
        self.claims.append(claim.model_copy(update={"verdict": verdict, "source": judged.source}))
        if verdict == "unsure" and judged.source:
            shown += f"\n> {phrase('source_says', self.language)} {judged.source}"
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
        governs: Mapping[int, tuple[int, ...]] = self.guard.governed()
        return tuple(
            warning.model_copy(update={"governs": governs.get(at, ())}) for at, warning in enumerate(self.warnings)
        )


def with_choices(question: str, choices: Sequence[str]) -> str:
    """A question to the person, a line a choice."""
    return "\n".join([question, *(f"- {choice}" for choice in choices[:MOST_CHOICES])])


def _words(sentence: str) -> set[str]:
    return set(_WORDS.findall(re.sub(r"\[\d+\]", "", _NUMBERED.sub("", sentence)).casefold()))
