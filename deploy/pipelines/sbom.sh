#!/usr/bin/env bash
# The bill of materials (CycloneDX 1.6) of the locked packages: sbom.sh FILE
set -euo pipefail
python3 -m venv /tmp/sbom && /tmp/sbom/bin/pip install --quiet cyclonedx-bom==7.5.0
file=$(realpath "$1")
cd "$(dirname "$0")/../.."
/tmp/sbom/bin/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --output-reproducible --of JSON -o "$file"
