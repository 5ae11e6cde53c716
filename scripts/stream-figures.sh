#!/usr/bin/env bash
# How many live sessions does a machine carry, and what stays of those that were?
#
#   scripts/stream-figures.sh [SESSIONS...]                 25 50 100 150 200 by default
#
# For each number of sessions, callers talk in real time for a minute, three seconds of talk and a second of pause in each
# four, with a partial every half second. Printed: latency of the partials as the callers saw it, CPU seconds
# of the service and of the callers per second of audio, and resident memory of the service. Then 10,000 sessions come
# and vanish in the middle of their talk, and one streams four hours as fast as it is heard; printed is what the service holds
# before and after: threads, descriptors, heap after a collection, resident memory, and during the four hours every so
# often. Service and callers share the machine and all its cores.
# Needs sox (or TALK, a recording of what callers say) and target/undertone.jar (mvn package). JAVA, JAR, PORT, MODEL
# and SERVICE_OPTIONS may be set.
set -euo pipefail
# shellcheck source=scripts/service.sh
. "$(dirname "$0")/service.sh"

numbers=("$@")
[ ${#numbers[@]} -gt 0 ] || numbers=(25 50 100 150 200)
model=${MODEL:-default}
service_cpus=0-$((cores - 1))
service_options+=(--undertone.limits.stream.sessions=2000 --undertone.limits.stream.idle-timeout=10m)

callers() { # option...
  "$java" -Xmx512m -jar "$jar" load --url "ws://127.0.0.1:$port/v1/stream" --model "$model" \
    ${TALK:+--file "$TALK"} "$@"
}

start_service -Xmx1g
callers --sessions 20 --seconds 20 > /dev/null
echo "| sessions | p50 ms | p90 ms | p99 ms | partials | failed | service CPU s per s | callers CPU s per s | resident |"
echo "|---|---|---|---|---|---|---|---|---|"
for number in "${numbers[@]}"; do
  before=$(service_cpu)
  callers --sessions "$number" --seconds 60 > "$work/report" || true
  after=$(service_cpu)
  python3 - "$work/report" "$before" "$after" "$(resident_mb)" << 'PYTHON'
import json, sys
r = json.load(open(sys.argv[1]))
cpu = float(sys.argv[3]) - float(sys.argv[2])
l = r["partialLatencyMs"]
print("| %d | %.0f | %.0f | %.0f | %d | %d | %.2f | %.2f | %s MB |" % (
    r["sessions"], l["p50"], l["p90"], l["p99"], r["partials"], r["failed"], cpu / 60, r["callerCpuSeconds"] / 60, sys.argv[4]))
PYTHON
done

echo
echo "| | threads | descriptors | heap | resident |"
echo "|---|---|---|---|---|"
callers --sessions 200 --seconds 1 --abrupt --rounds 2 > /dev/null
held "before"
callers --sessions 200 --seconds 1 --abrupt --rounds 50 > /dev/null
held "after 10,000 sessions that vanished"
callers --sessions 1 --seconds 144 --speed 100 --partial-every-ms 0 > "$work/long" &
long=$!
for part in 1 2 3 4; do
  sleep 30
  held "during four hours of stream, $part"
done
wait "$long"
held "after four hours of stream"
cat "$work/long"
