"""A thread as models read it: this turn and the one before whole, older ones in a line each, the oldest forgotten."""

from collections.abc import Sequence

from langchain_core.messages import AIMessage, AnyMessage, BaseMessage, HumanMessage, RemoveMessage, ToolMessage

from agent.claims.evidence.support import markers
from agent.question.header import read
from agent.turn.found import found_in, said_by_person, this_turn

KEPT_TURNS = 12
"""Turns whose words a thread keeps; answers that people saw are kept for ever elsewhere (stores/conversations/turns.py)."""
LONGEST_QUESTION, LONGEST_ANSWER, LONGEST_RESULT = 600, 2_000, 3_000
EARLIER, CUT = "(earlier)", " ..."


def compacted(messages: Sequence[AnyMessage]) -> list[BaseMessage]:
    """What to change in a thread before its next question: same ids with less in them, and removals."""
    turns = _turns(messages)
    changes: list[BaseMessage] = [
        RemoveMessage(id=message.id or "") for turn in turns[:-KEPT_TURNS] for message in turn
    ]
    for turn in turns[-KEPT_TURNS:-1]:
        changes += _shortened(turn)
    return changes + [RemoveMessage(id=message.id or "") for message in _unanswered(messages)]


def shorter(messages: Sequence[BaseMessage]) -> list[BaseMessage]:
    """This turn alone, each tool result cut: for an endpoint whose context is too small for the thread."""
    return [
        message.model_copy(update={"content": message.text[:LONGEST_RESULT] + "\n(cut: the model's context is small)"})
        if isinstance(message, ToolMessage) and not said_by_person(message) and len(message.text) > LONGEST_RESULT
        else message
        for message in this_turn(messages)
    ]


def reminded(messages: Sequence[BaseMessage], reminder: str) -> list[BaseMessage]:
    """The thread with the reminder of what is wanted behind its last tool results: a small model has forgotten it after pages of evidence."""
    *before, last = messages
    if not isinstance(last, ToolMessage) or said_by_person(last):
        return list(messages)
    return [*before, last.model_copy(update={"content": f"{last.text}\n\n{reminder}"})]


def _turns(messages: Sequence[AnyMessage]) -> list[list[AnyMessage]]:
    turns: list[list[AnyMessage]] = []
    for message in messages:
        if isinstance(message, HumanMessage) or not turns:
            turns.append([])
        turns[-1].append(message)
    return turns


def _shortened(turn: Sequence[AnyMessage]) -> list[BaseMessage]:
    """Tool results in a line, with what the turn's answer cites of them: that can still be cited and checked."""
    cited = {int(n) for message in turn if isinstance(message, AIMessage) for n in markers(message.text)}
    changes: list[BaseMessage] = []
    for message in turn:
        found = found_in(message)
        if said_by_person(message):
            changes += _cut(message, len(read(message.text)[0]), LONGEST_QUESTION)
        elif found:
            kept = [pair for pair in zip(found.numbers, found.evidence, strict=True) if pair[0] in cited]
            line = "; ".join(f"[{n}] {item.title}" for n, item in kept) or "nothing that was used"
            line = message.text[:LONGEST_QUESTION] if found.write else line  # what was proposed is not proposed again
            update = {"numbers": tuple(n for n, _ in kept), "evidence": tuple(item for _, item in kept)}
            if not message.text.startswith(EARLIER):
                artifact = found.model_copy(update=update)
                changes.append(message.model_copy(update={"content": f"{EARLIER} {line}", "artifact": artifact}))
        elif isinstance(message, AIMessage):
            changes += _cut(message, len(message.text), LONGEST_ANSWER)
    return changes


def _cut(message: AnyMessage, end: int, longest: int) -> list[BaseMessage]:
    """The message with its first `end` characters cut to `longest`; the header of a question stands behind them and stays whole."""
    if end <= longest + len(CUT):
        return []
    return [message.model_copy(update={"content": message.text[:longest] + CUT + message.text[end:]})]


def _unanswered(messages: Sequence[AnyMessage]) -> list[AnyMessage]:
    """Tool calls that a stopped turn left open, and what was answered of them: endpoints refuse half a round."""
    answered = {message.tool_call_id for message in messages if isinstance(message, ToolMessage)}
    broken = [
        message
        for message in messages
        if isinstance(message, AIMessage) and any(call["id"] not in answered for call in message.tool_calls)
    ]
    lost = {call["id"] for message in broken for call in message.tool_calls}
    return [*broken, *(m for m in messages if isinstance(m, ToolMessage) and m.tool_call_id in lost)]
