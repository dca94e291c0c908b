"""How the agent is set: the model, and what one turn may spend."""

from pathlib import Path

from pydantic import AliasChoices, Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from agent.models.prompts.reading import prompts_in
from stores.environment import read_settings


class AgentSettings(BaseSettings):
    """`NACELLE_*` environment variables of the agent, and the endpoint's `OPENAI_BASE_URL` and `OPENAI_API_KEY`."""

    model_config = SettingsConfigDict(env_prefix="NACELLE_", extra="ignore", populate_by_name=True)

    model: str = Field(
        default="embedded", description="`embedded`, or `openai:<name>` for any OpenAI-compatible endpoint."
    )
    model_sees: bool = Field(
        default=False,
        description="Whether the endpoint reads pictures: it may look at pages and figures of manuals then.",
    )
    prompts: Path | None = Field(
        default=None, description="A folder of .md files in place of the bundled prompts of the same names."
    )
    openai_base_url: str = Field(default="", validation_alias=AliasChoices("OPENAI_BASE_URL"))
    openai_api_key: SecretStr = Field(default=SecretStr(""), validation_alias=AliasChoices("OPENAI_API_KEY"))
    model_connect_s: float = Field(default=10.0, description="Until the endpoint takes the connection.")
    model_first_token_s: float = Field(
        default=300.0, description="Until a reply begins; a local model on a CPU reads for minutes."
    )
    model_silence_s: float = Field(
        default=60.0, description="Between two tokens of a reply; the whole may take longer."
    )
    model_reply_tokens: int = Field(default=8_000, description="A longer reply is cut there; what came before is kept.")
    model_retries: int = 2
    model_retry_wait_s: float = Field(default=0.5, description="Before the first retry; doubles with each.")
    model_retry_after_max_s: float = Field(default=10.0, description="A longer `Retry-After` is not waited for.")
    model_circuit_failures: int = Field(default=3, description="Failures in a row that open the circuit; 0 never does.")
    model_circuit_rest_s: float = Field(default=60.0, description="How long an open circuit skips the endpoint.")
    model_max_tokens: int = Field(
        default=0, description="Longest reply that the endpoint is asked for; 0 leaves it to it."
    )
    max_turn_tokens: int = Field(
        default=60_000, description="Tokens read and written in a turn; over it the embedded model ends it."
    )
    max_steps: int = Field(default=8, ge=1, description="How often a turn may ask its model.")
    max_tool_calls: int = 16
    turn_timeout_s: float = Field(default=900.0, gt=0, description="One turn; over it the embedded model ends it.")
    max_question_chars: int = 8_000
    approval_minutes: int = Field(default=24 * 60, ge=1, le=527_040, description="How long a write waits for a person.")
    approval_roles: str = Field(
        default="", description="Who may approve writes, separated by commas; empty: whoever asked for them."
    )
    input_price_per_million: float = 0.0
    output_price_per_million: float = 0.0

    @field_validator("prompts")
    @classmethod
    def _hold_prompts(cls, folder: Path | None) -> Path | None:
        if folder:
            prompts_in(folder)
        return folder

    @property
    def roles_that_approve(self) -> tuple[str, ...]:
        """`approval_roles` as a list, as keys hold them."""
        return tuple(role.strip().casefold() for role in self.approval_roles.split(",") if role.strip())


def agent_settings() -> AgentSettings:
    """The environment's settings.

    Raises:
        SettingsError: one of the variables cannot be used.
    """
    return read_settings(AgentSettings)
