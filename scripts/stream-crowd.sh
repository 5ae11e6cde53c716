#!/usr/bin/env bash
# What do ten thousand WebSockets meet where 400 are allowed, and what stays of those that come and go?
#
#   scripts/stream-crowd.sh [COUNT [PER_SECOND [SECONDS]]]     10000, 500 and 60 by default
#
# COUNT sockets are opened as fast as can be; those that are let in stay for ten seconds, in which requests over HTTP have to
# be answered. Then PER_SECOND come and go each second, every other one by a reset in its stream, the others by closing
# their half of the connection. Printed: how the handshakes were answered, and what the service holds before and after.
# At the end no session may be open.
#
# Needs what load-report.sh needs.
set -euo pipefail
# shellcheck source=scripts/service.sh
. "$(dirname "$0")/service.sh"

count=${1:-10000}
per_second=${2:-500}
seconds=${3:-60}
service_cpus=0-$((cores - 1))
ulimit -n 8192

crowd() { "$java" -Xmx256m -cp "$root/target/test-classes" dev.undertone.load.SocketCrowd "$port" "$@"; }

await_no_session() {
  for ((try = 0; try < 300; try++)); do
    [ "$(meter undertone_open_sessions)" = 0 ] && return
    sleep 0.1
  done
  echo "sessions are still open: $(meter undertone_open_sessions)" >&2
  exit 1
}

make_clip 1
start_service -Xmx512m
crowd churn 50 10 > "$work/warm-up"
await_no_session
echo "| | threads | descriptors | heap MB | native MB | resident MB |"
echo "|---|---|---|---|---|---|"
held "before"
crowd hold "$count" 10 > "$work/held" &
crowd=$!
until [ "$(meter undertone_open_sessions)" -gt 0 ]; do sleep 0.1; done
asked=0 answered=0 slowest=0
while kill -0 "$crowd" 2> /dev/null; do
  took=$(curl -s -m 30 -o /dev/null -w '%{http_code} %{time_total}' --data-binary @"$work/clip.wav" "$url/v1/emotions" || true)
  asked=$((asked + 1))
  [ "${took% *}" != 200 ] || answered=$((answered + 1))
  slowest=$(printf '%s\n' "$slowest" "${took#* }" | sort -g | tail -1)
  sleep 0.2
done
wait "$crowd"
await_no_session
held "after $count at a time"
echo "$count at a time: $(cat "$work/held"); $answered of $asked requests over HTTP answered meanwhile, $slowest s at most" > "$work/report"
crowd churn "$per_second" "$seconds" > "$work/churned"
await_no_session
held "after $((per_second * seconds)) that came and went"
echo "$per_second a second for $seconds s: $(cat "$work/churned")" >> "$work/report"
echo
cat "$work/report"
require_nothing_lost
[ "$asked" = "$answered" ] || exit 1
