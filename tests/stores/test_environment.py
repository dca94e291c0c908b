"""A setting that cannot be used is named as it is written, in the same words wherever it belongs."""

from collections.abc import Callable

import pytest

from agent.monitoring.settings import monitoring_settings
from agent.settings import agent_settings
from agent.tracing.settings import tracing_settings
from api.operation.settings import operation_settings
from domain.errors import SettingsError
from evals.settings import eval_settings
from tools.others.settings import other_settings


@pytest.mark.parametrize(
    ("read", "variable", "value"),
    [
        (agent_settings, "NACELLE_MAX_STEPS", "many"),
        (agent_settings, "NACELLE_PROMPTS", "/no/such/folder"),
        (monitoring_settings, "NACELLE_MONITOR_SHARE", "2"),
        (tracing_settings, "OTEL_SDK_DISABLED", "perhaps"),
        (tracing_settings, "NACELLE_TRACE_CONTENT", "perhaps"),
        (operation_settings, "NACELLE_WEBHOOK_EVERY_S", "soon"),
        (eval_settings, "NACELLE_JUDGE_RUNS", "0"),
        (other_settings, "NACELLE_MCP_SERVERS", "not json"),
        (other_settings, "NACELLE_MCP_SCHEMA_CHARS", "-1"),
    ],
)
def test_a_variable_that_cannot_be_used_is_named(
    monkeypatch: pytest.MonkeyPatch, read: Callable[[], object], variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError) as caught:
        read()
    assert str(caught.value).startswith(f"{variable} cannot be used: ")
    assert "Value error" not in str(caught.value)
