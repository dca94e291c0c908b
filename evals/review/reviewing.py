"""One case after the other: accept, edit or drop; the file is whole after each decision."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, cast

from domain.errors import BadInput
from evals.generate.drafts import DraftCase, read_drafts, write_drafts

Decision = Literal["accept", "edit", "drop", "skip", "quit"]
UNANSWERABLE = "unanswerable"
Decide = Callable[[DraftCase, str], Decision]
Edit = Callable[[DraftCase], DraftCase]


def review(path: Path, decide: Decide, edit: Edit) -> dict[str, int]:
    """Put each case that waits before a person.

    Args:
        path: the review file; it is written anew after each decision, dropped cases go to `dropped_file(path)`.
        decide: what to do with a case; its second argument says where in the file it stands.
        edit: the case as changed; asked again afterwards.

    Returns:
        How many were accepted, dropped and still wait.

    Raises:
        BadInput: the file cannot be read.
    """
    drafts = read_drafts(path)
    waiting = [draft for draft in drafts if not draft.reviewed]
    counts = {"accepted": 0, "dropped": 0}
    for number, draft in enumerate(waiting, start=1):
        current, decision = draft, decide(draft, f"{number} of {len(waiting)}")
        while decision == "edit":
            current = edit(current)
            decision = decide(current, f"{number} of {len(waiting)}, edited")
        if decision == "quit":
            break
        if decision == "accept":
            drafts = [current.model_copy(update={"reviewed": True}) if one is draft else one for one in drafts]
            counts["accepted"] += 1
        elif decision == "drop":
            drafts = [one for one in drafts if one is not draft]
            counts["dropped"] += 1
            _keep_dropped(path, current)
        write_drafts(path, drafts)
    return {**counts, "waiting": sum(not draft.reviewed for draft in drafts)}


def accept_all(path: Path) -> dict[str, int]:
    """Accept every case that waits, but for those that ask for nothing and were not made as questions without an answer: what is right there only a person knows.

    Raises BadInput as `review` does.
    """
    return review(path, lambda draft, _: "accept" if _asks_something(draft) else "skip", lambda draft: draft)


def _asks_something(draft: DraftCase) -> bool:
    return draft.answerable or bool(draft.status) or draft.kind == UNANSWERABLE


def dropped_file(path: Path) -> Path:
    """Where the cases go that were dropped from a review file."""
    return path.with_name(f"{path.stem}.dropped.jsonl")


def _keep_dropped(path: Path, draft: DraftCase) -> None:
    file = dropped_file(path)
    write_drafts(file, [*(read_drafts(file) if file.exists() else []), draft])


def promote(path: Path, suite: Path) -> int:
    """Add the reviewed cases of a file to a suite in YAML; a case with a known id replaces the old one.

    Returns:
        How many cases the suite gained or changed.

    Raises:
        BadInput: a file cannot be read, or no case is reviewed.
    """
    import yaml  # noqa: PLC0415

    reviewed = [draft for draft in read_drafts(path) if draft.reviewed]
    if not reviewed:
        raise BadInput(f"No case of {path} is reviewed; run `nacelle eval review {path}` first.")
    rows = _rows(suite)
    known = {str(row.get("id")): row for row in rows}
    changed = 0
    for draft in reviewed:
        row = draft.model_dump(mode="json", exclude_defaults=True, exclude={"reviewed", "difficulty", "note"})
        changed += known.get(draft.id) != row
        known[draft.id] = row
    suite.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump({"cases": list(known.values())}, allow_unicode=True, sort_keys=False, width=160)
    suite.write_text(text, encoding="utf-8")
    return changed


def _rows(suite: Path) -> list[dict[str, object]]:
    import yaml  # noqa: PLC0415

    if suite.suffix not in {".yaml", ".yml"}:
        raise BadInput(f"A suite is a .yaml file; {suite} is not.")
    if not suite.exists():
        return []
    try:
        held = cast("dict[str, Any] | list[Any]", yaml.safe_load(suite.read_text(encoding="utf-8")) or {})
    except yaml.YAMLError as error:
        raise BadInput(f"{suite} is not readable as YAML: {error}") from error
    return list(held.get("cases") or [] if isinstance(held, dict) else held)
