"""An answer on a terminal: warnings first, then the text, then where it all came from."""

from rich.console import Console
from rich.markdown import Markdown
from rich.panel import Panel
from rich.text import Text

from domain.answers import Answer, Citation


def print_answer(answer: Answer) -> None:
    """Print for people, on standard output."""
    console = Console()
    for warning in answer.warnings:
        marks = "".join(f"[{n}]" for n in warning.citations)
        console.print(Panel(Text(f"{warning.text} {marks}"), style="yellow"))
    console.print(Markdown(answer.text.replace("\n", "  \n")))
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


def _source(citation: Citation) -> str:
    revision = f"rev. {citation.revision}" if citation.revision else ""
    page = f"page {citation.page}" if citation.page else ""
    return ", ".join(filter(None, (citation.title, revision, citation.section, page)))
