#!/usr/bin/env bash
# Builds the web client into dist/.
set -euo pipefail
cd "$(dirname "$0")"
./npm.sh ci --no-audit --no-fund --loglevel=error
./npm.sh run build --silent
touch dist/index.html
