"""The embedded model as a LangChain chat model: it reads the messages and the names of the tools bound, and nothing else."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import Any

from langchain_core.language_models import LanguageModelInput
from langchain_core.messages import AIMessage, BaseMessage, ToolCall
from langchain_core.runnables import Runnable
from langchain_core.utils.function_calling import convert_to_openai_tool

from agent.models.embedded.asking_back import ask
from agent.models.embedded.frames import frames
from agent.models.embedded.meant import frames_meant, is_out_of_scope, is_small_talk, weigh
from agent.models.embedded.planning import next_calls
from agent.models.embedded.requests.arguments import CHANGES
from agent.models.embedded.requests.wording import bought
from agent.models.embedded.slots import Args
from agent.models.embedded.talk.again import cited_lines, is_about_the_answer, places_of
from agent.models.embedded.talk.conversation import Conversation
from agent.models.embedded.talk.thread import conversation_of
from agent.models.embedded.telling import SURE, kinds_told, told
from agent.models.embedded.vagueness import is_vague
from agent.models.embedded.writing.finding import Places
from agent.models.embedded.writing.quoting import quoted_lines, write
from agent.models.embedded.writing.rivals import choices_left, subjects
from agent.models.replying import ReplyingModel
from agent.phrases.saying import phrase
from agent.question.leaning import Leaning
from agent.turn.found import ASK, MISSING, NO_EVIDENCE, OUT_OF_SCOPE, SMALL_TALK
from tools.findings import is_absence

SEARCH = "search_manuals"
Read = Callable[[], Places]
Shares = Callable[[], Mapping[str, float]]


class EmbeddedModel(ReplyingModel):
    """Plans over the tools bound, and quotes what they brought once nothing is left to call. Deterministic; nothing leaves the machine.

    `multilingual` tells what a question in any language asks for, and compares it with passages. `denied` are the numbers of evidence
    of which another model, which has read it, says that it does not answer.
    """

    multilingual: Any = None
    tools: tuple[str, ...] = ()
    denied: frozenset[int] = frozenset()

    def bind_tools(
        self, tools: Sequence[Any], *, tool_choice: str | None = None, **kwargs: Any
    ) -> Runnable[LanguageModelInput, AIMessage]:
        """The same model with these tools, which it knows by name; `denied` may be given too."""
        del tool_choice
        names = tuple(str(convert_to_openai_tool(tool)["function"]["name"]) for tool in tools)
        return self.model_copy(update={"tools": names, **kwargs})

    def reply(self, messages: list[BaseMessage]) -> AIMessage:
        """The calls that are left to make, and the lines that can be written."""
        talk = conversation_of(messages)
        # Read once a reply, and only where it is needed: to ask back, to write, or for both.
        read = cache(partial(places_of, talk, self.multilingual))
        shares = cache(partial(told, talk, self._tell(talk)))
        calls = self._plan(talk, len(messages), read, shares)
        return AIMessage("\n".join(self._write(talk, calls, read, shares)), tool_calls=calls)

    def kinds_asked(self, messages: Sequence[BaseMessage]) -> frozenset[str]:
        """The kinds of evidence that can answer the last question, whoever answers; empty where its words do not tell."""
        talk = conversation_of(messages)
        return kinds_told(talk, self._tell(talk))

    def _plan(self, talk: Conversation, place: int, read: Read, shares: Shares) -> list[ToolCall]:
        if not self.tools or is_small_talk(talk, shares()):
            return []
        calls = next_calls(talk, shares(), self._tell(talk)) or _what_is_open(talk, read, self.multilingual)
        return [
            ToolCall(name=name, args=args, id=f"embedded_{place}_{number}", type="tool_call")
            for number, (name, args) in enumerate(calls)
            if name in self.tools
        ]

    def _tell(self, talk: Conversation) -> Callable[[str], dict[str, float]]:
        return partial(frames, embedder=self.multilingual, named=talk.header.named)

    def _write(self, talk: Conversation, calls: Sequence[ToolCall], read: Read, shares: Shares) -> list[str]:
        """The answer; nothing beside a change that the person was asked about, whose approval is told by the turn.

        Beside a question which of several is meant stand the places that made it.
        """
        if calls:
            asks = [call["args"]["choices"] for call in calls if call["name"] == ASK and talk.evidence_in_force]
            return quoted_lines(read()) if any(asks) and read().answer else []
        if is_small_talk(talk, shares()):
            return [SMALL_TALK]
        if not talk.calls and is_about_the_answer(talk, shares()):
            return cited_lines(talk)
        if talk.replied and any(call.name in CHANGES for call in talk.calls):
            return []
        buys = [f"{MISSING} {phrase('no_purchase', talk.header.language)}"] if bought(talk) else []
        meant = frames_meant(talk, weigh(talk, shares()))
        lines = write(
            talk.question,
            talk.evidence_in_force,
            talk.header,
            talk.calls,
            read,
            of_manuals="manual" in meant,
            denied=self.denied,
            told=_told_before(talk, shares()),
        )
        if lines[:1] == [NO_EVIDENCE] and is_out_of_scope(talk, shares()):
            return [OUT_OF_SCOPE]
        return buys + lines


def _told_before(talk: Conversation, shares: Mapping[str, float]) -> frozenset[str]:
    """The alarms and parts of the answer that the question leans on, unless it asks of an alarm, or of the stock, again."""
    if not talk.last or talk.leans is Leaning.NOT:
        return frozenset()
    kinds = {kind for kind, frame in (("alarm", "alarm"), ("part", "stock")) if shares.get(frame, 0.0) < SURE}
    return frozenset(item.id for item in talk.last.evidence.values() if item.kind in kinds)


def _what_is_open(talk: Conversation, read: Read, embedder: Any) -> list[tuple[str, Args]]:
    """The question which of several is meant: where the places that answer differ by what nobody has said, or it is vague by itself."""
    if talk.replied or not any(call.name == SEARCH for call in talk.calls):
        return []
    places = read()
    if choices := choices_left(places) if places.answer else []:
        return [ask("which_one", talk.header.language, choices)]
    recorded = any(item.kind not in {"manual", "asset"} and not is_absence(item) for item in talk.evidence.values())
    if recorded or talk.leans is not Leaning.NOT or not is_vague(talk.asked, embedder, talk.header.named):
        return []
    about = subjects(places)
    several = len(about) > 1
    return [ask("which_one" if several else "which_subject", talk.header.language, about if several else [])]
