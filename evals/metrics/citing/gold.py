"""Which places answer a case."""

from pathlib import PurePosixPath

from evals.datasets.schema import Case
from evals.datasets.words import fold
from evals.running.transcript import Found


def is_gold(case: Case, found: Found) -> bool:
    """Whether a place is one of the case's pages, else one of its sections."""
    if case.file and not found.path.endswith(case.file):
        return False
    if case.pages:
        return found.page in case.pages
    file = PurePosixPath(found.path)
    names = {found.section_id, found.number, found.title, f"{found.number} {found.title}", file.name, file.stem}
    return not {fold(name) for name in names if name.strip()}.isdisjoint(map(fold, case.sections))
