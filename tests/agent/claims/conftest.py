"""The invented manuals, and the sentences made wrong, for the tests of the gate."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


def _beside(name: str) -> ModuleType:
    """A module of this folder: pytest's import mode puts none on the path."""
    known = sys.modules.get(f"claims_{name}")
    if known is not None:
        return known
    spec = importlib.util.spec_from_file_location(f"claims_{name}", Path(__file__).parent / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[f"claims_{name}"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def invented() -> ModuleType:
    """`Library`, `LIBRARIES`, `passage`, `table`, `record`."""
    return _beside("invented")


@pytest.fixture(scope="session")
def perturbing() -> ModuleType:
    """`KINDS`: what makes a true sentence wrong."""
    return _beside("perturbing")
