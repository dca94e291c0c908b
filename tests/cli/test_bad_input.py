"""Bad input ends in one sentence on stderr and exit status 1; wrong usage in 2; never in a traceback."""

import shutil
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.cli.running import Result, Run, assert_explained

COMMANDS = [
    (),
    ("serve",),
    ("demo",),
    ("demo", "build"),
    ("ingest",),
    ("search",),
    ("ask",),
    ("documents",),
    ("documents", "remove"),
    ("eval",),
    ("eval", "run"),
    ("eval", "compare"),
    ("keys",),
    ("keys", "create"),
]


def test_every_command_explains_itself_and_knows_its_options(run: Run, tmp_path: Path) -> None:
    def told(arguments: tuple[str, ...]) -> Result:
        return run(*arguments, home=tmp_path / "never")

    with ThreadPoolExecutor(2) as side_by_side:
        helped = list(side_by_side.map(told, [(*command, "--help") for command in COMMANDS]))
        refused = list(side_by_side.map(told, [(*command, "--no-such-option") for command in COMMANDS[1::4]]))
    assert [result.returncode for result in helped] == [0] * len(COMMANDS)
    assert all(b"Usage" in result.stdout for result in helped)
    assert {result.returncode for result in refused} == {2}
    assert not (tmp_path / "never").exists()


def test_missing_things_are_named(run: Run, home: Path, tmp_path: Path) -> None:
    missing = tmp_path / "missing.jsonl"
    for command in [
        ("ask", "--batch", str(missing)),
        ("search", "--batch", str(missing)),
        ("eval", "run", "--suite", str(missing)),
    ]:
        assert "missing.jsonl" in assert_explained(run(*command, home=home)), command
    assert "suite" in assert_explained(run("eval", "run", "--suite", "nonsense", home=home))
    assert "report.json" in assert_explained(run("eval", "compare", str(tmp_path), str(tmp_path), home=home))
    assert_explained(run("documents", "remove", "no-such-id", home=home))


def test_an_unknown_library_is_named(run: Run, home: Path) -> None:
    assert "nowhere" in assert_explained(run("search", "grease", "--library", "nowhere", home=home))


def test_an_unknown_library_is_named_by_ask(run: Run, home: Path) -> None:
    assert "nowhere" in assert_explained(run("ask", "Alarm 77?", "--library", "nowhere", home=home))


def test_a_search_batch_that_is_not_utf8(run: Run, home: Path, tmp_path: Path) -> None:
    batch = tmp_path / "batch.jsonl"
    batch.write_bytes(b'{"id": "1", "query": "x"}\n\xff\xfe\n')
    result = run("search", "--batch", str(batch), home=home)
    assert result.returncode == 1
    assert result.stderr.startswith(b"Line 2 of ")
    assert b"Traceback" not in result.stderr
    assert result.stdout.startswith(b'{"id": "1"')


def test_a_number_that_is_none(run: Run, home: Path) -> None:
    assert "NACELLE_MAX_STEPS" in assert_explained(run("ask", "Alarm 77?", home=home, NACELLE_MAX_STEPS="many"))


def test_an_unknown_machine_is_named(run: Run, home: Path) -> None:
    assert "T-99" in assert_explained(run("search", "grease", "--asset", "T-99", home=home))


def test_a_damaged_database_is_left_alone(run: Run, home: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "home"
    shutil.copytree(home, damaged)
    rubbish = b"this is no database" * 999
    (damaged / "records.db").write_bytes(rubbish)
    assert_explained(run("ask", "Alarm 77?", home=damaged))
    assert_explained(run("search", "grease", home=damaged))
    assert (damaged / "records.db").read_bytes() == rubbish


def test_a_home_that_is_a_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "home"
    file.write_text("not a folder", encoding="utf-8")
    for command in [("search", "grease"), ("serve", "--port", "0")]:
        assert_explained(run(*command, home=file))
    assert file.read_text(encoding="utf-8") == "not a folder"


def test_broken_lines_of_a_batch_are_pointed_at(run: Run, home: Path, tmp_path: Path) -> None:
    batch = tmp_path / "batch.jsonl"
    batch.write_bytes(b'{"id": "1", "question": "Alarm 77?", "query": "x"}\n\xff\xfe{"id": 2\n')
    assert "line 2" in assert_explained(run("ask", "--batch", str(batch), home=home))
    suite = tmp_path / "suite.jsonl"
    suite.write_bytes(b"\xff\xfe\n")
    assert "suite.jsonl" in assert_explained(run("eval", "run", "--suite", str(suite), home=home))


def test_a_batch_that_would_not_be_asked_as_given_is_refused(run: Run, home: Path, tmp_path: Path) -> None:
    batch = tmp_path / "batch.jsonl"
    batch.write_text('{"id": 1, "question": "Alarm 77?"}\n' * 100_001, encoding="utf-8")
    assert "more than 100000 lines" in assert_explained(run("ask", "--batch", str(batch), home=home))
    for more in (("--thread", "t"), ("Alarm 78?",)):
        refused = run("ask", "--batch", str(batch), *more, home=home)
        assert refused.returncode == 2
        assert b"conversation of its own" in refused.stderr


def test_odd_questions(run: Run, home: Path) -> None:
    assert run("ask", "", home=home).returncode == 2
    for stdin in (b"", bytes(range(256)) * 4, b"grease " * 150_000):
        result = run("ask", "-", "--json", home=home, stdin=stdin)
        assert result.returncode in {0, 1, 2}, result.stderr.decode()[-2000:]
        assert b"Traceback" not in result.stderr


def test_settings_that_cannot_work(run: Run, home: Path) -> None:
    assert "NACELLE_MODEL" in assert_explained(run("ask", "Alarm 77?", home=home, NACELLE_MODEL="nonsense"))
    assert "NACELLE_EMBEDDER" in assert_explained(run("search", "grease", home=home, NACELLE_EMBEDDER="nonsense"))
    assert "NACELLE_AUTH" in assert_explained(run("serve", "--host", "0.0.0.0", "--port", "0", home=home))
    assert "NACELLE_AUTH" in assert_explained(run("serve", "--port", "0", home=home, NACELLE_AUTH="nonsense"))
    assert_explained(run("serve", "--host", "no.such.host.invalid", home=home))


def test_a_busy_port_is_named(run: Run, home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert port in assert_explained(run("serve", "--port", port, home=home))
