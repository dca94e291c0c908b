"""The written report: one block a part, between markers, so that a run replaces its own figures and nothing else."""

import re
from collections.abc import Sequence
from datetime import date


def with_block(report: str, part: str, printed: str, today: date) -> str:
    """The report with a part's block replaced, or added at its end.

    Args:
        report: the report so far.
        part: the name of the part.
        printed: what it printed; without a Markdown table it is shown as it is.
        today: when it was measured.
    """
    body = printed.strip()
    if not re.search(r"^\|", body, re.MULTILINE):
        body = f"```text\n{body}\n```"
    begin, end = f"<!-- measured: {part} -->", f"<!-- end: {part} -->"
    block = f"{begin}\n`python -m bench {part}`, {today}\n\n{body}\n{end}"
    known = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if known.search(report):
        return known.sub(lambda _: block, report)
    return f"{report.rstrip()}\n\n{block}\n"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
