"""What a value is a value of: a table for copper says nothing about aluminium."""

from agent.embedded.concepts import concepts, stems
from agent.embedded.sentences import Candidate

_METALS = frozenset(
    stems("copper aluminum aluminium steel iron brass bronze titanium zinc tin silver gold nickel magnesium")
)


def metals_in(question: str) -> frozenset[str]:
    """The metals that a question names, as stems, in whatever language."""
    return frozenset(form for forms in concepts(question) for form in forms & _METALS)


def is_of_another_metal(asked: frozenset[str], row: Candidate, table: str) -> bool:
    """Whether a row's table, with its title and its text `table`, names metals and none of those `asked`."""
    if not asked or row.kind != "row":
        return False
    told = set(stems(f"{row.text} {row.context} {table}")) & _METALS
    return bool(told) and not asked & told
