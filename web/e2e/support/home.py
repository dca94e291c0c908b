"""The home that the browser's journeys use: the quick suite's hoists, and three papers as PDF, two of which disagree. `python web/e2e/support/home.py` fills `NACELLE_HOME`."""

import tempfile
from pathlib import Path

import typst

from evals.datasets import quick_home
from ingestion.pipeline import ingest
from stores.open_stores import open_stores

PAGE = '#set page(paper: "a4", numbering: "1")\n#set text(size: 11pt)\n'
TORQUES = (
    PAGE
    + """
= HX 20 torque tables
Document number: TQ-HX20 \\
Revision: C \\
Applies to: HX 20

== 1 Torques by serial number
#table(columns: 4, [Joint], [Bolt], [Torque], [Serial numbers],
  [Cover flange bolts], [M12], [62 Nm], [HX20-0001 to HX20-0099],
  [Cover flange bolts], [M14], [88 Nm], [HX20-0100 to HX20-0199],
  [Trolley wheel nuts], [M16], [140 Nm], [all])

== 2 Suspension
Tighten the suspension plate bolts to 95 Nm.
"""
)
OTHERWISE = (
    PAGE
    + """
= HX 20 site torque list
Document number: STL-4 \\
Applies to: HX 20

== 1 Suspension
Tighten the suspension plate bolts to 115 Nm.
"""
)
THICK = PAGE + "= Spare parts catalogue HX\nDocument number: SP-HX\n" + "\n#pagebreak()\n".join(
    f"== {n} Assembly {n}\nAssembly {n} is held by {n + 3} screws. Its drawing number is D-{7000 + n}." for n in range(1, 301)
)  # fmt: skip


def build() -> None:
    """Fill the home; doing it again changes nothing."""
    quick_home.build()
    with tempfile.TemporaryDirectory() as folder, open_stores() as stores:
        papers = {"hx20-torques.pdf": TORQUES, "site-torques.pdf": OTHERWISE, "spare-parts.pdf": THICK}
        for name, text in papers.items():
            Path(folder, name).write_bytes(typst.compile(text.encode(), format="pdf"))
        ingest([Path(folder)], passages=stores.passages, workers=2, keep=stores.settings.home / "files")


if __name__ == "__main__":
    build()
