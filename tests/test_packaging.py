"""A wheel holds what the packages read at run time: prompts, word lists, suites, learned weights, migrations."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ("domain", "language", "stores", "tools", "ingestion", "agent", "api", "evals", "demo")


def test_every_data_file_of_a_package_is_packed() -> None:
    patterns = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"][
        "package-data"
    ]["*"]
    suffixes = {Path(pattern).suffix for pattern in patterns if pattern.startswith("**/")}
    files = [file for name in PACKAGES for file in (ROOT / name).rglob("*") if file.is_file()]
    data = [file for file in files if file.suffix not in {".py", ".pyc"}]
    assert len(data) > 100
    assert [str(file) for file in data if file.suffix not in suffixes] == []


def test_every_module_stands_in_a_package_or_is_packed_as_data() -> None:
    modules = [file for name in PACKAGES for file in (ROOT / name).rglob("*.py")]
    bare = {file.parent.relative_to(ROOT).as_posix() for file in modules if not (file.parent / "__init__.py").exists()}
    assert bare == {"stores/migrations/versions"}
