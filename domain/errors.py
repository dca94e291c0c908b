"""Every error Nacelle raises on purpose; `str(error)` is one sentence for people.

NacelleError
├── BadInput            what was given cannot be used
│   └── ReadFailure     a document cannot be read (password, damaged, empty, ...)
├── NotFound            no such thing, with the nearest ones
├── Conflict            already decided, already exists, changed meanwhile
├── Forbidden           not yours, or not your role
├── Unavailable         a store, endpoint or disk is out of reach just now
├── IndexMismatch       the index was written by another embedder or version
├── SettingsError       the settings cannot or must not be used
└── ToolFailure         a tool could not do its work; the turn goes on with a gap
"""


class NacelleError(Exception):
    """The root; never raised itself."""


class BadInput(NacelleError):
    """What was given cannot be used."""


class ReadFailure(BadInput):
    """A document or page cannot be read; `reason` is short ("password protected")."""

    def __init__(self, reason: str, page: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.page = page


class NotFound(NacelleError):
    """No such thing; `nearest` are identifiers that look like it.

    `why` names the sentence, and `values` what it is said of, for those who say it in another language.
    """

    def __init__(self, message: str, nearest: tuple[str, ...] = (), why: str = "", **values: str) -> None:
        super().__init__(message)
        self.nearest = nearest
        self.why = why
        self.values = values


class Conflict(NacelleError):
    """It was decided, exists or changed already."""


class Forbidden(NacelleError):
    """The person may not do this."""


class Unavailable(NacelleError):
    """A store, an endpoint or the disk is out of reach just now."""


class IndexMismatch(NacelleError):
    """The index was written by another embedder or version than the reader's."""


class SettingsError(NacelleError):
    """The settings cannot, or must not, be used."""


class ToolFailure(NacelleError):
    """A tool could not do its work; the turn goes on and reports a gap."""
