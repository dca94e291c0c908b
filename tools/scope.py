"""The name that the embedded writer of the first edition reads; it goes with it."""

from tools.manuals.scope import SCOPE

__all__ = ["SCOPE"]
