"""An answer on a terminal: its text, each warning before the claim that it governs, then where it all came from."""

import re
from collections.abc import Iterable
from itertools import groupby

from rich.console import Console
from rich.markdown import Markdown
from rich.panel import Panel
from rich.text import Text

from agent.safety.placing import placed
from domain.answers import Answer, Citation, SafetyWarning


def print_answer(answer: Answer) -> None:
    """Print for people, on standard output."""
    console = Console()
    for warned, parts in groupby(placed(answer), key=lambda part: isinstance(part, SafetyWarning)):
        if warned:
            _print_warnings(console, parts)
        else:
            console.print(Markdown(_breaking("\n".join(str(line) for line in parts))))
    for approval in answer.approvals:
        until = f"{approval.expires_at:%Y-%m-%d %H:%M} UTC"
        console.print(Text(f"Waits until {until}: {approval.summary}", style="bold"))
        console.print(Text(f"  nacelle approvals approve {approval.id[:8]}   or   reject {approval.id[:8]}"))
    for gap in answer.gaps:
        console.print(Text(f"Not known: {gap.source}: {gap.reason}", style="dim"))
    if answer.degraded:
        console.print(Text(answer.degraded, style="dim"))
    for citation in answer.citations:
        console.print(Text(f"[{citation.n}] {_source(citation)}", style="dim"))
    for figure in answer.figures:
        console.print(Text(f"Picture: {figure.caption} ({figure.title}, page {figure.page})", style="dim"))


def _print_warnings(console: Console, warnings: Iterable[SafetyWarning | str]) -> None:
    for warning in warnings:
        if isinstance(warning, SafetyWarning):
            marks = "".join(f"[{n}]" for n in warning.citations)
            console.print(Panel(Text(f"{warning.text} {marks}"), style="yellow"))


def _breaking(text: str) -> str:
    """Each line on its own line; what follows a source's line is not part of it."""
    return re.sub(r"(?m)^(>.*)\n(?!>)", r"\1\n\n", text).replace("\n", "  \n")


def _source(citation: Citation) -> str:
    revision = f"rev. {citation.revision}" if citation.revision else ""
    page = f"page {citation.page}" if citation.page else ""
    return ", ".join(filter(None, (citation.title, revision, citation.section, page)))
