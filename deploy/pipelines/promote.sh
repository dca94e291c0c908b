#!/usr/bin/env bash
# Put one signed image into a cluster and wait until it is ready; where it does not become so, the one before comes back. promote.sh IMAGE@sha256:...
set -euo pipefail
[[ $1 == *@sha256:* ]] || { echo "promote.sh wants a digest, not a tag" >&2; exit 2; }
cd "$(dirname "$0")/../.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
if [ -n "${KUBE_CONFIG:-}" ]; then
  printf '%s' "$KUBE_CONFIG" > "$folder/config"
  chmod 600 "$folder/config"
  export KUBECONFIG="$folder/config"
fi
cp -r deploy/kubernetes "$folder/kubernetes"
printf '%s\n' "images: [{ name: nacelle, newName: ${1%@*}, digest: ${1#*@} }]" > "$folder/images"
sed -i -e '/^images:/{r '"$folder/images"'
d}' "$folder/kubernetes/kustomization.yaml"
if [ "${DRY_RUN:-}" = 1 ]; then kubectl kustomize "$folder/kubernetes"; exit; fi
kubectl -n nacelle delete job nacelle-migrate --ignore-not-found
kubectl apply -k "$folder/kubernetes"
kubectl -n nacelle wait --for=condition=complete --timeout=300s job/nacelle-migrate
if ! kubectl -n nacelle rollout status deployment/nacelle --timeout=300s; then
  kubectl -n nacelle rollout undo deployment/nacelle
  exit 1
fi
