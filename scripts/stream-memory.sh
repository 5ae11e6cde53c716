#!/usr/bin/env bash
# What stays of live sessions, and does it grow while they last?
#
#   scripts/stream-memory.sh [vanish] [hours] [soak]        all three by default, about 40 minutes
#
#   vanish   10,000 sessions that come and are torn down in the middle of their talk, 200 at a time
#   hours    one session of four hours, sent a hundred times as fast as it is heard
#   soak     SOAK_SESSIONS (20) sessions in real time for SOAK_MINUTES (30)
#
# Printed is what the service holds before, meanwhile and after: threads, descriptors, heap after a collection, native
# memory that is not Java's (resident less what the JVM has committed), resident memory. Latency is not this script's concern; the
# machine may be busy. Needs jcmd and target/undertone.jar (mvn package).
# JAVA, JAR, PORT, MODEL, TALK (a recording of what callers say) and SERVICE_OPTIONS may be set.
set -euo pipefail
# shellcheck source=scripts/service.sh
. "$(dirname "$0")/service.sh"

parts=("$@")
[ ${#parts[@]} -gt 0 ] || parts=(vanish hours soak)
minutes=${SOAK_MINUTES:-30}
sessions=${SOAK_SESSIONS:-20}
service_cpus=0-$((cores - 1))
service_options+=(--undertone.limits.stream.sessions=2000 --undertone.limits.stream.idle-timeout=10m)

meanwhile() { # name, times, seconds between
  for ((part = 1; part <= $2; part++)); do
    sleep "$3"
    held "$1, $part of $2"
  done
}

# A heap of one size, so that what the JVM has committed is resident and does not change by itself.
start_service -Xms512m -Xmx512m -XX:+AlwaysPreTouch -XX:NativeMemoryTracking=summary
echo "| | threads | descriptors | heap MB | native MB | resident MB |"
echo "|---|---|---|---|---|---|"
callers --sessions 200 --seconds 1 --abrupt --rounds 5 > /dev/null
held "after 1,000 sessions of warm-up"
for part in "${parts[@]}"; do
  case $part in
    vanish)
      callers --sessions 200 --seconds 1 --abrupt --rounds 50 > "$work/vanish" || true
      held "after 10,000 sessions that vanished"
      ;;
    hours)
      callers --sessions 1 --seconds 144 --speed 100 --partial-every-ms 0 > "$work/hours" &
      talking=$!
      meanwhile "in four hours of stream" 4 30
      wait "$talking" || true
      held "after four hours of stream"
      ;;
    soak)
      callers --sessions "$sessions" --seconds $((60 * minutes)) > "$work/soak" &
      talking=$!
      meanwhile "$sessions sessions for $minutes minutes" 10 $((6 * minutes - 2))
      wait "$talking" || true
      held "after them"
      ;;
  esac
done
echo
for part in "${parts[@]}"; do
  echo "$part: $(grep -o '"failed":[0-9]*\|"firstFailure":"[^"]\+"' "$work/$part" | sort | uniq -c | tr -s ' \n' ' ')"
done
