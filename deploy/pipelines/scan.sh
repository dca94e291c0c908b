#!/usr/bin/env bash
# Known vulnerabilities of the locked Python packages and of the web client's.
set -euo pipefail
cd "$(dirname "$0")/../.."
python3 -m venv /tmp/scan && /tmp/scan/bin/pip install --quiet pip-audit==2.10.1
/tmp/scan/bin/pip-audit --requirement requirements.lock --require-hashes --disable-pip
npm audit --prefix web --omit=dev --audit-level=high
