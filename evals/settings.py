"""How evaluations are set: the judge, which is a model like any other, by setting."""

from pathlib import Path

from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from domain.errors import SettingsError
from stores.environment import read_settings


class EvalSettings(BaseSettings):
    """`NACELLE_JUDGE` and the endpoint's `OPENAI_BASE_URL` and `OPENAI_API_KEY`."""

    model_config = SettingsConfigDict(env_prefix="NACELLE_", extra="ignore", populate_by_name=True)

    judge: str = Field(default="", description="`openai:<model>`; empty: no judge.")
    judge_timeout_s: float = Field(default=60.0, gt=0, description="One verdict.")
    judge_runs: int = Field(
        default=3, ge=1, le=10, description="How often each case is judged: a judge of two minds is seen."
    )
    judge_concurrency: int = Field(default=2, ge=1)
    nli: Path | None = Field(default=None, description="Folder of an ONNX model of inference, for ContradictsSource.")
    nli_least: float = Field(default=0.9, gt=0, lt=1, description="Its probability of a contradiction that is one.")
    nli_languages: str = Field(default="en", description="ISO codes of the languages that it reads, with spaces.")
    shared: Path | None = Field(default=None, description="NACELLE_SHARED: other people's data lie in its `data`.")
    openai_base_url: str = Field(default="", validation_alias=AliasChoices("OPENAI_BASE_URL"))
    openai_api_key: SecretStr = Field(default=SecretStr(""), validation_alias=AliasChoices("OPENAI_API_KEY"))

    @property
    def data(self) -> Path | None:
        """The folder of other people's data, where one is set."""
        return self.shared / "data" if self.shared else None

    @property
    def judge_model(self) -> str:
        """The model's name at its endpoint; empty without a judge. Raises SettingsError for another form."""
        if not self.judge:
            return ""
        provider, _, name = self.judge.partition(":")
        if provider != "openai" or not name:
            raise SettingsError(f"NACELLE_JUDGE is '{self.judge}'; use 'openai:<model name>'.")
        return name


def eval_settings() -> EvalSettings:
    """The environment's settings. Raises SettingsError when one of the variables cannot be used."""
    return read_settings(EvalSettings)
