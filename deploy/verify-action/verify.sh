#!/usr/bin/env bash
# What the GitHub action and the Azure template run. Values come by the environment, so that none is read as a command.
# Exit status as `nacelle verify`: 0 all stand, 3 something does not, 2 wrong usage.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
python="${NACELLE_PYTHON:-}"
if [ -z "$python" ]; then
    venv="$(mktemp -d)/venv"
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --require-hashes -r "$root/requirements.lock"
    "$venv/bin/pip" install --quiet --no-deps --no-build-isolation "$root"
    python="$venv/bin/python"
fi

files=()
while IFS= read -r line; do
    line="${line#"${line%%[![:space:]]*}"}"
    line="${line%"${line##*[![:space:]]}"}"
    [ -z "$line" ] || files+=("$line")
done <<< "${EVIDENCE:-}"
options=(--json --question "${QUESTION:-}")
[ "${STRICT:-false}" != true ] || options+=(--strict)
for file in ${files[@]+"${files[@]}"}; do
    options+=(--evidence "$file")
done

status=0
"$python" -m nacelle verify "${options[@]}" -- "${ANSWER:-}" > "${REPORT:-nacelle-verify.json}" || status=$?
cat "${REPORT:-nacelle-verify.json}"
exit "$status"
