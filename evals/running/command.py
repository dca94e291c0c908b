"""`nacelle eval run`."""

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from evals.running.evaluating import Evaluation, Wish

ERROR, GATE_FAILED = 1, 3


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(run)


def run(
    suite: Annotated[
        list[str] | None,
        typer.Option(help="A bundled suite (`smoke`), a group of them (`demo`: demo-*.yaml), or a YAML or JSONL file."),
    ] = None,
    library: Annotated[str, typer.Option(help="The library of cases that name none.")] = "main",
    out: Annotated[Path | None, typer.Option(help="Folder for report.json, report.html and junit.xml.")] = None,
    gate: Annotated[bool, typer.Option(help="Exit with 3 when a threshold is missed.")] = False,
    gates: Annotated[
        Path | None, typer.Option(help="Thresholds, in place of evals/reports/gates.toml; means --gate.")
    ] = None,
    baseline: Annotated[Path | None, typer.Option(help="Folder of an earlier report, for before and after.")] = None,
    metric: Annotated[list[str] | None, typer.Option(help="Score only this one (again for more).")] = None,
    kind: Annotated[list[str] | None, typer.Option(help="Run only cases of this kind (again for more).")] = None,
    case: Annotated[list[str] | None, typer.Option(help="Run only the case with this id (again for more).")] = None,
    concurrency: Annotated[int, typer.Option(min=1, max=32)] = 2,
    fresh: Annotated[bool, typer.Option(help="Ask every case anew, though nothing it depends on has changed.")] = False,
    unreviewed: Annotated[bool, typer.Option(help="Also cases that nobody has reviewed yet.")] = False,
    ragas: Annotated[
        bool, typer.Option(help="RAGAS metrics as well; with NACELLE_JUDGE=openai:<model> the judged ones.")
    ] = False,
    mlflow: Annotated[
        str | None, typer.Option(help="Log the run to this MLflow store: a folder, file or address.")
    ] = None,
    export: Annotated[
        list[Path] | None,
        typer.Option(help="Also write the outcomes: .csv, .parquet, .jsonl (RAGAS), .eval (Inspect)."),
    ] = None,
    keep: Annotated[bool, typer.Option(help="Keep the run for the engineers' page of the web client.")] = True,
    as_json: Annotated[bool, typer.Option("--json", help="The report as JSON.")] = False,
) -> None:
    """Run suites through the assistant and score them. Exit status: 0 all ran, 1 something did not, 3 only a gate failed."""
    from evals.reports.comparing import read_report  # noqa: PLC0415
    from evals.reports.gates import BUNDLED, read_gates  # noqa: PLC0415
    from evals.reports.report import write_report  # noqa: PLC0415
    from evals.running.evaluating import Wish  # noqa: PLC0415
    from evals.tracking.exports import check  # noqa: PLC0415

    for file in export or []:
        check(file)
    wanted = read_gates(gates or BUNDLED) if gate or gates else None
    earlier = read_report(baseline) if baseline else None
    names = list(dict.fromkeys(suite or ["demo"]))
    wish = Wish(
        names,
        library,
        concurrency,
        kind or (),
        case or (),
        metric or (),
        fresh=fresh,
        unreviewed=unreviewed,
        ragas=ragas,
    )
    done = _evaluate(wish)
    if out:
        write_report(done.report, out, done.outcomes, earlier)
    _export(done, export or [])
    if keep:
        _keep(done)
    if as_json:
        typer.echo(json.dumps(done.report, ensure_ascii=False))
    else:
        _print(done.report)
    _say(map(str, done.problems))
    if mlflow:  # last: a store that is out of reach costs nothing of the above
        _log(done, earlier, mlflow)
    missed = _missed(done, wanted) if wanted is not None else []
    _say(f"gate: {line}" for line in missed)
    if done.broken:
        raise typer.Exit(ERROR)
    if missed:
        raise typer.Exit(GATE_FAILED)


def _evaluate(wish: "Wish") -> "Evaluation":
    from domain.errors import Unavailable  # noqa: PLC0415
    from evals.running.bars import bar  # noqa: PLC0415
    from evals.running.evaluating import evaluate  # noqa: PLC0415

    played = 0
    with bar("cases") as (drawn,):

        def progress(done: int, total: int) -> None:
            nonlocal played
            played = done
            drawn(done, total)

        try:
            return asyncio.run(evaluate(wish, progress))
        except KeyboardInterrupt:
            kept = "none is kept (--fresh)" if wish.fresh else "they are kept, and the same command goes on from there"
    raise Unavailable(f"Interrupted after {played} cases; {kept}.")


def _log(done: "Evaluation", earlier: dict[str, Any] | None, store: str) -> None:
    import tempfile  # noqa: PLC0415

    from evals.reports.report import write_report  # noqa: PLC0415
    from evals.tracking.mlflow_log import log_run  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="nacelle-report-") as folder:
        write_report(done.report, Path(folder), done.outcomes, earlier)
        log_run(done.report, Path(folder), store, done.outcomes)


def _export(done: "Evaluation", files: list[Path]) -> None:
    from evals.tracking.exports import export  # noqa: PLC0415

    for file in files:
        export([(" ".join(done.report["settings"]["suites"].split()), outcome) for outcome in done.outcomes], file)


def _keep(done: "Evaluation") -> None:
    from evals.reports.keeping import kept_run  # noqa: PLC0415
    from stores.open_stores import open_stores  # noqa: PLC0415

    with open_stores() as stores:
        stores.evaluations.keep(*kept_run(done.report, done.outcomes))


def _print(report: dict[str, Any]) -> None:
    from evals.reports.gates import UNFIT  # noqa: PLC0415
    from evals.scoreboard.beside import sentence  # noqa: PLC0415

    for name, m in report["metrics"].items():
        typer.echo(f"{name:28} {m['mean']:8.3f}  [{m['low']:.3f}, {m['high']:.3f}]  n={m['n']}")
    for name in report["metrics"].keys() & UNFIT:
        typer.echo(f"{name} is {UNFIT[name]}")
    _print_ragas(report["ragas"])
    beside = sentence(report["settings"]["suites"], report["tuned"])
    if beside:
        typer.echo(beside)
    counts = f"errored {len(report['errored'])}, skipped {len(report['skipped'])}, unscored {len(report['unscored'])}"
    latency = report["timing"]["latency_ms"]
    typer.echo(f"{report['cases']} cases, {counts}; words (median) {report['words_median']}; latency ms {latency}")
    for line in report["errored"]:
        typer.echo(f"! {line['id']} errored: {line['error']}")
    for failed in report["failed"]:
        typer.echo(f"- {failed['id']} [{failed['status']}] {failed['why']}")


def _print_ragas(ragas: dict[str, Any]) -> None:
    """The judge's agreement before its numbers; what did not run with its reason, unless nobody asked for it."""
    from evals.judges.ragas_run import NOT_ASKED, by_reason  # noqa: PLC0415

    if ragas["judge"]:
        typer.echo(f"judge: {ragas['judge']['verdict']}")
        for name, row in ragas["judge"]["flips"].items():
            typer.echo(
                f"{name}: of two minds in {row['flipped']} of {row['cases']} cases over {ragas['judge']['runs']} runs"
            )
    for reason, names in by_reason(ragas["not_run"].items()).items():
        if reason != NOT_ASKED:
            typer.echo(f"not run: {', '.join(names)}: {reason}")
    for reason, metrics in by_reason((row["metric"], row["reason"]) for row in ragas["unscored"]).items():
        typer.echo(f"unscored by RAGAS {len(metrics)} times: {reason}")


def _missed(done: "Evaluation", gates: Any) -> list[str]:
    from evals.reports.gates import covers, missed  # noqa: PLC0415

    _say(f"gate: nothing is asked of {name}." for name in done.by_suite if not covers(name, gates))
    files = {name: summary for name, summary in done.by_file.items() if name in gates and name not in done.by_suite}
    whole = [line for name, summary in done.by_suite.items() for line in missed(name, gates, summary)]
    return whole + [line for name, summary in files.items() for line in missed(name, gates, summary, of_group=False)]


def _say(lines: Any) -> None:
    for line in lines:
        typer.echo(line, err=True)
