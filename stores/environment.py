"""Values that name variables of the environment, so that no secret stands in a file or a list of settings."""

import re
from collections.abc import Mapping

from domain.errors import Unavailable

VARIABLE = re.compile(r"\$\{([^}]*)\}")


def filled(value: str, environment: Mapping[str, str], name: str) -> str:
    """`value` with each `${NAME}` replaced by that variable; `name` is who needs it.

    Raises:
        Unavailable: there is no such variable.
    """

    def of(found: re.Match[str]) -> str:
        if found[1] not in environment:
            raise Unavailable(f"{name} needs {found[1]} in the environment.")
        return environment[found[1]]

    return VARIABLE.sub(of, value)
