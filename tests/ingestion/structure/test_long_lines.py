"""Lines of 20,000 characters, each such that a careless pattern tries its every part against every other, are read with the work of a page.

Nothing is timed: the process that reads them may use so many seconds of a processor and no more, however busy the machine is.
"""

import os
import subprocess
import sys
from pathlib import Path

LENGTH = 20_000
MOST_CPU_SECONDS = 60
PARTS = (
    "a", "ab ", "é ", "1", "0 ", "1.", ". ", "-", "=", "_", "…", "\t", "(", "[", "|", "`a", "*a", '"a', "a1, ", "A-1", "a: ", "12-", "+-",
    "1 to 1", "Table 1 ", "serial number ", "replaces a.b:1 ", "controller 1,", "<b>", "&amp;",
)  # fmt: skip
_READ = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, ({most}, {most}))
sys.path[:] = {path!r}
from pathlib import Path
from tests.ingestion.conftest import read_all
for name in {names!r}: read_all(Path(name))
"""


def test_long_lines_are_read_with_little_work(tmp_path: Path) -> None:
    names: list[str] = []
    for number, part in enumerate(PARTS):
        line = (part * LENGTH)[:LENGTH]
        for suffix, text in (
            ("txt", f"TITLE\n\n{line}\n\nTwo words.\n"),
            ("md", f"# Title\n\n{line}\n\nTwo words.\n"),
            (
                "html",
                f"<h1>Title</h1><p>{line}</p><table><tr><td>{line}</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
            ),
        ):
            path = tmp_path / f"{number}.{suffix}"
            path.write_text(text, "utf-8")
            names.append(str(path))
    code = _READ.format(most=MOST_CPU_SECONDS, path=[os.getcwd(), *sys.path], names=names)
    subprocess.run([sys.executable, "-c", code], check=True)
