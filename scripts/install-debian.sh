#!/usr/bin/env bash
# The programs that some tests compare with, from Debian's packages. Needs root; installs only what is absent.
set -euo pipefail
missing=()
for program in sox ffmpeg espeak-ng flac chromium npm curl; do
  command -v "$program" >/dev/null || missing+=("$program")
done
command -v node >/dev/null || missing+=(nodejs)
# promtool
command -v promtool >/dev/null || missing+=(prometheus)
if [ "${#missing[@]}" -gt 0 ]; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi
