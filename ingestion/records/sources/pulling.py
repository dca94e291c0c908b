"""Records of another system over HTTP: every page of a REST or OData collection, kept as a file that is read like an export.

The file of the last pull that came whole is the last good copy: a pull that fails leaves it, and the records made of it, as they were.
"""

import csv
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast
from urllib.parse import urljoin, urlsplit

import httpx
import yaml
from pydantic import ValidationError

from domain.errors import BadInput, Unavailable
from domain.model import Noun
from ingestion.records.fields import Kind
from stores.environment import filled

ROWS = ("value", "items", "data", "results", "records", "result", "member", "content")
NEXT = ("@odata.nextLink", "odata.nextLink", "next", "nextLink", "next_page_url")
TRIES, LONGEST_WAIT = 4, 60.0
MOST_PAGES = 100_000


class Source(Noun):
    """One collection of another system.

    `headers` may hold `${NAME}` for a variable of the environment. `page`: the name of a parameter that counts pages from 1, for systems
    that give no link to the next. `maps` and `constants` are those of an import.
    """

    name: str
    kind: Kind
    url: str
    headers: dict[str, str] = {}
    page: str = ""
    maps: tuple[str, ...] = ()
    constants: tuple[str, ...] = ()


def sources_in(path: Path) -> list[Source]:
    """The sources that a YAML file lists. Raises BadInput."""
    try:
        listed = cast("list[Any]", yaml.safe_load(path.read_text(encoding="utf-8")))
        return [Source.model_validate(one) for one in listed]
    except (OSError, yaml.YAMLError, ValidationError, TypeError) as error:
        reason = str(error).splitlines()[0]
        raise BadInput(f"{path} is no list of sources, each with name, kind and url: {reason}") from error


def pull(
    source: Source,
    folder: Path,
    client: httpx.Client,
    environment: Mapping[str, str],
    wait: Callable[[float], None] = time.sleep,
) -> Path:
    """Read every page and keep the rows in `folder`; the file changes only when all of them came.

    Raises:
        Unavailable: the source did not answer, refused, or gave what is no collection.
    """
    rows = [row for page in _pages(source, client, environment, wait) for row in page]
    columns = list(dict.fromkeys(name for row in rows for name in row))
    if not columns:
        raise Unavailable(f"{source.name} gave no rows; what was read before stays.")
    folder.mkdir(parents=True, exist_ok=True)
    path, fresh = folder / f"{source.name}.csv", folder / f"{source.name}.new"
    with fresh.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
    fresh.replace(path)
    return path


def _pages(
    source: Source, client: httpx.Client, environment: Mapping[str, str], wait: Callable[[float], None]
) -> Iterator[list[dict[str, str]]]:
    headers = {name: filled(value, environment, source.name) for name, value in source.headers.items()}
    link, seen = source.url, set[str]()
    for number in range(1, MOST_PAGES):
        seen.add(link)
        params = {source.page: number} if source.page else None
        answer = _answer(source, client, link, headers, params, wait)
        told = _json(source, answer)
        rows = _rows_of(source, told)
        yield [_flat(row) for row in rows]
        following = _next(told, answer)
        if source.page and rows:
            continue
        if not following or source.page:
            return
        link = urljoin(link, following)
        if urlsplit(link).netloc != urlsplit(source.url).netloc or link in seen:
            raise Unavailable(
                f"{source.name} leads from page {number} to another server or in a circle; nothing was taken over."
            )


def _answer(
    source: Source,
    client: httpx.Client,
    link: str,
    headers: Mapping[str, str],
    params: Any,
    wait: Callable[[float], None],
) -> httpx.Response:
    """Asked again where it is busy or out of reach for a moment."""
    reason = ""
    for again in range(TRIES):
        try:
            answer = client.get(link, headers=dict(headers), params=params)
        except httpx.HTTPError as error:
            reason, pause = type(error).__name__, 2.0**again
        else:
            if answer.status_code < 400:
                return answer
            reason, told = f"status {answer.status_code}", answer.headers.get("Retry-After", "")
            if answer.status_code != 429 and answer.status_code < 500:
                break
            pause = float(told) if told.isdecimal() else 2.0**again
        if again + 1 < TRIES:
            wait(min(pause, LONGEST_WAIT))
    raise Unavailable(f"{source.name} could not be read ({reason}); what was read before stays.")


def _json(source: Source, answer: httpx.Response) -> Any:
    try:
        return answer.json()
    except ValueError as error:
        raise Unavailable(
            f"{source.name} answered with something that is no JSON; what was read before stays."
        ) from error


def _rows_of(source: Source, told: Any) -> list[dict[str, Any]]:
    rows = told
    if isinstance(told, dict):
        held = cast("dict[str, Any]", told)
        inner = held["d"] if isinstance(held.get("d"), dict) else held
        rows = next((inner[name] for name in ROWS if isinstance(inner.get(name), list)), None)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in cast("list[Any]", rows)):
        raise Unavailable(f"{source.name} gave no list of records; what was read before stays.")
    return cast("list[dict[str, Any]]", rows)


def _next(told: Any, answer: httpx.Response) -> str:
    held = cast("dict[str, Any]", told) if isinstance(told, dict) else {}
    inner = cast("dict[str, Any]", held["d"]) if isinstance(held.get("d"), dict) else held
    named = next((str(inner[name]) for name in (*NEXT, "__next") if isinstance(inner.get(name), str)), "")
    return named or str(answer.links.get("next", {}).get("url", ""))


def _flat(row: Mapping[str, Any], before: str = "") -> dict[str, str]:
    """Nested records by their path ("asset.number"); annotations and links are left out."""
    found: dict[str, str] = {}
    for name, value in row.items():
        if name.startswith(("@", "__")) or "@odata" in name:
            continue
        if isinstance(value, dict):
            found |= _flat(cast("dict[str, Any]", value), f"{before}{name}.")
        elif isinstance(value, list):
            found[before + name] = ", ".join(str(one) for one in cast("list[Any]", value) if not isinstance(one, dict))
        else:
            found[before + name] = "" if value is None else str(value)
    return found
