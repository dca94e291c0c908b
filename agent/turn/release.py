"""From what a model writes to what a person reads: each sentence is judged, its warnings go before it, its lines are cited."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from agent.claims.evidence.quoting import verbatim
from agent.claims.evidence.support import unsupported
from agent.claims.facts.finding import facts
from agent.claims.judging import judge
from agent.claims.pictures import PICTURE, TO_WORK_TO, beside_pictures
from agent.claims.reading.injection import LEFT_OUT, addressed_to_a_model, without_orders
from agent.claims.reading.marking import split
from agent.claims.reading.markup import plain
from agent.claims.reading.ordering import Course, step_number
from agent.claims.verdict import Judgement
from agent.phrases.saying import phrase
from agent.turn.found import MISSING, NO_EVIDENCE, OUT_OF_SCOPE, PERHAPS, SMALL_TALK
from agent.turn.proposed import TOLD, Writes
from agent.turn.revisions import judged_in_force, label_of
from agent.turn.showing import Showing
from agent.turn.tables import Table, cells_of, is_row
from domain.answers import AnswerEvent, Evidence, Gap
from stores.protocols import Embedder


@dataclass
class Release(Showing):
    """Judges what a model writes, and shows it with its warnings before it."""

    question: str = ""
    today: date | None = None
    embedder: Embedder | None = None
    course: Course = field(default_factory=Course)
    writes: Writes = field(default_factory=Writes)

    def take(self, sentences: Sequence[str], *, trusted: bool = False, ended: bool = False) -> Iterator[AnswerEvent]:
        """Judge sentences in their order; yields what a person may see now. Blocks: not for the event loop.

        Args:
            sentences: With markers `[n]` that number the evidence of the thread.
            trusted: The embedded model's: what it names as nearest places may be shown under that name.
            ended: No more come: a table has all its rows.
        """
        if trusted:
            yield from self._table_ended()
        for sentence in sentences:
            bare = sentence.strip()
            if not bare or self._noted(bare, trusted=trusted):
                continue
            if trusted and (whole := self._verbatim(bare)):
                self.judged.append(whole)
                yield from self._show(whole)
            elif trusted:
                yield from self._judged(sentence.rstrip())
            elif not self.nothing:
                yield from self._written(sentence.rstrip())
        if ended:
            yield from self._table_ended()

    def _noted(self, bare: str, *, trusted: bool) -> bool:
        """Whether a line is a word of a model to us, which is taken down."""
        word = bare.strip("*_`. ")
        if trusted and bare == SMALL_TALK:
            self.small_talk = True
        elif trusted and bare == PERHAPS:
            self.doubted = True
        elif word in {NO_EVIDENCE, OUT_OF_SCOPE}:
            self.nothing = self.nothing or word == NO_EVIDENCE
            said = word == OUT_OF_SCOPE and (trusted or not self.claims)
            self.out_of_scope = self.out_of_scope or said
        elif bare.startswith(MISSING):
            self.gaps.append(Gap(source="question", reason=bare.removeprefix(MISSING).strip()))
        else:
            return False
        return True

    def _written(self, sentence: str) -> Iterator[AnswerEvent]:
        for part, line in self.table.parts(sentence):
            if part == "head":
                self.table.set_head(split(line, self.evidence)[0], stands=self._may_head(line))
            elif part == "row":
                yield from self._judged(line)
            else:
                yield from self._table_ended()
                yield from self._judged(line)

    def _may_head(self, row: str) -> bool:
        """Whether a row may name columns: a name needs to be a source's, a value has to stand like any other."""
        text = split(row, self.evidence)[0]
        if any(fact.kind == "quantity" for fact in facts(text, self.language)):
            return self._judgement(row).verdict not in {"quoted", "withheld"}
        asked = self.question.casefold()  # a name that the person said may head a column, too
        return all(name.casefold() in asked for name in unsupported(text, list(self.evidence.values())))

    def _table_ended(self) -> Iterator[AnswerEvent]:
        """What belongs to the rows of a table that has all of them."""
        if first := self.table.rest():
            yield from self._judged(first)
        table, self.table = self.table, Table()
        for one in table.behind:
            yield from self._unsaid([one]) if isinstance(one, Judgement) else [self._line(one, "")]

    def sources_of(self, sentence: str) -> tuple[int, ...]:
        """The numbers of the evidence that says it, whatever numbers it cites. Blocks."""
        return tuple(self._judgement(sentence).cites)

    def _verbatim(self, sentence: str) -> Judgement | None:
        """A line of whole blocks, quoted as printed from evidence for this machine: nothing about it is left to judge."""
        text, cited = split(sentence, self.evidence)
        items = [self.evidence[n] for n in cited if self.evidence[n].applies and self.evidence[n].kind != PICTURE]
        if items and all(item.kind != "manual" for item in items):
            text = without_orders(text)  # what a record says to people is shown without what it says to a model
        said = text.replace(LEFT_OUT, "").rstrip()
        if addressed_to_a_model(said) or not any(verbatim(said, item) for item in items):
            return None
        side = next((item for item in items if "side" in item.fields), None)
        label = label_of(side, self.language) if side else ""
        return Judgement("stated", f"{label}{plain(text)}", cited, plain(text) if side else "")

    def _judgement(self, sentence: str) -> Judgement:
        def printed(sentence: str, evidence: Mapping[int, Evidence]) -> Judgement:
            heads = cells_of(self.table.head[0]) if self.table.head and is_row(sentence) else ()
            return judge(
                sentence, evidence, question=self.question, today=self.today, embedder=self.embedder, heads=heads
            )

        def judged(sentence: str, evidence: Mapping[int, Evidence]) -> Judgement:
            return beside_pictures(sentence, evidence, printed, phrase("value_in_picture", self.language))

        return judged_in_force(sentence, self.evidence, judged, self.language)

    def _judged(self, sentence: str) -> Iterator[AnswerEvent]:
        may_be_told = self.writes.may_be_told(sentence)
        sentence = self.writes.without(sentence)
        is_of_table = self.table.is_open and is_row(sentence)
        verdict = self._judgement(sentence)
        if is_of_table and verdict.verdict == "frame":  # it says something of what its first cell names
            verdict = replace(self._judgement("; ".join(cells_of(sentence))), text=verdict.text)
        if may_be_told and verdict.verdict in {"withheld", "quoted"}:
            self.set_aside([sentence], TOLD)
        elif verdict.verdict == "frame":
            self._frame(verdict.text, is_of_table=is_of_table)
        else:
            self.judged.append(verdict)
            yield from self._released(sentence, verdict, is_of_table=is_of_table)

    def _released(self, sentence: str, verdict: Judgement, *, is_of_table: bool) -> Iterator[AnswerEvent]:
        """The sentence where it stands, else what stands in its place; behind the table where it is one of its rows."""
        if verdict.verdict == "withheld":
            self._hold(sentence, verdict.reason)
        elif any(not self.course.follows(sentence.strip(), self.evidence[n], row) for n, row in verdict.places[:1]):
            self._hold(sentence, "changes the order of the steps")
        elif verdict.verdict != "quoted" and verdict.reason != TO_WORK_TO:
            yield from self._show(verdict)
        else:
            self._hold(sentence, verdict.reason)
            number = step_number(sentence)
            self.replaced |= {number} if number else set[int]()
            if is_of_table:
                self.table.behind += verdict.lines
            else:
                yield from self._unsaid(verdict.lines, number)

    def _unsaid(self, lines: Sequence[Judgement], number: int | None = None) -> Iterator[AnswerEvent]:
        """Those that no line above says, the first as the step of this number."""
        for line in lines:
            if self.unsaid(line.source.split("\n")):
                yield from self._show(line.numbered(number))
                number = None
