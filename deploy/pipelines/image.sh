#!/usr/bin/env bash
# image.sh build|scan|push IMAGE. `push` prints the digest of what was pushed; REGISTRY_USER and REGISTRY_PASSWORD sign in where they are set.
set -euo pipefail
cd "$(dirname "$0")/../.."
engine=${ENGINE:-docker}
case "$1" in
  build) "$engine" build --pull -f deploy/Containerfile -t "$2" . ;;
  scan)
    "$engine" save "$2" -o /tmp/image.tar
    "$engine" run --rm -v /tmp/image.tar:/image.tar:ro docker.io/aquasec/trivy:0.67.2 image --input /image.tar \
      --severity HIGH,CRITICAL --ignore-unfixed --exit-code 1
    ;;
  push)
    if [ -n "${REGISTRY_PASSWORD:-}" ]; then
      printf '%s' "$REGISTRY_PASSWORD" | "$engine" login "${2%%/*}" --username "$REGISTRY_USER" --password-stdin >&2
    fi
    "$engine" push "$2" >&2
    "$engine" inspect --format '{{index .RepoDigests 0}}' "$2" | cut -d@ -f2
    ;;
  *) echo "image.sh build|scan|push IMAGE" >&2; exit 2 ;;
esac
