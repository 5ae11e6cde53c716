#!/usr/bin/env bash
# Does it matter to requests when the wall clock jumps?
#
#   scripts/clock-jumps.sh
#
# The service runs under libfaketime, which shows it a wall clock that this script moves, by an hour and by ten years, to
# and fro, while the monotonic clock goes on as it is; the clock of the machine stays untouched. After each jump a request
# has to be answered, with a stage time below its deadline; a body that trickles beyond its deadline of one second has to
# be cut, and no earlier; and the next bucket of a client has to be full again after the time that its Retry-After said.
#
# Needs faketime (Debian) and what load-report.sh needs.
set -euo pipefail
# shellcheck source=scripts/service.sh
. "$(dirname "$0")/service.sh"

library=$(find /usr/lib -name 'libfaketimeMT.so.1' | head -1)
offset=$work/offset
echo "+0" > "$offset"
service_cpus=0-$((cores - 1))
service_options+=(--undertone.clients.requests-per-minute=30 --undertone.clients.burst=4)
java_with_fake_clock=$work/java
# Without FORCE_MONOTONIC_FIX=0, waits on the monotonic clock end at once and the JVM spins.
cat > "$java_with_fake_clock" <<END
#!/bin/sh
LD_PRELOAD=$library FAKETIME_DONT_FAKE_MONOTONIC=1 FAKETIME_FORCE_MONOTONIC_FIX=0 FAKETIME_TIMESTAMP_FILE=$offset FAKETIME_CACHE_DURATION=1 exec $java "\$@"
END
chmod +x "$java_with_fake_clock"
java=$java_with_fake_clock

ask() { curl -s -o "$work/answer" -w '%{http_code}' --data-binary @"$work/clip.wav" -H 'Content-Type: audio/wav' "$@" "$url/v1/emotions"; }
millis() { awk '{printf "%d", $1 * 1000}' /proc/uptime; }

make_clip 1
start_service
ask > /dev/null
for jump in +1h -1h +3650d -3650d +0; do
  echo "$jump" > "$offset"
  sleep 10
  shown=$(curl -s -o /dev/null -D - "$url/v1/models/none" | tr -d '\r' | awk '/^Date:/ {print $3, $4, $5, $6}')
  status=$(ask)
  begun=$(millis)
  late=$(ask --limit-rate 8k -H 'X-Request-Timeout-Ms: 1000')
  took=$(($(millis) - begun))
  limited=0
  for ((i = 0; i < 12; i++)); do
    [ "$(ask)" = 429 ] && limited=$((limited + 1))
  done
  sleep 2.5
  again=$(ask)
  echo "$jump: the service's Date is $shown; answer $status; trickling body $late after $took ms; $limited of 12 at once rate-limited, 2.5 s later $again"
  if [ "$status$late$again" != 200504200 ] || [ "$took" -lt 1000 ] || [ "$limited" = 0 ]; then
    echo "this is not as it should be" >&2
    exit 1
  fi
done
require_nothing_lost
