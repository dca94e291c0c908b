"""Lines from tools that bring their evidence in an order of its own: changes between revisions, the jobs of a shift."""

from itertools import groupby

from agent.state import Round
from domain.answers import Evidence

MAX_WORDS = 250
LONGEST_LINE = 40
Numbered = tuple[int, Evidence]


def told_by_tools(work: Round) -> list[str]:
    """The lines of a comparison or a shift brief, where this turn made one; else none."""
    numbered = list(enumerate(work.evidence, start=1))
    changes = [(n, item) for n, item in numbered if "change" in item.fields]
    jobs = [(n, item) for n, item in numbered if "job" in item.fields]
    return change_lines(changes) or brief_lines(jobs)


def change_lines(items: list[Numbered]) -> list[str]:
    """Each change, the older wording and the newer one, as far as the words go."""
    lines: list[str] = []
    words = 0
    for _, group in groupby(items, key=lambda one: one[1].fields["change"]):
        told = [_changed(number, item) for number, item in group]
        words += sum(len(line.split()) for line in told)
        if words > MAX_WORDS and lines:
            break
        lines += told
    return lines


def _changed(number: int, item: Evidence) -> str:
    bullet = "-" if item.fields["side"] == "older" else "  →"
    where = f"**{item.title}, {item.revision}**" if item.revision else f"**{item.title}**"
    return f"{bullet} {where}: {_cut(item.fields['line'])} [{number}]"


def brief_lines(items: list[Numbered]) -> list[str]:
    """Each job with its machine, hazard, page, what was done before, and the parts to take."""
    lines: list[str] = []
    words = 0
    for _, group in groupby(items, key=lambda one: one[1].fields["job"]):
        told = [line for number, item in group for line in _job_lines(number, item)]
        words += sum(len(line.split()) for line in told)
        if words > MAX_WORDS and lines:
            break
        lines += told
    return lines


def _job_lines(number: int, item: Evidence) -> list[str]:
    rows = [region.text for region in item.regions]
    role = item.fields["role"]
    if role == "job":
        shown = [row for row in rows if row.startswith(("Status: ", "Priority: ", "Alarm: "))]
        return [f"**{rows[0]}** ({', '.join(shown)}) [{number}]" if shown else f"**{rows[0]}** [{number}]"]
    if role == "machine":
        status = [row for row in rows if row.startswith("Status: ")]
        return [f"- {'; '.join([rows[0], *status])} [{number}]"]
    if role == "past":
        done = next((row for row in rows if row.startswith("Done: ")), "")
        return [f"- {_cut(f'{rows[0]}. {done}'.strip())} [{number}]"]
    if role == "hazard":
        return [f"- ⚠ {_cut(' '.join(item.text.split()))} [{number}]"]
    if role == "page":
        return [f"- {item.title}: {item.section} [{number}]"]
    stock = [row for row in rows if row.startswith(("Stock at ", "Lead time: "))]
    return [f"- {'; '.join([rows[0], *stock])} [{number}]"]


def _cut(text: str) -> str:
    """Whole sentences up to a length; a longer first sentence stays whole, for a warning cut short is none."""
    words = text.split()
    if len(words) <= LONGEST_LINE:
        return text
    out: list[str] = []
    for place, word in enumerate(words):
        out.append(word)
        if place >= LONGEST_LINE // 2 and word.endswith((".", ";", "!")):
            break
    return " ".join(out)
