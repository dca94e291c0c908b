"""The header that code writes under a person's words: today, language, machine, what the words name. Every model reads it."""

import json
import re
from datetime import date

from domain.model import Noun

_OPEN, _CLOSE = "\n\n<context>\n", "\n</context>"
_MACHINE = re.compile(r"(?:\[(?P<number>\d+)\] )?(?P<fields>.*)")
STANDARD = frozenset(
    "asset which_asset alarm work_order done_work_order part model document period field figure status kind assigned_to component failure_mode alarm_code "
    "priority site stock supplier machine_status asset_name controller unknown_asset unknown_alarm unknown_work_order unknown_part".split()
)
"""Kinds of names that every company has; any other is a field of its own."""
_PLAIN = re.compile(r'[^\s"<>;=·\\\[\]]+(?: [^\s"<>;=·\\\[\]]+)*')
_ITEM = re.compile(
    r'(?P<kind>"(?:[^"\\]|\\.)*"|[^\s"]+) (?P<value>"(?:[^"\\]|\\.)*"|[^";=]+)(?: = (?P<said>"(?:[^"\\]|\\.)*"))?(?:; |$)'
)


class Named(Noun):
    """Something that the question's words name.

    Attributes:
        kind: `asset`, `alarm`, `work_order`, `part`, `model`, `document`; `unknown_...` for identifiers shaped like ours that no
            record has; `which_asset` for each machine that a number alone may mean; `period`; else the field of the records
            (`status`, `assigned_to`, `site`, `stock`, a company's own, ...).
        value: As the records write it; a period as "2025-01-01..2025-12-31", an open end empty.
        said: As the question writes it.
        at: Where that begins in the question, -1 where it is not told.
    """

    kind: str
    value: str
    said: str = ""
    at: int = -1


class Machine(Noun):
    """The machine that the turn is about; without `tag` only its model is known. `number` is its record's evidence number."""

    number: int = 0
    tag: str = ""
    model: str = ""
    serial: str = ""
    controller: str = ""
    site: str = ""


class Header(Noun):
    """What code read in a question."""

    today: date
    language: str = "en"
    machine: Machine | None = None
    named: tuple[Named, ...] = ()

    def values(self, *kinds: str) -> list[str]:
        """The values named of these kinds, in the order of the question, none twice."""
        return list(dict.fromkeys(one.value for one in self.named if one.kind in kinds))

    @property
    def tag(self) -> str:
        """The machine's tag, or nothing."""
        return self.machine.tag if self.machine else ""


def with_header(question: str, header: Header) -> str:
    """The question with its header, as a model reads it; `read` takes it apart again."""
    lines = [f"Today: {header.today.isoformat()} ({header.today:%A})", f"Language: {header.language}"]
    if header.machine:
        lines.append(f"Machine: {_written_machine(header.machine)}")
    if header.named:
        lines.append(f"Named: {'; '.join(_written(one) for one in header.named)}")
    return "".join((question, _OPEN, "\n".join(lines), _CLOSE))


def read(content: str) -> tuple[str, Header]:
    """A question and its header; without one the question alone.

    Whatever the question itself holds, the last block is the header: its values are escaped so that none looks like one.
    """
    question, opened, block = content.rpartition(_OPEN)
    if not opened or not block.endswith(_CLOSE):
        return content, Header(today=date.min)
    lines = dict(line.split(": ", 1) for line in block.removesuffix(_CLOSE).split("\n"))
    named: list[Named] = []
    for match in _ITEM.finditer(lines.get("Named", "")):
        value = _plain(match["value"])
        said = _plain(match["said"]) if match["said"] else value
        named.append(Named(kind=_plain(match["kind"]), value=value, said=said, at=place_of(said, question)))
    machine = _read_machine(lines["Machine"]) if "Machine" in lines else None
    today = date.fromisoformat(lines["Today"].split(" ")[0])
    return question, Header(today=today, language=lines["Language"], machine=machine, named=tuple(named))


def place_of(said: str, question: str) -> int:
    """Where `said` stands first in the question as whole words, or -1."""
    found = re.search(rf"(?<!\w){re.escape(said)}(?!\w)", question) if said else None
    return found.start() if found else -1


def _written(one: Named) -> str:
    said = f" = {_quoted(one.said)}" if one.said != one.value else ""
    kind = one.kind if " " not in one.kind and _PLAIN.fullmatch(one.kind) else _quoted(one.kind)
    return f"{kind} {_escaped(one.value)}{said}"


def _escaped(value: str) -> str:
    return value if _PLAIN.fullmatch(value) else _quoted(value)


def _quoted(text: str) -> str:
    """As JSON, without the characters that part the header's own fields."""
    written = json.dumps(text, ensure_ascii=False)
    return written.replace("<", "\\u003c").replace(">", "\\u003e").replace("·", "\\u00b7")


def _plain(written: str) -> str:
    return json.loads(written) if written.startswith('"') else written


def _written_machine(machine: Machine) -> str:
    named = {"model": machine.model, "serial": machine.serial, "controller": machine.controller, "site": machine.site}
    is_field = machine.tag.partition(" ")[0] in named
    fields = [_quoted(machine.tag) if is_field else _escaped(machine.tag)] if machine.tag else []
    fields += [f"{name} {_escaped(value)}" for name, value in named.items() if value]
    return f"[{machine.number}] {' · '.join(fields)}" if machine.number else " · ".join(fields)


def _read_machine(line: str) -> Machine:
    match = _MACHINE.fullmatch(line)
    assert match is not None, "it matches every line"
    fields: dict[str, str] = {}
    for part in match["fields"].split(" · "):
        name, space, value = part.partition(" ")
        if space and name in {"model", "serial", "controller", "site"}:
            fields[name] = _plain(value)
        else:
            fields["tag"] = _plain(part)
    return Machine(number=int(match["number"] or 0), **fields)
