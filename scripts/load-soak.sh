#!/usr/bin/env bash
# Does the service grow or slow down while it is well used for hours?
#
#   scripts/load-soak.sh [MINUTES [PARTS]]       60 and 10 by default
#
# The service runs on one core and the load generator on another. Closed loop, 4 callers: the capacity. Then 70 % of it
# arrives as a Poisson process, in parts of equal length. A request is 4.46 s of 16 kHz mono WAV as a raw body. Printed per
# part: what was answered and turned away, latency in ms (median, 99th percentile), and at its end what the service holds:
# threads, descriptors, heap after a collection, native memory that is not Java's, resident memory. At the end the counters
# of the service are held against each other.
#
# Needs sox, curl, taskset, jcmd, two cores, and mvn package. JAVA, JAR, PORT, SERVICE_CPUS, LOAD_CPUS and SERVICE_OPTIONS
# may be set.
set -euo pipefail
# shellcheck source=scripts/service.sh
. "$(dirname "$0")/service.sh"

minutes=${1:-60}
parts=${2:-10}

make_clip 4.46
# A heap of one size, so that what the JVM has committed is resident and does not change by itself.
start_service -Xms512m -Xmx512m -XX:+AlwaysPreTouch -XX:NativeMemoryTracking=summary
load closed 4 60 > "$work/warm-up"
capacity=$(load closed 4 20 | cut -d, -f2)
rate=$(awk -v c="$capacity" 'BEGIN {printf "%.2f", 0.7 * c}')
echo "capacity $capacity per s, so $rate per s for $minutes minutes"
echo "| | answered per s | p50 ms | p99 ms | turned away per s | threads | descriptors | heap MB | native MB | resident MB |"
echo "|---|---|---|---|---|---|---|---|---|---|"
held "after the warm-up | | | |"
LEAD=4
for ((part = 1; part <= parts; part++)); do
  row=$(load open "$rate" $((60 * minutes / parts)))
  held "$part | $(cut -d, -f2-5 <<< "$row" | sed 's/,/ | /g')"
done
require_nothing_lost
