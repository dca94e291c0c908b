"""Jobs with what they need, alarms, and references with their targets, of a typeset manual."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from ingestion.passages.contents import alarms_of, jobs_of, references_of


def test_a_job_has_its_steps_in_order_with_the_warnings_that_govern_it(read_manual: Any) -> None:
    (job,) = jobs_of(read_manual[2], read_manual[3])
    steps = [step for step in job.steps if step[0].isdigit()]
    assert steps[0].startswith("1. Stop the machine")
    assert steps[-1].startswith("4. Put up the barrier")
    assert job.warnings


def test_tools_torques_and_prerequisites(read: Callable[[Path], Any], tmp_path: Path) -> None:
    path = tmp_path / "pump.md"
    path.write_text(
        "# Replacing the pump\n\n**WARNING:** Hot oil.\n\n## Required tools\n\n- Torque wrench\n\n## Prerequisites\n\nThe machine is locked out.\n\n"
        "## Steps\n\n1. Loosen the bolts.\n2. Tighten to 45 Nm, then to 90 N·m.\n",
        "utf-8",
    )
    _, _, sections, passages = read(path)
    (job,) = jobs_of(sections, passages)
    assert (job.torques, job.tools, job.prerequisites) == (
        ("45 Nm", "90 N·m"),
        ("• Torque wrench",),
        ("The machine is locked out.",),
    )
    assert [warning.level for warning in job.warnings] == ["warning"]


def test_alarms_and_references(read_manual: Any) -> None:
    (alarm,) = alarms_of(read_manual[2], read_manual[3])
    assert (alarm.code, alarm.title) == ("4711", "Oil pressure low")
    targets = {found.label: found.target for found in references_of(read_manual[2], read_manual[3])}
    assert targets["1.1"]
    assert targets["Table 1"]
