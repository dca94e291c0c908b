"""Settings out of the environment, and values that name its variables, so that no secret stands in a file or a list of settings."""

import re
from collections.abc import Mapping
from typing import TypeVar

from pydantic import ValidationError
from pydantic_settings import BaseSettings
from pydantic_settings import SettingsError as Unreadable

from domain.errors import SettingsError, Unavailable

VARIABLE = re.compile(r"\$\{([^}]*)\}")
_FIELD = re.compile(r'field "(\w+)"')
_Settings = TypeVar("_Settings", bound=BaseSettings)


def read_settings(kind: type[_Settings]) -> _Settings:
    """The environment's settings of this kind.

    Raises:
        SettingsError: one cannot be used; the variable is named as it is written.
    """
    try:
        return kind()
    except Unreadable as error:
        found = _FIELD.search(str(error))
        raise SettingsError(f"{_variable(kind, found[1] if found else '')} cannot be used: it is no JSON.") from error
    except ValidationError as error:
        first = error.errors()[0]
        why = first["msg"].removeprefix("Value error, ")
        if not first["loc"]:
            raise SettingsError(f"{why}.") from error
        name, *inside = map(str, first["loc"])
        where = f" ({'.'.join(inside)})" if inside else ""
        raise SettingsError(f"{_variable(kind, name)} cannot be used{where}: {why}.") from error


def _variable(kind: type[BaseSettings], field: str) -> str:
    """An alias is a variable's own name ("OPENAI_BASE_URL")."""
    return f"{kind.model_config.get('env_prefix', '')}{field}".upper() if field in kind.model_fields else field


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
