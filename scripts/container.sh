#!/usr/bin/env bash
# Builds the image and tries it under the rules of a locked-down cluster, with docker, podman or buildah, whichever is there.
#
#   scripts/container.sh build            the image undertone:VERSION
#   scripts/container.sh policy           what may not be in it, and what has to be
#   scripts/container.sh smoke            that, and runs it: read-only, nobody, no capabilities; posts synthetic speech;
#                                         stops it
#
# BUILD_IMAGE and RUNTIME_IMAGE replace the public base images; scripts/base-images.sh makes some without a registry.
# BUILD_OPTIONS, RUN_OPTIONS and ENGINE_OPTIONS are passed to build, to run, and before every command of the engine.
# LOOSE_BASE=1 lets a base image have a shell, a package manager and setuid programs, as those with CUDA do.
set -euo pipefail
cd "$(dirname "$0")/.."

version=$(sed -n 's:^  <version>\(.*\)</version>:\1:p' pom.xml | head -1)
image=undertone:${version%-SNAPSHOT}
read -r -a build_options <<<"${BUILD_OPTIONS:-}"
read -r -a run_options <<<"${RUN_OPTIONS:-}"
read -r -a engine_options <<<"${ENGINE_OPTIONS:-}"

# A docker without its daemon is none.
first_of() {
  for program in "$@"; do
    if command -v "$program" >/dev/null && { [ "$program" != docker ] || docker info >/dev/null 2>&1; }; then
      echo "$program"
      return
    fi
  done
  echo "none of: $*" >&2
  exit 1
}

build() {
  local engine arguments=()
  engine=$(first_of docker buildah podman)
  [ -z "${BUILD_IMAGE:-}" ] || arguments+=(--build-arg "BUILD_IMAGE=$BUILD_IMAGE")
  [ -z "${RUNTIME_IMAGE:-}" ] || arguments+=(--build-arg "RUNTIME_IMAGE=$RUNTIME_IMAGE")
  [ "$engine" = docker ] || arguments+=(--format docker)
  "$engine" build "${build_options[@]}" "${arguments[@]}" \
    --build-arg "VERSION=$version" --build-arg "REVISION=$(git rev-parse HEAD 2>/dev/null || echo unknown)" \
    --tag "$image" .
}

broken() {
  echo "policy: $1: $2" >&2
  exit 1
}

# Prints its files as tar lists them, without running anything; work is global: the trap outlives the function.
policy() {
  local engine container found user labels
  engine=$(first_of docker podman)
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  container=$("$engine" "${engine_options[@]}" create "$image")
  "$engine" "${engine_options[@]}" export "$container" >"$work/image.tar"
  "$engine" "${engine_options[@]}" rm "$container" >/dev/null
  tar --numeric-owner -tvf "$work/image.tar" >"$work/files"

  if [ -z "${LOOSE_BASE:-}" ]; then
    found=$(awk '$1 ~ /^-..[sS]/ || $1 ~ /^-.....[sS]/' "$work/files")
    [ -z "$found" ] || broken "setuid or setgid" "$found"
    found=$(grep -E ' (usr/)?s?bin/(sh|ash|bash|dash|zsh|busybox|apt|apt-get|dpkg|apk|dnf|microdnf|yum|rpm)( ->.*)?$' "$work/files" || true)
    [ -z "$found" ] || broken "a shell or a package manager" "$found"
  fi
  found=$(awk '$6 ~ /^opt\// && $1 !~ /^l/ && ($2 != "0/0" || $1 ~ /^.....w/ || $1 ~ /^........w/)' "$work/files")
  [ -z "$found" ] || broken "the application belongs to others, or they may write to it" "$found"
  found=$(awk '$1 ~ /^[-d]/ && $1 ~ /^........w[^tT]/' "$work/files")
  [ -z "$found" ] || broken "anybody may write" "$found"
  user=$("$engine" "${engine_options[@]}" inspect --format '{{.Config.User}}' "$image")
  [ "$user" = 10001:10001 ] || broken "user" "$user"
  labels=$("$engine" "${engine_options[@]}" inspect --format '{{json .Config.Labels}}' "$image")
  for label in title description licenses version revision; do
    [[ "$labels" == *"org.opencontainers.image.$label"* ]] || broken "no label" "$label"
  done
  tar -xOf "$work/image.tar" opt/undertone/undertone.jar >"$work/undertone.jar"
  (cd "$work" && jar xf undertone.jar META-INF/sbom/application.cdx.json)
  grep -q '"bomFormat" *: *"CycloneDX"' "$work/META-INF/sbom/application.cdx.json" || broken "SBOM" "none in the jar"
  echo "policy: $(wc -l <"$work/files") files, none setuid, no shell, no package manager, nothing to write, labels, SBOM${LOOSE_BASE:+ (base not looked at)}"
  rm -rf "$work"
}

# engine and name are global: the trap outlives the function.
smoke() {
  policy
  engine=$(first_of docker podman)
  name=undertone-smoke-$$
  trap '"$engine" "${engine_options[@]}" rm --force "$name" >/dev/null 2>&1 || true' EXIT
  "$engine" "${engine_options[@]}" run --detach --name "$name" "${run_options[@]}" \
    --user 10001:10001 --read-only --cap-drop ALL --security-opt no-new-privileges \
    --memory 1g --ulimit nofile=16384:16384 --ulimit nproc=4096:4096 --tmpfs /tmp:rw,noexec,nosuid,size=16m "$image" >/dev/null
  for attempt in $(seq 60); do
    if "$engine" "${engine_options[@]}" exec "$name" java -jar undertone.jar health --url http://localhost:8081 2>/dev/null; then
      break
    fi
    [ "$attempt" -lt 60 ] || { "$engine" "${engine_options[@]}" logs "$name"; exit 1; }
    sleep 1
  done
  "$engine" "${engine_options[@]}" exec "$name" java -jar undertone.jar health --recognize
  "$engine" "${engine_options[@]}" stop --time 40 "$name" >/dev/null
  local code
  code=$("$engine" "${engine_options[@]}" inspect --format '{{.State.ExitCode}}' "$name")
  echo "ready, answered, stopped with exit code $code"
  [ "$code" = 143 ] || [ "$code" = 0 ]
}

case "${1:-}" in
  build) build ;;
  policy) policy ;;
  smoke) smoke ;;
  *) sed -n '2,12s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
