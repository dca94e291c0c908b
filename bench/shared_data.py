"""Where other people's data lie."""

import os
from pathlib import Path


def shared() -> Path:
    """The data folder of `NACELLE_SHARED`, by default beside the project."""
    return Path(os.environ.get("NACELLE_SHARED", "../shared")) / "data"  # noqa: TID251
