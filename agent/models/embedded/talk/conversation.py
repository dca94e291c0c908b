"""A question in its thread: what is asked now, what was found for it, what went before."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from agent.question.header import Header
from agent.question.leaning import Leaning
from agent.turn.found import ASK
from domain.answers import Evidence, EvidenceKind
from tools.findings import is_absence

OVER_ORDERS = frozenset({"find_work_orders", "count_work_orders", "total_work_orders"})
_CALLED, _FEW = ("alarm", "part"), 2


@dataclass(frozen=True)
class Call:
    """A tool called in this turn, by whichever model, and what came of it."""

    name: str
    args: Mapping[str, Any]
    status: str = "ok"
    note: str = ""
    nearest: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether its source gave no answer."""
        return self.status in {"error", "timeout"}

    @property
    def empty(self) -> bool:
        """Whether it brought nothing, or only that there is nothing."""
        return all(is_absence(item) for item in self.evidence)


@dataclass(frozen=True)
class Conversation:
    """One question in its thread, this turn's or an earlier one.

    Attributes:
        question: Completed by the person's replies, and by the earlier question that it leans on.
        asked: The person's own words of this turn.
        header: With what the replies and the earlier question name.
        leans: Whether it leans on the earlier question.
        subject: The earlier question, where it leans on one, else its own words.
        evidence: What this turn has found, by number.
        calls: The calls of this turn, in order, `ask_person` among them.
        replies: The person's replies to questions of this turn.
        said: Its answer, with its markers, where it has one.
        machine_before: The machine that an earlier question named, where this one asks for itself and names none: it may be meant, or all of them.
    """

    question: str
    asked: str
    header: Header
    leans: Leaning = Leaning.NOT
    subject: str = ""
    earlier: tuple["Conversation", ...] = ()
    evidence: Mapping[int, Evidence] = field(default_factory=dict[int, Evidence])
    calls: tuple[Call, ...] = ()
    replies: tuple[str, ...] = ()
    said: str = ""
    machine_before: str = ""

    @property
    def answer(self) -> str:
        """What was said, without its markers."""
        return re.sub(r"\s*\[\d+\]", "", self.said)

    @property
    def asks(self) -> str:
        """The words that say what is asked for: its own, and those of the question that it leans on with all."""
        return self.question if self.leans is Leaning.WHOLE else self.asked

    @property
    def replied(self) -> bool:
        """Whether the person was asked back in this turn; they are not asked twice."""
        return any(call.name == ASK for call in self.calls)

    @property
    def evidence_in_force(self) -> Mapping[int, Evidence]:
        """What was found after the person's last reply, where anything was: before it the machine was not known."""
        places = [at for at, call in enumerate(self.calls) if call.name == ASK]
        since = {item.id for call in self.calls[places[-1] + 1 :] for item in call.evidence} if places else set[str]()
        return {n: item for n, item in self.evidence.items() if item.id in since} if since else self.evidence

    @property
    def of_the_same_orders(self) -> bool:
        """Whether it asks more about the work orders that the turn before was about."""
        return self.leans is not Leaning.NOT and self.last is not None and self.last.over_orders

    @property
    def over_orders(self) -> bool:
        """Whether it was answered from the work orders: what was sought there in vain beside other records was not."""
        told = [call for call in self.calls if not call.empty] or self.calls
        return any(call.name in OVER_ORDERS for call in told)

    @property
    def last(self) -> "Conversation | None":
        """The turn before."""
        return self.earlier[-1] if self.earlier else None

    def shown(self, kind: EvidenceKind) -> list[str]:
        """The numbers of the records of a kind that the turn before has shown, in its order."""
        held = self.last.evidence.values() if self.last else ()
        return [str(item.source_id) for item in held if item.kind == kind and item.source_id]

    @property
    def with_the_one_before(self) -> str:
        """The question with what it may be about: the alarm or the parts shown last, else the last question before that it does not hold yet."""
        if called := self._records_shown():
            return f"{self.asked} ({', '.join(called)})"
        before = (one.question for one in reversed(self.earlier) if one.question not in self.question)
        return next((f"{self.question} ({question})" for question in before), "")

    def _records_shown(self) -> list[str]:
        """What they are called, with their numbers, which manuals give too; where they are few."""
        shown = list(self.last.evidence.values()) if self.last else []
        titles = [list(dict.fromkeys(item.title for item in shown if item.kind == kind)) for kind in _CALLED]
        return [title for few in titles if len(few) <= _FEW for title in few]
