"""What an outcome depends on, as one hash: index, records, prompts, model and code. A change of any runs the case anew."""

import hashlib
import json
import re
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import agent
import domain
import evals
import language
import stores
import tools
from agent.assistant import Assistant
from agent.models.prompts.reading import prompt_version
from stores.open_stores import Stores

PACKAGES = (domain, language, stores, tools, agent)
SUFFIXES = frozenset((".py", ".md", ".yaml", ".json", ".npz", ".onnx"))
PLAYED_BY = (
    "running/playing.py",
    "running/worlds.py",
    "running/quotes.py",
    "running/sources.py",
    "running/transcript.py",
    "running/acting.py",
    "running/retrieving.py",
    "datasets/schema.py",
    "datasets/case_parts.py",
    "datasets/words.py",
    "broken/lying.py",
    "broken/standing_in.py",
    "broken/evidence_read.py",
    "metrics/citing/gold.py",
)
"""The modules of `evals` that make a transcript; metrics are computed anew each time."""


def digest(*parts: object) -> str:
    """SHA-256 of the parts' canonical JSON, in hex."""
    text = json.dumps(parts, sort_keys=True, ensure_ascii=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def code_digest() -> str:
    """Of the source, prompts, word lists and learned weights that an answer comes from, and of the libraries' versions."""
    files = [file for package in PACKAGES for file in sorted(Path(package.__path__[0]).rglob("*"))]
    files += [Path(evals.__path__[0]) / name for name in PLAYED_BY]
    kept = (file for file in files if file.is_file() and file.suffix in SUFFIXES)
    return digest([(file.name, hashlib.sha256(file.read_bytes()).hexdigest()) for file in kept], _libraries())


def _libraries() -> list[tuple[str, str]]:
    """What Nacelle itself asks for, with the versions that are installed; nothing where it runs uninstalled."""
    try:
        wanted = requires("nacelle") or []
    except PackageNotFoundError:
        return []
    names = sorted({re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in wanted if "extra ==" not in line})
    return [(name, _version(name)) for name in names]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:  # not for this platform
        return ""


def model_digest(assistant: Assistant) -> str:
    """Of the model, its address, its prompts and what a turn may spend."""
    settings = assistant.settings
    held = settings.model_dump(mode="json", exclude={"openai_api_key", "prompts"})
    return digest(assistant.model_name, held, *([prompt_version(settings.prompts)] if settings.prompts else []))


def records_digest(opened: Stores) -> str:
    """Of every asset, alarm, part and work order."""
    records, known = opened.records, opened.records.entity_patterns()
    nouns = [
        *records.assets(),
        *(alarm for code in records.alarm_codes() for alarm in records.alarms(code)),
        *(records.part(number) for number in known.part_numbers),
        *records.find_work_orders(limit=10_000_000),
    ]
    return digest([noun.model_dump(mode="json") for noun in nouns])


def index_digest(opened: Stores, libraries: Iterable[str]) -> str:
    """Of the documents of these libraries as they were read and embedded."""
    known = set(opened.passages.libraries())
    documents = [d for name in sorted(set(libraries) & known) for d in opened.passages.documents(name)]
    rows = [
        (d.id, d.library, d.sha256, d.revision, d.reader, d.embedder, d.passages, d.applies_to, d.indexed_at)
        for d in documents
    ]
    return digest(sorted(rows, key=str))
