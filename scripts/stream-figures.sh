#!/usr/bin/env bash
# How many live sessions does a machine carry?
#
#   scripts/stream-figures.sh [SESSIONS...]                 20 40 80 120 160 200 by default; a minute and a half each
#
# For each number of sessions, callers talk in real time for a minute and ask for a partial every half second. Printed: latency of the
# partials as the callers saw it, cores that the service and the callers took, and resident memory of the service. Then
# 20 sessions beside one that sends 50 times as fast as it is heard. Service and callers share the machine and all its
# cores; nothing else should run on it. Before each number, half a minute of the same goes unmeasured: a service that is not
# warm spends a core on compiling.
# Needs target/undertone.jar (mvn package). JAVA, JAR, PORT, MODEL, TALK (a recording of what callers say)
# and SERVICE_OPTIONS may be set.
set -euo pipefail
# shellcheck source=scripts/service.sh
. "$(dirname "$0")/service.sh"

numbers=("$@")
[ ${#numbers[@]} -gt 0 ] || numbers=(20 40 80 120 160 200)
service_cpus=0-$((cores - 1))
service_options+=(--undertone.limits.stream.sessions=2000)

measure() { # name, sessions
  local before after
  callers --sessions "$2" --seconds 30 > /dev/null
  before=$(service_cpu)
  callers --sessions "$2" --seconds 60 > "$work/report" || true
  after=$(service_cpu)
  python3 - "$work/report" "$1" "$before" "$after" "/proc/$service/status" << 'PYTHON'
import json, re, sys
report, name, before, after, status = sys.argv[1:]
r = json.load(open(report))
l = r["partialLatencyMs"]
resident = int(re.search(r"VmRSS:\s+(\d+)", open(status).read()).group(1)) // 1024
print("| %s | %.0f | %.0f | %.0f | %d | %d | %.2f | %.2f | %d MB |" % (
    name, l["p50"], l["p90"], l["p99"], r["partials"], r["failed"],
    (float(after) - float(before)) / 60, r["callerCpuSeconds"] / 60, resident), flush=True)
PYTHON
}

start_service -Xmx1g
callers --sessions 20 --seconds 30 > /dev/null
echo "| sessions | partials: p50 ms | p90 | p99 | partials that came | failed | service, cores | callers, cores | resident |"
echo "|---|---|---|---|---|---|---|---|---|"
for number in "${numbers[@]}"; do
  measure "$number" "$number"
done
callers --sessions 1 --seconds 100 --speed 50 --partial-every-ms 0 > "$work/fast" &
talking=$!
measure "20 beside one that sends 50 times as fast" 20
wait "$talking"
cat "$work/fast"
