#!/usr/bin/env bash
# What files can be asked for, with curl alone:  examples/curl.sh clip.wav [http://localhost:8080]
# UNDERTONE_KEY is the key where the service asks for one.
set -euo pipefail
file=$1
service=${2:-http://localhost:8080}
ask() { curl --silent --show-error --fail-with-body ${UNDERTONE_KEY:+-H "Authorization: Bearer $UNDERTONE_KEY"} "$@"; echo; }

echo '# one recording, as a form; the answer without the weights of its frames'
ask -F "file=@$file" "$service/v1/emotions?attention=none"

echo '# as a bare body, with a threshold: below it the answer abstains'
ask --data-binary "@$file" -H 'Content-Type: application/octet-stream' \
    "$service/v1/emotions?attention=none&labels=angry,sad&minConfidence=0.6"

echo '# a long recording, told while it is sent: one JSON a line'
ask -N -T "$file" -X POST -H 'Accept: application/x-ndjson' "$service/v1/emotions/timeline?mode=vad"

echo '# the same as a table'
ask -T "$file" -X POST -H 'Accept: text/csv' "$service/v1/emotions/timeline?mode=window&windowSeconds=2&hopSeconds=1"
