"""`python -m bench gate`: how many true sentences are lost, how many false ones are shown.

With `NACELLE_HOME` at a home that holds the demo and `NACELLE_SHARED` at the shared data also on the shared sentences. `--show` lists what went wrong,
`--made [libraries or files]` makes them of tables and records, `--prose [libraries]` of the sentences of manuals (with `--sealed` totals only), `--strangers` leaves the shared ones out, `--people` reads only people's answers to MTRAG questions, `--sealed` opens what nothing is mended for: totals only, whatever else is asked.
"""

import os
import sys
from pathlib import Path

from bench.gate.demo import demo_cases
from bench.gate.judged import embedder, report
from bench.gate.made.making import made_cases
from bench.gate.people import people
from bench.gate.prose.cases import prose_cases
from bench.gate.strangers import fresh_cases, latest_cases, newer_cases, shared_cases, strangers_cases


def main() -> int:
    """Print the figures; 0 always: the tests hold the limits."""
    meaning = embedder()
    if "--people" in sys.argv:
        print(people(meaning))
        return 0
    libraries = [one for one in sys.argv[1:] if not one.startswith("-") and one != "gate"]
    if "--prose" in sys.argv:
        report(
            f"Made of {', '.join(libraries) or 'all libraries'}",
            prose_cases(libraries, meaning),
            sealed="--sealed" in sys.argv,
        )
        return 0
    if "--made" in sys.argv:
        for name, made in made_cases(libraries, meaning).items():
            report(f"Made of {name}", made, sealed="--sealed" in sys.argv)
        return 0
    folder = Path(os.environ.get("NACELLE_SHARED", "../shared")) / "data/sentences"  # noqa: TID251
    if "--strangers" not in sys.argv and folder.exists():
        cases = list(demo_cases(folder, meaning))
        report("The demo's evidence, tuned on", [case for case in cases if case])
        print(f"{cases.count(None)} sentences cite a document that this home has not: left out")
    report("Strangers' sources, looked at", list(strangers_cases("a", meaning)))
    report("The same, half of it in another language, looked at", list(strangers_cases("d", meaning)))
    report("As a good model writes, looked at", list(newer_cases("f", meaning)))
    report("As a good model writes, the latest, looked at", list(latest_cases("h", meaning)))
    if "--sealed" in sys.argv:
        report("Strangers' sources, the sealed half", list(strangers_cases("b", meaning)), sealed=True)
        report("Shared documents, sealed", list(shared_cases(meaning)), sealed=True)
        report("Fresh, sealed", list(fresh_cases(meaning)), sealed=True)
        report("As a good model writes, sealed", list(newer_cases("g", meaning)), sealed=True)
        report("As a good model writes, the latest, sealed", list(latest_cases("i", meaning)), sealed=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
