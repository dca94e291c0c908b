#!/usr/bin/env bash
# Sign an image by its digest and attest its bill of materials: sign.sh IMAGE@sha256:... SBOM. With COSIGN_KEY by that key, else by the pipeline's own identity.
set -euo pipefail
[[ $1 == *@sha256:* ]] || { echo "sign.sh wants a digest, not a tag: a tag may be another image tomorrow" >&2; exit 2; }
by=()
if [ -n "${COSIGN_KEY:-}" ]; then by=(--key "env://COSIGN_KEY"); fi
if [ -n "${REGISTRY_PASSWORD:-}" ]; then
  printf '%s' "$REGISTRY_PASSWORD" | cosign login "${1%%/*}" --username "$REGISTRY_USER" --password-stdin
fi
cosign sign --yes "${by[@]}" "$1"
cosign attest --yes "${by[@]}" --type cyclonedx --predicate "$2" "$1"
