#!/usr/bin/env bash
# What becomes of requests when the service gets SIGTERM under load, twice, or while it starts?
#
#   scripts/stop-under-load.sh [REQUESTS_PER_SECOND]        of the load, 20 by default
#
# Under load: requests arrive as a Poisson process for 10 seconds; once 50 have come the service gets SIGTERM, while they
# go on coming, and, as a second one must change nothing, again half a second later. Printed: the row of the generator (see
# load-report.sh), how long the process lived on, its exit status, and how readiness, on its own port, answered until the
# end. Every request that the service received, by its own counter, has to be answered. "refused" and "cut" count the
# others: connections that the kernel took and the service did not, which a load balancer that has been told (preStop)
# spares its callers.
#
# While it starts: SIGTERM after some seconds, on a process of its own each time; printed is the exit status and how
# long the end took.
#
# Needs what load-report.sh needs.
set -euo pipefail
# shellcheck source=scripts/service.sh
. "$(dirname "$0")/service.sh"

rate=${1:-20}
warm=20
first=50
grace_seconds=35
management_port=$((port + 1))
management=http://127.0.0.1:$management_port
service_cpus=0-$((cores - 1))
service_options+=(--management.server.port="$management_port")

now() { date +%s.%N; }
since() { awk -v a="$1" -v b="$(now)" 'BEGIN {printf "%.1f", b - a}'; }
received() { meter undertone_received_requests_total; }

make_clip 4.46
start_service
load open 10 2 > "$work/warm-up"
warm=$(received)
load open "$rate" 10 > "$work/row" &
generator=$!
until [ "$(received)" -ge $((warm + first)) ]; do sleep 0.05; done
signalled=$(now)
kill -TERM "$service"
again=1
while kill -0 "$service" 2> /dev/null; do
  curl -s -o /dev/null -w '%{http_code}\n' "$management/actuator/health/readiness" >> "$work/readiness" || true
  count=$(received 2> /dev/null) && [ -n "$count" ] && [ "$count" != 0 ] && total=$count
  if [ "$again" = 1 ] && awk -v s="$(since "$signalled")" 'BEGIN {exit !(s >= 0.5)}'; then
    kill -TERM "$service" 2> /dev/null || true
    again=0
  fi
done
took=$(since "$signalled")
status=0
wait "$service" || status=$?
wait "$generator"
echo "per s,ok per s,ok p50,ok p99,away per s,away p50,away p99,away max,504,other,refused,cut,generator CPU s"
cat "$work/row"
answered=$(awk -F, '{printf "%d", 10 * ($2 + $5) + $9 + $10 + 0.5}' "$work/row")
echo "received $((total - warm)), answered $answered; exit status $status after $took s"
echo "readiness until then: $(uniq -c "$work/readiness" | tr -s ' \n' ' ')"
grep ' ERROR ' "$work/log" || true

for seconds in 0.3 1 2 3 4 6 8; do
  "$java" -jar "$jar" --server.port="$port" "${service_options[@]}" > "$work/log" 2>&1 &
  service=$!
  sleep "$seconds"
  begun=$(now)
  kill -TERM "$service"
  start_status=0
  wait "$service" || start_status=$?
  echo "SIGTERM after $seconds s: exit status $start_status after $(since "$begun") s, $(grep -c ' ERROR ' "$work/log" || true) errors in the log"
done
service=
[ $((total - warm)) = "$answered" ] && awk -v took="$took" -v grace="$grace_seconds" 'BEGIN {exit !(took < grace)}'
