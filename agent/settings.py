"""How the agent is set: the model, and what one turn may spend."""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class AgentSettings(BaseSettings):
    """`NACELLE_*` environment variables of the agent."""

    model_config = SettingsConfigDict(env_prefix="NACELLE_", extra="ignore")

    model: str = Field(
        default="embedded", description="`embedded`, or `openai:<name>` for any OpenAI-compatible endpoint."
    )
    model_timeout_s: float = 30.0
    model_retries: int = 2
    max_rounds: int = Field(default=4, description="How often a turn may plan and call tools.")
    max_tool_calls: int = 16
    max_evidence_chars: int = Field(default=16_000, description="Evidence text given to the model, all together.")
    turn_timeout_s: float = 90.0
    max_question_chars: int = 8_000
    input_price_per_million: float = 0.0
    output_price_per_million: float = 0.0
