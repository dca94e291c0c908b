"""Where spans go: OpenTelemetry's own variables, and whether they may hold what was asked."""

from typing import Literal

from pydantic import AliasChoices, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from stores.environment import read_settings

Protocol = Literal["http/protobuf", "grpc"]


class TracingSettings(BaseSettings):
    """`OTEL_*` as the specification of OpenTelemetry names them; without an endpoint there are no spans.

    `trace_content` (`NACELLE_TRACE_CONTENT`) lets spans hold questions, answers, arguments of tools and who asked.
    """

    model_config = SettingsConfigDict(env_prefix="NACELLE_", env_ignore_empty=True, extra="ignore", frozen=True)

    trace_content: bool = False
    endpoint: str = Field(default="", validation_alias=AliasChoices("OTEL_EXPORTER_OTLP_ENDPOINT"))
    traces_endpoint: str = Field(default="", validation_alias=AliasChoices("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"))
    protocol: Protocol = Field(
        default="http/protobuf",
        validation_alias=AliasChoices("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL"),
    )
    exporter: str = Field(default="otlp", validation_alias=AliasChoices("OTEL_TRACES_EXPORTER"))
    disabled: bool = Field(default=False, validation_alias=AliasChoices("OTEL_SDK_DISABLED"))

    @property
    def on(self) -> bool:
        """Whether there is somewhere for spans to go."""
        return bool(self.endpoint or self.traces_endpoint) and self.exporter == "otlp" and not self.disabled


def tracing_settings() -> TracingSettings:
    """The environment's settings.

    Raises:
        SettingsError: one of the variables cannot be used.
    """
    return read_settings(TracingSettings)
