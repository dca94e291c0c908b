"""Where things are kept: `NACELLE_HOME`, `NACELLE_FILES`, `NACELLE_DATABASE_URL`, `NACELLE_CHROMA_URL`, `NACELLE_EMBEDDER`."""

from pathlib import Path

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from domain.errors import SettingsError


class StoreSettings(BaseSettings):
    """Settings of every store. An empty `database_url` means the SQLite file `records.db` in `home`.

    `files` is where originals lie that several servers share: a folder, or what fsspec reaches (`s3://bucket/folder`); without it, `home`.
    """

    model_config = SettingsConfigDict(env_prefix="NACELLE_", env_ignore_empty=True, extra="ignore", frozen=True)

    home: Path = Path(".nacelle")
    database_url: str = Field(default="", repr=False)
    files: str = ""
    chroma_url: str | None = None
    embedder: str = "bundled"

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, url: str) -> str:
        if not url:
            return url
        scheme, separator, rest = url.partition("://")
        if separator and scheme in {"postgres", "postgresql", "postgresql+psycopg"}:
            return f"postgresql+psycopg://{rest}"
        if separator and scheme == "sqlite":
            return url
        raise SettingsError(
            "NACELLE_DATABASE_URL must begin with postgresql:// (or sqlite:///); leave it out for a file in NACELLE_HOME."
        )

    @property
    def on_postgres(self) -> bool:
        """Whether records and conversations are kept in PostgreSQL."""
        return self.database_url.startswith("postgresql")

    @property
    def records_url(self) -> str:
        """The SQLAlchemy address of the records database."""
        return self.database_url or f"sqlite:///{self.home / 'records.db'}"
