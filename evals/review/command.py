"""`nacelle eval review`, `promote` and `candidates`."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from evals.generate.drafts import DraftCase
    from evals.review.reviewing import Decision

_KEYS: "dict[str, Decision]" = {"a": "accept", "e": "edit", "d": "drop", "s": "skip", "q": "quit"}
ALTERNATIVES, GROUPS = " | ", " ; "


def register(app: typer.Typer) -> None:
    """Add the commands of reviewing to the evaluation commands."""
    app.command()(review)
    app.command()(promote)
    app.command()(candidates)


def review(
    file: Annotated[Path, typer.Argument(help="A file of `nacelle eval generate` or `candidates`.")],
    accept_all: Annotated[
        bool, typer.Option("--accept-all", help="Accept every case that waits and says what is right, unseen.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The counts as JSON.")] = False,
) -> None:
    """Accept, edit or drop the cases that wait; only then do they count."""
    from evals.review import reviewing  # noqa: PLC0415

    counts = reviewing.accept_all(file) if accept_all else reviewing.review(file, _decide, _edit)
    told = f"{counts['accepted']} accepted, {counts['dropped']} dropped, {counts['waiting']} still wait."
    typer.echo(json.dumps(counts) if as_json else told)


def promote(
    file: Annotated[Path, typer.Argument(help="A reviewed file.")],
    suite: Annotated[Path, typer.Option(help="The .yaml suite that its reviewed cases join; made if missing.")],
) -> None:
    """Move reviewed cases into a suite."""
    from evals.review.reviewing import promote as promoted  # noqa: PLC0415

    typer.echo(f"{promoted(file, suite)} cases added or changed in {suite}.")


def candidates(
    out: Annotated[Path | None, typer.Option(help="Write them to a review file; else they are listed.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The cases as JSON.")] = False,
) -> None:
    """Feedback and flagged turns as cases to review, without personal data."""
    from evals.candidates.collecting import collect  # noqa: PLC0415
    from evals.generate.drafts import read_drafts, write_drafts  # noqa: PLC0415
    from stores.open_stores import open_stores  # noqa: PLC0415

    with open_stores() as stores:
        found = collect(stores)
    if out:
        known = {draft.id: draft for draft in read_drafts(out)} if out.exists() else {}
        write_drafts(out, {**{draft.id: draft for draft in found}, **known}.values())
        typer.echo(f"{len(found)} candidates, {len([d for d in found if d.id not in known])} new, in {out}.", err=True)
    if as_json:
        typer.echo(json.dumps([draft.model_dump(mode="json") for draft in found], ensure_ascii=False))
    elif not out:
        for draft in found:
            typer.echo(f"{draft.id}  [{draft.note}] {draft.question}")
        typer.echo(f"{len(found)} candidates.", err=True)


def _decide(draft: "DraftCase", place: str) -> "Decision":
    typer.echo(f"\n{place}  {draft.kind} {draft.difficulty} ({draft.lang})", err=True)
    for name, text in _shown(draft):
        typer.echo(f"  {name:9} {text}", err=True)
    while True:
        key = typer.prompt("[a]ccept, [e]dit, [d]rop, [s]kip, [q]uit", default="s", err=True)
        if key.strip()[:1].casefold() in _KEYS:
            return _KEYS[key.strip()[:1].casefold()]


def _shown(draft: "DraftCase") -> list[tuple[str, str]]:
    pages = ", ".join(map(str, draft.pages))
    where = f"{draft.file}, page {pages}" if pages else draft.file
    rows = [
        ("question", draft.question),
        ("machine", draft.asset),
        ("needs", GROUPS.join(ALTERNATIVES.join(group) for group in draft.must_contain) or "an abstention"),
        ("place", f"{where}: {' > '.join(draft.section_path)}" if draft.file else ""),
        ("says", draft.quote),
        ("note", draft.note),
    ]
    return [(name, text) for name, text in rows if text]


def _edit(draft: "DraftCase") -> "DraftCase":
    """Question, required facts and pages, each as it was unless changed."""
    from domain.errors import BadInput  # noqa: PLC0415

    needs = GROUPS.join(ALTERNATIVES.join(group) for group in draft.must_contain)
    changes: dict[str, Any] = {"question": typer.prompt("question", default=draft.question, err=True)}
    needed = typer.prompt("needs (alternatives | ; next fact)", default=needs, show_default=True, err=True)
    changes["must_contain"] = [
        [word.strip() for word in group.split("|") if word.strip()] for group in str(needed).split(";") if group.strip()
    ]
    pages = str(typer.prompt("pages", default=" ".join(map(str, draft.pages)), err=True))
    try:
        changes["pages"] = [int(page) for page in pages.replace(",", " ").split()]
    except ValueError as error:
        raise BadInput(f"Pages are whole numbers; '{pages}' is not. The cases decided so far are kept.") from error
    return draft.model_copy(update=changes)
