#!/usr/bin/env bash
# What does the service answer, and what does it turn away, at and beyond its capacity?
#
#   scripts/load-report.sh [SECONDS [ROUNDS]]               of each measurement, 10 and 3 by default
#
# The service runs on one core and the load generator (dev.undertone.load.LoadGenerator, of the test classes) on another.
# Closed loop: 4 callers, each asking again once it is answered; the median over the rounds is the capacity. Open loop: 1,
# 2 and 10 times the capacity arrive as a Poisson process, whatever becomes of them. A request is 4.46 s of 16 kHz mono WAV
# as a raw body. Each run has a lead of four seconds that is not told: until its code is compiled the generator is late by
# itself. Printed per run: requests per second; answered per second with their latency in ms (median, 99th percentile);
# turned away (503, 429) per second with their latency (median, 99th percentile, highest); 504; other answers; connections
# refused and cut; CPU seconds of generator and service, the lead included. At the end the counters of the service are held
# against each other: received = completed + rejected + failed + cancelled, and every gauge is 0.
#
# Needs sox, curl, taskset, two cores, and mvn package. JAVA, JAR, PORT, SERVICE_CPUS, LOAD_CPUS and SERVICE_OPTIONS (of
# the service's command line) may be set.
set -euo pipefail
# shellcheck source=scripts/service.sh
. "$(dirname "$0")/service.sh"

seconds=${1:-10}
rounds=${2:-3}
columns="per s,ok per s,ok p50,ok p99,away per s,away p50,away p99,away max,504,other,refused,cut,generator CPU s"

measure() { # name closed|open amount: prints a row
  local before after row
  before=$(service_cpu)
  row=$(load "$2" "$3" "$seconds")
  after=$(service_cpu)
  echo "$1,$row,$(awk -v a="$before" -v b="$after" 'BEGIN {printf "%.1f", b - a}')"
}

median() { sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }

make_clip 4.46
start_service
# Compiling takes this core too, for half a minute, and again, for a minute, when the first are turned away.
load closed 4 30 > "$work/warm-up"
load open 200 60 > "$work/warm-up"
LEAD=4
echo "run,$columns,service CPU s"
for ((round = 1; round <= rounds; round++)); do
  measure "closed 4" closed 4 | tee -a "$work/closed"
done
capacity=$(cut -d, -f3 "$work/closed" | median)
for times in 1 2 10; do
  rate=$(awk -v c="$capacity" -v t="$times" 'BEGIN {print c * t}')
  for ((round = 1; round <= rounds; round++)); do
    measure "open ${times}x" open "$rate"
  done
done
echo "capacity $capacity per s"
require_nothing_lost
