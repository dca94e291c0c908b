"""Transcripts kept under `NACELLE_HOME` by the content of what they depend on: an interrupted run goes on where it was."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from evals.running.transcript import Transcript


@dataclass(frozen=True)
class Cache:
    """One file a transcript. A file that cannot be read is as good as none; one that cannot be written costs time only."""

    folder: Path

    def get(self, key: str) -> Transcript | None:
        """The transcript kept under `key`."""
        try:
            return Transcript.model_validate_json(self._file(key).read_text(encoding="utf-8"))
        except (OSError, ValidationError, UnicodeDecodeError):
            return None

    def put(self, key: str, transcript: Transcript) -> None:
        """Keep it; another run at the same time sees the whole file or none."""
        file = self._file(key)
        half = file.with_suffix(f".{secrets.token_hex(4)}.tmp")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            half.write_text(transcript.model_dump_json(), encoding="utf-8")
            os.replace(half, file)
        except OSError:
            half.unlink(missing_ok=True)

    def _file(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"
