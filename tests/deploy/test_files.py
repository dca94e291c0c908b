"""What is deployed is checked by its own tools, and names only what there is."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from api.operation import monitoring
from api.operation.metrics import exposition

ROOT = Path(__file__).parents[2]
DEPLOY, WORKFLOWS = ROOT / "deploy", ROOT / ".github" / "workflows"
BIN = Path(sys.executable).parent
DASHBOARD = DEPLOY / "observability" / "grafana" / "nacelle.json"
RULES = DEPLOY / "observability" / "rules.yaml"
SUFFIXES = ("_total", "_bucket", "_count", "_sum", "")


def run(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    whole = {"PATH": f"{BIN}:/usr/local/bin:/usr/bin:/bin", **environment}
    return subprocess.run(
        [str(part) for part in command], cwd=ROOT, env=whole, capture_output=True, text=True, check=False
    )


def passes(*command: str | Path) -> None:
    done = run(*command)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_container_file() -> None:
    passes(BIN / "hadolint", DEPLOY / "Containerfile")


def test_yaml_is_clean() -> None:
    passes(BIN / "yamllint", "-c", DEPLOY / ".yamllint.yaml", DEPLOY, WORKFLOWS, ROOT / "azure-pipelines.yaml")


def test_workflows_are_safe_and_every_action_is_pinned() -> None:
    for folder in (WORKFLOWS, DEPLOY / "verify-action"):
        passes(BIN / "zizmor", "--offline", "--no-progress", "--no-exit-codes", folder)
        assert "No findings" in (lambda done: done.stdout + done.stderr)(run(BIN / "zizmor", "--offline", folder))
    used = re.findall(r"uses: (\S+)", "".join(file.read_text(encoding="utf-8") for file in WORKFLOWS.iterdir()))
    assert used
    assert [action for action in used if not re.search(r"@[0-9a-f]{40}$", action)] == []


def test_pipelines_call_scripts_that_there_are() -> None:
    files = [*WORKFLOWS.iterdir(), ROOT / "azure-pipelines.yaml"]
    called = set(re.findall(r"bash (\S+\.sh|\.ci/run)", "".join(file.read_text(encoding="utf-8") for file in files)))
    assert len(called) > 4
    assert [name for name in called if not (ROOT / name).is_file()] == []
    for name in called:
        passes("bash", "-n", ROOT / name)


def test_kubernetes_takes_every_object() -> None:
    objects: list[dict[str, Any]] = []
    for file in (DEPLOY / "kubernetes").glob("*.yaml"):
        if file.name != "kustomization.yaml":
            objects += yaml.safe_load_all(file.read_text(encoding="utf-8"))
    kinds = {each["kind"] for each in objects}
    assert kinds >= {"Deployment", "Job", "PodDisruptionBudget", "HorizontalPodAutoscaler", "NetworkPolicy", "Service"}
    for each in objects:
        kubernetes_validate.validate(each, "1.34", strict=True)
    listed = yaml.safe_load((DEPLOY / "kubernetes" / "kustomization.yaml").read_text(encoding="utf-8"))["resources"]
    there = {file.name for file in (DEPLOY / "kubernetes").glob("*.yaml")} - {"kustomization.yaml"}
    assert set(listed) == there


def test_no_pod_may_more_than_it_needs() -> None:
    for name in ("deployment", "migrations"):
        spec = yaml.safe_load((DEPLOY / "kubernetes" / f"{name}.yaml").read_text(encoding="utf-8"))["spec"]["template"][
            "spec"
        ]
        assert spec["securityContext"]["runAsNonRoot"]
        assert not spec["automountServiceAccountToken"]
        for container in spec["containers"]:
            assert container["securityContext"]["readOnlyRootFilesystem"]
            assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
            assert container["resources"]["limits"]["memory"]
            assert not any("value" in each and "KEY" in each["name"] for each in container.get("env", []))


@pytest.mark.skipif(not shutil.which("kubectl"), reason="no kubectl to render with")
def test_a_promoted_image_is_the_one_that_was_signed() -> None:
    digest = "sha256:" + "0123456789abcdef" * 4
    done = run("bash", DEPLOY / "pipelines" / "promote.sh", f"registry.example/nacelle@{digest}", DRY_RUN="1")
    assert done.returncode == 0, done.stderr
    objects = [each for each in yaml.safe_load_all(done.stdout) if each]
    images = re.findall(r"image: (\S+)", done.stdout)
    assert images == [f"registry.example/nacelle@{digest}"] * 2
    for each in objects:
        kubernetes_validate.validate(each, "1.34", strict=True)


@pytest.mark.parametrize("script", ["promote.sh", "sign.sh"])
def test_a_tag_is_not_enough(script: str) -> None:
    done = run("bash", DEPLOY / "pipelines" / script, "registry.example/nacelle:latest", "sbom.json")
    assert done.returncode == 2


def test_compose_names_versions_and_files_that_there_are() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    assert set(compose["services"]) >= {"nacelle", "postgres", "chroma", "collector", "prometheus", "grafana", "mlflow"}
    for service in compose["services"].values():
        image = service.get("image", "built:here")
        assert not image.endswith(":latest")
        assert ":" in image
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert not source.startswith(".") or (DEPLOY / source).is_file()
            assert source.startswith(".") or source in compose["volumes"]
    assert yaml.safe_load((DEPLOY / "observability" / "collector.yaml").read_text(encoding="utf-8"))["service"][
        "pipelines"
    ]


def test_every_figure_on_the_dashboard_and_in_the_alerts_exists() -> None:
    assert monitoring.AtMetrics
    known = {family.name for family in text_string_to_metric_families(exposition({}).decode())}
    known |= {name.removesuffix("_total") for name in known}
    board = json.loads(DASHBOARD.read_text(encoding="utf-8"))
    asked = [target["expr"] for panel in board["panels"] for target in panel["targets"]]
    asked += [
        rule["expr"] for group in yaml.safe_load(RULES.read_text(encoding="utf-8"))["groups"] for rule in group["rules"]
    ]
    named = {name for query in asked for name in re.findall(r"\bnacelle_[a-z_]+", query)}
    assert len(named) > 20
    unknown = {name for name in named if not any(name.removesuffix(suffix) in known for suffix in SUFFIXES)}
    assert unknown == set()
