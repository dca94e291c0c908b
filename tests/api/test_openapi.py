"""The described API is the one that clients were written for."""

import json
from pathlib import Path

from api.app import create_app

SNAPSHOT = Path(__file__).with_name("openapi.json")


def test_openapi_is_as_kept() -> None:
    described = json.loads(json.dumps(create_app().openapi()))
    kept = json.loads(SNAPSHOT.read_text(encoding="utf-8"))
    assert described == kept, (
        "the API changed: if that is meant, run `python -m tests.api.test_openapi`, `npm run api-types` in web/, and write the changelog"
    )


def write() -> None:
    """Keep the API as it is now."""
    SNAPSHOT.write_text(json.dumps(create_app().openapi(), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
