"""How live turns are watched."""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from stores.environment import read_settings


class MonitoringSettings(BaseSettings):
    """`NACELLE_MONITOR_*` environment variables."""

    model_config = SettingsConfigDict(env_prefix="NACELLE_MONITOR_", env_ignore_empty=True, extra="ignore", frozen=True)

    share: float = Field(default=0.05, ge=0, le=1, description="Of the turns that are scored; 0 turns it off.")
    queue: int = Field(default=64, ge=1, description="Turns that may wait; more are dropped and counted.")
    baseline: int = Field(default=200, ge=20, description="Values that make the baseline of a signal.")
    window: int = Field(default=50, ge=10, description="Newest values compared with the baseline.")
    threshold: float = Field(default=4.0, gt=0, description="Standard errors between the two that raise an alert.")


def monitoring_settings() -> MonitoringSettings:
    """The environment's settings. Raises SettingsError for one that cannot be used."""
    return read_settings(MonitoringSettings)
