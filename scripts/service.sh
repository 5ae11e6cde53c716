# For the scripts that put load on a service: starts target/undertone.jar on a port of loopback and stops it at the end of
# the script. To be sourced. A temporary folder is $work, the service's log $work/log, its process $service.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
java=${JAVA:-java}
jar=${JAR:-$root/target/undertone.jar}
port=${PORT:-18480}
url=http://127.0.0.1:$port
management=$url
service_cpus=0
work=$(mktemp -d)
service=
read -ra service_options <<< "${SERVICE_OPTIONS:-}"
cores=$(nproc)

end() {
  if [ -n "$service" ]; then
    kill -KILL "$service" 2> /dev/null || true
  fi
  rm -rf "$work"
}
trap end EXIT

make_clip() { # seconds [name]: a voice-like sound of 16 kHz as $work/clip.wav
  sox -n -D -r 16000 -c 1 -b 16 "$work/${2:-clip}.wav" synth "$1" sawtooth 110:160 tremolo 4 90 gain -9
}

launch_service() { # [java option...]: does not wait for it
  if curl -s -o /dev/null "$management" || curl -s -o /dev/null "$url"; then
    echo "somebody else is at port $port" >&2
    exit 1
  fi
  taskset -c "${SERVICE_CPUS:-$service_cpus}" "$java" "$@" -jar "$jar" --server.port="$port" "${service_options[@]}" \
    > "$work/log" 2>&1 &
  service=$!
}

start_service() { # [java option...]
  launch_service "$@"
  until curl -fs "$management/actuator/health/readiness" > /dev/null; do
    kill -0 "$service" || { cat "$work/log" >&2; exit 1; }
    sleep 0.2
  done
}

service_cpu() { # CPU seconds so far
  awk -v tick="$(getconf CLK_TCK)" '{sub(/.*\) /, ""); print ($12 + $13) / tick}' "/proc/$service/stat"
}

held() { # first cells: a row of them, its threads, descriptors, heap after a collection, native and resident memory in MB
  local heap committed resident
  jcmd "$service" GC.run > /dev/null
  # One line of a collector with one heap, a line per generation of others.
  heap=$(jcmd "$service" GC.heap_info | grep -v 'Metaspace\|class space' | grep -o ' used [0-9]*K' | awk '{s += $2} END {print s}')
  # Native is what is resident beyond what the JVM has committed; known with -XX:NativeMemoryTracking=summary.
  committed=$(jcmd "$service" VM.native_memory summary scale=KB | awk -F'committed=' '/^Total/ {print $2 + 0}')
  resident=$(awk '/VmRSS/ {print $2}' "/proc/$service/status")
  echo "| $1 | $(ls "/proc/$service/task" | wc -l) | $(ls "/proc/$service/fd" | wc -l) | $((heap / 1024)) | ${committed:+$(((resident - committed) / 1024))} | $((resident / 1024)) |"
}

load() { # closed|open amount seconds [file of outcomes [clip]]; LEAD seconds before them are not told
  # A heap that need not be collected in a run of some seconds, which would be told as the service's time; small pieces of it
  # for each of the many threads, or they take all of it at once.
  taskset -c "${LOAD_CPUS:-$((cores - 1))}" "$java" -Xms3g -Xmx3g -Xmn2500m -XX:TLABSize=128k -XX:-ResizeTLAB -XX:TieredStopAtLevel=1 -Dlead="${LEAD:-0}" -cp "$root/target/test-classes" \
    dev.undertone.load.LoadGenerator "$url/v1/emotions" "$work/${5:-clip}.wav" "$1" "$2" "$3" ${4:+"$4"}
}

callers() { # option...: live sessions; each caller says TALK, or what `undertone load` makes up
  "$java" -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -jar "$jar" load --url "ws://127.0.0.1:$port/v1/stream" \
    --model "${MODEL:-default}" ${TALK:+--file "$TALK"} "$@"
}

meter() { # name [text among its labels]: sum of its series
  curl -fs "$management/actuator/prometheus" \
    | awk -v name="$1" -v label="${2:-}" 'index($0, name) == 1 && $1 ~ "^" name "({|$)" && index($1, label) {s += $NF} END {print s + 0}'
}

require_nothing_lost() { # received = completed + rejected + failed + cancelled, and nothing on its way
  local received finished gauge
  for ((try = 0; try < 100; try++)); do
    [ "$(meter undertone_working_requests)" = 0 ] && break
    sleep 0.1
  done
  received=$(meter undertone_received_requests_total)
  finished=$(meter undertone_finished_requests_total)
  for outcome in completed rejected failed cancelled; do
    echo "$outcome $(meter undertone_finished_requests_total "outcome=\"$outcome\"")"
  done
  echo "received $received, finished $finished"
  [ "$received" = "$finished" ] || { echo "requests were lost" >&2; exit 1; }
  for gauge in working_requests queued_requests abandoned_requests working_timelines; do
    [ "$(meter "undertone_$gauge")" = 0 ] || { echo "$gauge is not 0" >&2; exit 1; }
  done
}
