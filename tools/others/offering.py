"""The tools of other servers that a language model is offered: read only, named, few, and with harmless words."""

import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any, cast

import structlog
from pydantic import BaseModel

from domain.callers import Caller
from domain.errors import BadInput, NacelleError
from tools.context import ToolContext, ToolResult
from tools.others.connecting import call_tool, list_tools
from tools.others.reading import evidence_of, said
from tools.others.settings import OtherServer, OtherSettings
from tools.schemas import function_schema
from tools.tool import Tool

if TYPE_CHECKING:
    from mcp_types import Tool as Listed

BETWEEN = "__"
LISTED_FOR_S, RESTS_S = 300.0, 60.0
"""How long a list of tools is believed, and how long a server that did not answer is left alone."""
LONGEST_DESCRIPTION = 400
_NAME = re.compile(r"[A-Za-z0-9_-]{1,42}")
_ARGUMENT = re.compile(r"[\w.$-]{1,64}")
_OF_SCHEMA = frozenset(
    "type properties items required enum const anyOf oneOf allOf $ref $defs description minimum maximum format pattern".split()
)


class OtherArguments(BaseModel):
    """Whatever the other server takes: it reads its arguments itself."""


@dataclass(frozen=True, kw_only=True)
class OtherTool(Tool):
    """A tool of another server, with the schema that the server gave."""

    parameters: dict[str, Any]
    about: str

    @property
    def description(self) -> str:
        """What the model reads."""
        return self.about

    @cached_property
    def schema(self) -> dict[str, Any]:
        """With the parameters that the server gave."""
        return function_schema(self.name, self.about, self.parameters)


@dataclass
class _Seen:
    """What a server listed, or why it did not, and until when that is believed."""

    tools: tuple[OtherTool, ...] = ()
    left_out: dict[str, str] = field(default_factory=dict[str, str])
    trouble: str = ""
    until: float = 0.0


class OtherTools:
    """The tools of all servers of the setting. Blocks where a list has to be read anew: not for the event loop.

    One turn reads a server's list anew; meanwhile the others take what was known of it, and no server waits for another.
    """

    def __init__(
        self, settings: OtherSettings, clean: Callable[[str], str], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._settings = settings
        self._clean = clean
        self._clock = clock
        self._seen: dict[str, _Seen] = {}
        self._locks = {server.name: Lock() for server in settings.servers}

    def offered(self, caller: Caller) -> dict[str, Tool]:
        """By name, those that `caller` may use, as many as the descriptions have room for, in the order of the setting."""
        room, offered = self._settings.schema_chars, dict[str, Tool]()
        for server in self._settings.servers:
            if caller.sites is not None and not server.for_every_site:
                continue
            for tool in self._of(server).tools:
                size = len(json.dumps(tool.schema, ensure_ascii=False))
                if size <= room:
                    room -= size
                    offered[tool.name] = tool
        return offered

    def states(self) -> dict[str, str]:
        """Each server: "ready", or what is wrong with it; as last seen, without asking it."""
        return {one.name: self._seen.get(one.name, _Seen()).trouble or "ready" for one in self._settings.servers}

    def _of(self, server: OtherServer) -> _Seen:
        known = self._seen.get(server.name)
        lock = self._locks[server.name]
        if known and (self._clock() < known.until or not lock.acquire(blocking=False)):
            return known
        if not known:
            lock.acquire()
        try:
            seen = self._seen.get(server.name) or _Seen()
            if self._clock() >= seen.until:
                seen = self._seen[server.name] = self._listed(server, seen)
            return seen
        finally:
            lock.release()

    def _listed(self, server: OtherServer, before: _Seen) -> _Seen:
        """Of a server that is away, the tools of before: calling one says that it is not reachable."""
        log = structlog.get_logger("nacelle.tools")
        try:
            listed = list_tools(server)
        except NacelleError as error:
            log.warning("other server not listed", server=server.name, reason=str(error))
            return _Seen(before.tools, before.left_out, str(error), self._clock() + RESTS_S)
        seen = _Seen(until=self._clock() + LISTED_FOR_S)
        for tool in listed:
            if why := _why_not(tool, server):
                seen.left_out[f"{server.name}{BETWEEN}{tool.name[:60]}"] = why
            else:
                seen.tools = (*seen.tools, self._tool(tool, server))
        if seen.left_out != before.left_out:
            log.info("tools of another server left out", server=server.name, tools=seen.left_out)
        return seen

    def _tool(self, tool: "Listed", server: OtherServer) -> OtherTool:
        name = f"{server.name}{BETWEEN}{tool.name}"
        title = f"{server.name}: {self._clean(tool.title or tool.name)[:80]}"
        about = " ".join(self._clean(tool.description or tool.title or tool.name).split())[:LONGEST_DESCRIPTION]

        def run(ctx: ToolContext, given: Any) -> ToolResult:
            result = call_tool(server, tool.name, dict(given))
            if result.is_error:
                raise BadInput(said(result) or f"{server.name} could not do it.")
            found = evidence_of(result, name, title, most=server.max_chars, now=ctx.now())
            return ToolResult((found,)) if found else ToolResult(note=f"{server.name} gave no text.")

        return OtherTool(
            name=name,
            args=OtherArguments,
            run=run,
            source=server.name,
            timeout_s=server.timeout_s,
            parameters=_harmless(tool.input_schema, self._clean),
            about=f"From {server.name}, another system. {about}",
        )


def _why_not(tool: "Listed", server: OtherServer) -> str:
    if not server.allows(tool.name):
        return "the setting does not name it"
    if not _NAME.fullmatch(tool.name):
        return "its name cannot be given to a model"
    if not (tool.annotations and tool.annotations.read_only_hint):
        return "it does not say that it only reads"
    return ""


def _harmless(schema: Any, clean: Callable[[str], str], *, names: bool = False) -> Any:
    """A JSON schema without what a model does not need, its words cleaned. `names`: the keys are a server's, not of the schema."""
    if isinstance(schema, dict):
        kept = cast("dict[str, Any]", schema)
        return {
            key: clean(str(each))[:LONGEST_DESCRIPTION]
            if key == "description" and not names
            else _harmless(each, clean, names=key in {"properties", "$defs"} and not names)
            for key, each in kept.items()
            if (_ARGUMENT.fullmatch(key) if names else key in _OF_SCHEMA)
        }
    return list(_each(cast("list[Any]", schema), clean)) if isinstance(schema, list) else schema


def _each(schemas: list[Any], clean: Callable[[str], str]) -> Iterator[Any]:
    for each in schemas:
        yield clean(each) if isinstance(each, str) else _harmless(each, clean)
