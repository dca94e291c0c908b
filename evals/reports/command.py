"""`nacelle eval compare`, `report` and `cases`."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

GATE_FAILED = 3


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(compare)
    app.command()(report)
    app.command()(cases)


def compare(
    before: Annotated[Path, typer.Argument(help="Folder of the earlier report.")],
    after: Annotated[Path, typer.Argument(help="Folder of the later report.")],
    gate: Annotated[
        bool, typer.Option(help="Exit with 3 when a metric is worse beyond noise or a case began to fail.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """What changed between two runs beyond noise, over the cases of both, and which cases flipped."""
    from evals.reports import comparing  # noqa: PLC0415
    from evals.reports.gates import UNFIT  # noqa: PLC0415

    result = comparing.compare(comparing.read_report(before), comparing.read_report(after))
    if as_json:
        typer.echo(json.dumps(result, ensure_ascii=False))
    else:
        _print(result)
    if gate and (set(result["worse"]) - UNFIT.keys() or result["now_failing"]):
        raise typer.Exit(GATE_FAILED)


def _print(result: dict[str, Any]) -> None:
    for name, change in result["metrics"].items():
        interval = f"[{change['low']:+.3f}, {change['high']:+.3f}]"
        verdict = "" if change["verdict"] == "no clear change" else f"  {change['verdict']}"
        typer.echo(
            f"{name:28} {change['before']:.3f} -> {change['after']:.3f}  {change['change']:+.3f} {interval} n={change['n']}{verdict}"
        )
    typer.echo(f"now failing: {', '.join(result['now_failing']) or 'none'}")
    typer.echo(f"now passing: {', '.join(result['now_passing']) or 'none'}")
    for key, label in (("only_before", "only in the earlier run"), ("only_after", "only in the later run")):
        if result["cases"][key]:
            typer.echo(f"{label}: {len(result['cases'][key])} cases")


def report(
    folder: Annotated[Path, typer.Argument(help="Folder with a report.json.")],
    baseline: Annotated[Path | None, typer.Option(help="Folder of an earlier report, for before and after.")] = None,
) -> None:
    """Write report.html anew from a report.json, with before and after where a baseline is given."""
    from domain.errors import BadInput  # noqa: PLC0415
    from evals.reports.comparing import read_report  # noqa: PLC0415
    from evals.reports.report import write_page  # noqa: PLC0415

    found, earlier = read_report(folder), read_report(baseline) if baseline else None
    try:
        write_page(found, folder, earlier)
    except (KeyError, TypeError, AttributeError) as error:
        raise BadInput(f"The report.json of {folder} is not whole ({error}); run the suite again.") from error
    typer.echo(str(folder / "report.html"))


def cases(
    suite: Annotated[list[str] | None, typer.Argument(help="Suites as for `run`; all bundled ones by default.")] = None,
    export: Annotated[
        Path | None, typer.Option(help="Write them too: .csv, .parquet, .jsonl; holdout cases stay.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """The cases of suites counted by kind, and what is wrong with them; exit status 1 where something is."""
    from evals.datasets.cases import BUNDLED, read_suite, suite_files  # noqa: PLC0415
    from evals.datasets.counting import count  # noqa: PLC0415

    files = [file for name in suite for file in suite_files(name)] if suite else sorted(BUNDLED.glob("*.yaml"))
    suites = [read_suite(file) for file in dict.fromkeys(files)]
    found: dict[str, Any] = count(suites)
    if export:
        from evals.datasets.strangers.writing import write_cases  # noqa: PLC0415

        written = write_cases([case for one in suites for case in one.cases], export)
        typer.echo(f"{written} cases in {export}", err=True)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
    else:
        for kind, row in found["by_kind"].items():
            typer.echo(f"{kind:20} {row['cases']:4}  holdout {row['holdout']}")
        typer.echo(f"{'all':20} {found['cases']:4}  holdout {found['holdout']}")
    for problem in found["problems"]:
        typer.echo(problem, err=True)
    if found["problems"]:
        raise typer.Exit(1)
