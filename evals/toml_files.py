"""Files of settings that people write in TOML."""

import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from domain.errors import BadInput

Model = TypeVar("Model", bound=BaseModel)


def read_toml(model: type[Model], file: Path, what: str) -> Model:
    """The file's content as `model`; `what` names it in errors ("The experiment").

    Raises:
        BadInput: the file is not there, is no TOML, or a field of it is wrong.
    """
    try:
        return model.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{what} {file} cannot be read: {getattr(error, 'strerror', '') or error}.") from error
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{file} is not TOML: {error}.") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise BadInput(f"{file}, {'.'.join(map(str, first['loc']))}: {first['msg']}.") from error
