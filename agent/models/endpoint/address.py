"""Where an endpoint is, as people write it down: with a query, with the path of a call, with or without a key."""

from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from domain.errors import SettingsError

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_CALLS = ("/chat/completions", "/completions", "/responses")


@dataclass(frozen=True)
class Address:
    """`query` goes with every request; an empty `url` is OpenAI's own."""

    url: str = ""
    host: str = ""
    query: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def is_azure(self) -> bool:
        """Whether the key goes into `api-key` as well, as Azure has it."""
        return "api-version" in self.query or self.host.endswith(".azure.com")

    @property
    def is_loopback(self) -> bool:
        """Whether the endpoint runs on this machine."""
        return self.host in _LOOPBACK


def read_address(written: str) -> Address:
    """The address of `OPENAI_BASE_URL`; what portals show as a "target" ends in a call's path, which is left out.

    Raises:
        SettingsError: it is no http address.
    """
    written = written.strip()
    if not written:
        return Address()
    try:
        parts = urlsplit(written)
    except ValueError:
        parts = urlsplit("")
    host = (parts.hostname or "") if parts.scheme in {"http", "https"} else ""
    if not host:
        raise SettingsError("OPENAI_BASE_URL is not an http address.")
    path = parts.path.rstrip("/")
    for call in _CALLS:
        path = path.removesuffix(call)
    return Address(urlunsplit((parts.scheme, parts.netloc, path, "", "")), host, dict(parse_qsl(parts.query)))
