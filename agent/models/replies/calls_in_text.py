"""Tool calls that a model writes as text: Qwen, Hermes, Llama, Mistral, Gemma and ReAct each have their own way."""

import ast
import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, cast

from agent.models.replies.loose_json import closed_at, cut_at, value_at

MOST_FAILURES = 40
"""Openings that turn out to be no call, before the rest is left alone."""
_NAME = ("name", "tool", "tool_name", "function", "function_name", "action")
_ARGUMENTS = ("arguments", "parameters", "args", "input", "action_input", "tool_input", "kwargs")
_PARAMETER = re.compile(r"<parameter=(\w+)>\s*(.*?)\s*</parameter>", re.DOTALL)
_LEFTOVERS = re.compile(
    r"</?(?:tool_calls?|function_calls?|function|tools?)>|\[/?TOOL_CALLS\]|<\|[^|>\n]{1,40}\|>|<｜[^｜\n]{1,40}｜>"
    r"|\bfunctools\b|^[ \t]*(?:Thought|Action|Action Input):[ \t]*$|```[\w-]*[\s\[\],;()]*```|^[\s\[\]{},;)]+$"
    r"|^print\(?$|^function$|^```[\w-]*[ \t]*$",
    re.MULTILINE,
)


@dataclass(frozen=True)
class SpokenCall:
    """A call found in text. `arguments` is JSON where it could be read, else what was written."""

    name: str
    arguments: str


def calls_in_text(text: str, known_tools: Collection[str]) -> tuple[list[SpokenCall], str]:
    """The calls of tools that are offered, in order, and the text without them; other names stay text."""
    if not any(name in text for name in known_tools):
        return [], text
    calls: list[SpokenCall] = []
    rest: list[str] = []
    at = 0
    for start, end, found in _spans(text, known_tools):
        rest.append(text[at:start])
        calls += found
        at = end
    if not calls:
        return [], text
    # Twice: a fence stands alone only without the tags around it.
    return calls, _LEFTOVERS.sub("", _LEFTOVERS.sub("", "\n".join([*rest, text[at:]]))).strip()


def _spans(text: str, known: Collection[str]) -> Iterator[tuple[int, int, list[SpokenCall]]]:
    names = "|".join(re.escape(name) for name in sorted(known, key=len, reverse=True))
    opening = re.compile(
        rf"<function=(?P<xml>{names})>"
        rf"|(?P<front>\[TOOL_CALLS\]\s*|Action:\s*|\[\s*|,\s*|^[ \t]*(?:print\()?(?:\w+\.)?|\w*<｜[^｜\n]{{1,40}}｜>\s*)(?P<name>{names})"
        rf"(?P<glue>\s*(?:\[CALL_ID\]\w+)?(?:\[ARGS\]|\s*Action Input:|<\|message\|>)?\s*(?:```(?:json)?)?\s*)(?=[{{(])"
        r"|[{\[]",
        re.MULTILINE,
    )
    at = failures = 0
    while failures < MOST_FAILURES and (match := opening.search(text, at)):
        read = _read(text, match, known)
        if read is None:
            failures += 1
            at = match.start() + 1
            continue
        end, found = read
        if found:
            yield match.start(), end, found
        at = max(end, match.start() + 1)


def _read(text: str, match: re.Match[str], known: Collection[str]) -> tuple[int, list[SpokenCall]] | None:
    if match["xml"]:
        return _tagged(text, match["xml"], match.end())
    if not match["name"]:
        return _object(text, match.start(), known)
    name, at = match["name"], match.end()
    if text[at] == "(":
        return _python(text, name, at)
    value = value_at(text, at)
    if value is None:
        return cut_at(text, at), [SpokenCall(name, text[at : cut_at(text, at)])]
    return value[1], [SpokenCall(name, json.dumps(value[0], ensure_ascii=False))]


def _object(text: str, at: int, known: Collection[str]) -> tuple[int, list[SpokenCall]] | None:
    """Calls of the object or list that begins here; one of them cut off or misspelt is a call too, with what stands."""
    value = value_at(text, at)
    if value is not None:
        return (value[1], found) if (found := list(_calls(value[0], known))) else None
    if text[at] != "{":
        return None
    end = cut_at(text, at)
    names = "|".join(map(re.escape, known))
    named = re.search(rf"""^\{{\s*["'](?:{"|".join(_NAME)})["']\s*:\s*["']({names})["']""", text[at:end])
    return (end, [SpokenCall(named.group(1), text[at:end])]) if named else None


def _calls(value: Any, known: Collection[str], depth: int = 0) -> Iterator[SpokenCall]:
    if isinstance(value, list) and depth < 4:
        for item in cast("list[Any]", value):
            yield from _calls(item, known, depth + 1)
    if not isinstance(value, dict):
        return
    held = cast("dict[str, Any]", value)
    key = next((k for k in _NAME if isinstance(held.get(k), str) and held[k].removeprefix("functions.") in known), None)
    if key:
        given = next((held[k] for k in _ARGUMENTS if k in held), None)
        flat = {k: v for k, v in held.items() if k not in {key, "id", "type", *_ARGUMENTS}}
        yield SpokenCall(held[key].removeprefix("functions."), _arguments(flat if given is None else given))
    elif len(held) == 1 and next(iter(held)) in known and isinstance(next(iter(held.values())), dict):
        yield SpokenCall(next(iter(held)), _arguments(next(iter(held.values()))))
    elif depth < 4:
        for item in held.values():
            if isinstance(item, dict | list):
                yield from _calls(item, known, depth + 1)


def _arguments(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _tagged(text: str, name: str, at: int) -> tuple[int, list[SpokenCall]]:
    end = text.find("</function>", at)
    inside = text[at:] if end < 0 else text[at:end]
    given: Any = {key: _plain(value) for key, value in _PARAMETER.findall(inside)}
    if not given and "{" in inside:
        value = value_at(inside, inside.index("{"))
        given = value[0] if value else inside
    return (len(text) if end < 0 else end + len("</function>")), [SpokenCall(name, _arguments(given))]


def _plain(value: str) -> Any:
    try:
        return json.loads(value) if value[:1] in "{[" else value
    except ValueError:
        return value


def _python(text: str, name: str, at: int) -> tuple[int, list[SpokenCall]] | None:
    closed = closed_at(text, at)
    if closed is None:
        return None
    try:
        call = ast.parse(f"f{closed[0]}", mode="eval").body
        assert isinstance(call, ast.Call)
        given = {word.arg: ast.literal_eval(word.value) for word in call.keywords if word.arg}
        if not given and len(call.args) == 1 and isinstance(call.args[0], ast.Dict):
            return closed[1], [SpokenCall(name, _arguments(ast.literal_eval(call.args[0])))]
    except (ValueError, SyntaxError, AssertionError, MemoryError, RecursionError, TypeError):
        return None
    if call.args or len(given) != len(call.keywords):
        return closed[1], [SpokenCall(name, closed[0])]
    return closed[1], [SpokenCall(name, _arguments(given))]
