"""`nacelle eval run` and `compare`."""

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

if TYPE_CHECKING:
    from evals.cases import Case

app = typer.Typer(no_args_is_help=True)
GATE_FAILED = 3


@app.command()
def run(
    suite: Annotated[list[str] | None, typer.Option(help="Name of a bundled suite or a .yaml/.jsonl file.")] = None,
    library: Annotated[str, typer.Option(help="The library of cases that name none.")] = "main",
    out: Annotated[Path | None, typer.Option(help="Folder for report.json and report.html.")] = None,
    gate: Annotated[bool, typer.Option(help="Exit with 3 when a threshold of evals/gates.toml is missed.")] = False,
    concurrency: Annotated[int, typer.Option(min=1, max=32)] = 2,
    as_json: Annotated[bool, typer.Option("--json", help="The summary as JSON.")] = False,
) -> None:
    """Run suites through the assistant and score them."""
    from evals.cases import find_suite, load_suite  # noqa: PLC0415
    from evals.report import write_report  # noqa: PLC0415

    names = suite or ["demo"]
    cases = [(Path(name).stem, case) for name in names for case in load_suite(find_suite(name))]
    summary = asyncio.run(_run(cases, library, concurrency))
    if out:
        write_report(summary, out)
    if as_json:
        typer.echo(json.dumps(summary, ensure_ascii=False))
    else:
        _print(summary)
    missed = _missed(summary, names) if gate else []
    for line in missed:
        typer.echo(f"gate: {line}", err=True)
    if missed:
        raise typer.Exit(GATE_FAILED)


async def _run(cases: "list[tuple[str, Case]]", library: str, concurrency: int) -> dict[str, Any]:
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress  # noqa: PLC0415

    from agent.assistant import open_assistant  # noqa: PLC0415
    from evals.report import summarise  # noqa: PLC0415
    from evals.runner import run_cases  # noqa: PLC0415

    async with open_assistant() as assistant:
        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("cases", total=len(cases))
            outcomes = await run_cases(
                assistant,
                cases,
                library=library,
                concurrency=concurrency,
                progress=lambda done, _all: bar.update(task, completed=done),
            )
    return summarise(outcomes)


def _print(summary: dict[str, Any]) -> None:
    for name, metric in summary["metrics"].items():
        typer.echo(f"{name:28} {metric['mean']:.3f}  [{metric['low']:.3f}, {metric['high']:.3f}]  n={metric['n']}")
    typer.echo(f"words (median) {summary['words_median']}; latency ms {summary['latency_ms']}; errored {len(summary['errored'])}")
    for failed in summary["failed"]:
        typer.echo(f"- {failed['id']} [{failed['status']}] {failed['why']}")


def _missed(summary: dict[str, Any], suites: list[str]) -> list[str]:
    import tomllib  # noqa: PLC0415

    from evals.metrics import LOWER_IS_BETTER  # noqa: PLC0415

    text = (Path(__file__).parent / "gates.toml").read_text(encoding="utf-8")
    gates = cast("dict[str, dict[str, float]]", tomllib.loads(text))
    missed: list[str] = []
    for name, wanted in [item for s in suites for item in gates.get(Path(s).stem, {}).items()]:
        got = summary["metrics"].get(name)
        if got is None:
            missed.append(f"{name} was not measured")
        elif got["mean"] > wanted if name in LOWER_IS_BETTER else got["mean"] < wanted:
            missed.append(f"{name} is {got['mean']:.3f}, wanted {wanted}")
    return missed


@app.command()
def compare(
    before: Annotated[Path, typer.Argument(help="Folder of the earlier report.")],
    after: Annotated[Path, typer.Argument(help="Folder of the later report.")],
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """What changed between two reports: metrics beyond their intervals, and the cases that flipped."""
    from domain.errors import BadInput  # noqa: PLC0415

    reports: list[dict[str, Any]] = []
    for folder in (before, after):
        try:
            reports.append(json.loads((folder / "report.json").read_text(encoding="utf-8")))
        except (OSError, ValueError) as error:
            raise BadInput(f"{folder} holds no readable report.json; make one with `nacelle eval run --out`.") from error
    old, new = reports
    failed_old, failed_new = ({f["id"] for f in report["failed"]} for report in reports)
    changes = {
        name: {"before": old["metrics"][name], "after": metric, "beyond_noise": _apart(old["metrics"][name], metric)}
        for name, metric in new["metrics"].items()
        if name in old["metrics"]
    }
    result = {"metrics": changes, "now_failing": sorted(failed_new - failed_old), "now_passing": sorted(failed_old - failed_new)}
    if as_json:
        typer.echo(json.dumps(result))
        return
    for name, change in changes.items():
        flag = " *" if change["beyond_noise"] else ""
        typer.echo(f"{name:28} {change['before']['mean']:.3f} -> {change['after']['mean']:.3f}{flag}")
    typer.echo(f"now failing: {', '.join(result['now_failing']) or 'none'}; now passing: {', '.join(result['now_passing']) or 'none'}")


def _apart(a: dict[str, float], b: dict[str, float]) -> bool:
    return a["high"] < b["low"] or b["high"] < a["low"]
