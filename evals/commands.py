"""`nacelle eval run` and `compare`."""

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

if TYPE_CHECKING:
    from evals.cases import Case
    from evals.runner import Outcome

app = typer.Typer(no_args_is_help=True)
GATE_FAILED = 3
BUNDLED = Path(__file__).parent / "suites"


@app.command()
def run(
    suite: Annotated[
        list[str] | None,
        typer.Option(help="A bundled suite (`smoke`), a group of them (`demo`: demo-*.yaml), or a file."),
    ] = None,
    library: Annotated[str, typer.Option(help="The library of cases that name none.")] = "main",
    out: Annotated[Path | None, typer.Option(help="Folder for report.json and report.html.")] = None,
    gate: Annotated[bool, typer.Option(help="Exit with 3 when a threshold of evals/gates.toml is missed.")] = False,
    concurrency: Annotated[int, typer.Option(min=1, max=32)] = 2,
    as_json: Annotated[bool, typer.Option("--json", help="The summary as JSON.")] = False,
) -> None:
    """Run suites through the assistant and score them."""
    from evals.report import summarise, write_report  # noqa: PLC0415

    suites = {name: suite_files(name) for name in suite or ["demo"]}
    files = dict.fromkeys(file for found in suites.values() for file in found)
    outcomes = asyncio.run(_run([case for file in files for case in _labelled(file)], library, concurrency))
    summary = summarise(outcomes)
    if out:
        write_report(summary, out)
    if as_json:
        typer.echo(json.dumps(summary, ensure_ascii=False))
    else:
        _print(summary)
    missed = _missed(outcomes, suites) if gate else []
    for line in missed:
        typer.echo(f"gate: {line}", err=True)
    if missed:
        raise typer.Exit(GATE_FAILED)


def suite_files(name: str) -> list[Path]:
    """The files of a suite: a bundled one, a bundled group (`demo` is every `demo-*.yaml`), or a file of one's own.

    Raises:
        BadInput: there is neither; names the bundled suites.
    """
    from domain.errors import BadInput  # noqa: PLC0415

    path = Path(name)
    if path.suffix in {".yaml", ".yml", ".jsonl"}:
        return [path]
    found = [file for file in sorted(BUNDLED.glob("*.yaml")) if file.stem == name or file.stem.startswith(f"{name}-")]
    if not found:
        known = ", ".join(sorted({file.stem.partition("-")[0] for file in BUNDLED.glob("*.yaml")}))
        raise BadInput(f"There is no suite '{name}'; give one of {known}, or a .yaml or .jsonl file.")
    return found


def _labelled(file: Path) -> "list[tuple[str, Case]]":
    from domain.errors import BadInput  # noqa: PLC0415
    from evals.cases import load_suite  # noqa: PLC0415

    try:
        return [(str(file), case) for case in load_suite(file)]
    except UnicodeDecodeError as error:
        raise BadInput(f"The suite {file} is not UTF-8 text.") from error


async def _run(cases: "list[tuple[str, Case]]", library: str, concurrency: int) -> "list[Outcome]":
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress  # noqa: PLC0415

    from agent.assistant import open_assistant  # noqa: PLC0415
    from evals.runner import run_cases  # noqa: PLC0415

    async with open_assistant() as assistant:
        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("cases", total=len(cases))
            return await run_cases(
                assistant,
                cases,
                library=library,
                concurrency=concurrency,
                progress=lambda done, _all: bar.update(task, completed=done),
            )


def _print(summary: dict[str, Any]) -> None:
    for name, metric in summary["metrics"].items():
        typer.echo(f"{name:28} {metric['mean']:.3f}  [{metric['low']:.3f}, {metric['high']:.3f}]  n={metric['n']}")
    typer.echo(
        f"words (median) {summary['words_median']}; latency ms {summary['latency_ms']}; errored {len(summary['errored'])}"
    )
    for failed in summary["failed"]:
        typer.echo(f"- {failed['id']} [{failed['status']}] {failed['why']}")


def _missed(outcomes: "list[Outcome]", suites: dict[str, list[Path]]) -> list[str]:
    """Each suite against the thresholds of its own name; a suite without any passes."""
    import tomllib  # noqa: PLC0415

    from evals.report import summarise  # noqa: PLC0415

    gates = cast("dict[str, dict[str, float]]", tomllib.loads((BUNDLED.parent / "gates.toml").read_text("utf-8")))
    missed: list[str] = []
    for name, files in suites.items():
        wanted = gates.get(name) or gates.get(name.partition("-")[0], {})
        summary = summarise([outcome for outcome in outcomes if outcome.suite in set(map(str, files))])
        if summary["errored"]:
            missed.append(
                f"{name}: {len(summary['errored'])} cases broke, the first with {summary['errored'][0]['error']}"
            )
        missed += _below(name, wanted, summary["metrics"], whole=name in gates)
    return missed


def _below(name: str, wanted: dict[str, float], measured: dict[str, Any], *, whole: bool) -> list[str]:
    """Thresholds that are missed; one file of a group need not measure everything that the group does."""
    from evals.metrics import LOWER_IS_BETTER  # noqa: PLC0415

    missed: list[str] = []
    for metric, threshold in wanted.items():
        if metric not in measured:
            if whole:
                missed.append(f"{name}: {metric} was not measured")
            continue
        mean = measured[metric]["mean"]
        if mean > threshold if metric in LOWER_IS_BETTER else mean < threshold:
            missed.append(f"{name}: {metric} is {mean:.3f}, wanted {threshold}")
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
            raise BadInput(
                f"{folder} holds no readable report.json; make one with `nacelle eval run --out`."
            ) from error
    old, new = reports
    failed_old, failed_new = ({f["id"] for f in report["failed"]} for report in reports)
    changes: dict[str, dict[str, Any]] = {
        name: {"before": old["metrics"][name], "after": metric, "beyond_noise": _apart(old["metrics"][name], metric)}
        for name, metric in new["metrics"].items()
        if name in old["metrics"]
    }
    result = {
        "metrics": changes,
        "now_failing": sorted(failed_new - failed_old),
        "now_passing": sorted(failed_old - failed_new),
    }
    if as_json:
        typer.echo(json.dumps(result))
        return
    for name, change in changes.items():
        flag = " *" if change["beyond_noise"] else ""
        typer.echo(f"{name:28} {change['before']['mean']:.3f} -> {change['after']['mean']:.3f}{flag}")
    typer.echo(
        f"now failing: {', '.join(result['now_failing']) or 'none'}; now passing: {', '.join(result['now_passing']) or 'none'}"
    )


def _apart(a: dict[str, float], b: dict[str, float]) -> bool:
    return a["high"] < b["low"] or b["high"] < a["low"]
