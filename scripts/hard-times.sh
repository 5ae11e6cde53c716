#!/usr/bin/env bash
# What becomes of the service where its machine lets it down?
#
#   scripts/hard-times.sh [SCENE...]     all of them by default
#
#   killed       SIGKILL under load, and started again, three times
#   temporary    a temporary folder that is full, of 16 MiB, read-only, or executes nothing
#   descriptors  256 of them and 400 connections
#   threads      20 of them, as many as it needs at rest and ten more, and 400 more, and 300 callers
#   heap         a small one and large recordings, so that it does not suffice; little direct memory
#   crash        SIGSEGV under load
#   stolen       four busy loops per core beside it
#   retries      200 callers who try again at once, and scrapes meanwhile
#   upload       a recording at 256 kbit/s
#   network      whom it calls, from its start to its stop
#
# Each prints what it saw and fails where that is not as docs/reliability.md says.
#
# Needs Linux, root (other users, mounts that only the service sees), curl, sox, strace, unzip, and what load-report.sh
# needs.
set -euo pipefail
# shellcheck source=scripts/service.sh
. "$(dirname "$0")/service.sh"

service_cpus=0-$((cores - 1))
plain_java=$java
scenes=("$@")
[ ${#scenes[@]} -gt 0 ] || scenes=(killed temporary descriptors threads heap crash stolen retries upload network)
make_clip 4.46
fail() { echo "this is not as it should be: $*" >&2; tail -20 "$work/log" >&2; exit 1; }
now() { date +%s.%N; }
since() { awk -v a="$1" -v b="$(now)" 'BEGIN {printf "%.1f", b - a}'; }
ask() { curl -s -m 60 -o "$work/answer" -w '%{http_code}' --data-binary @"$work/clip.wav" -H 'Content-Type: audio/wav' "$@" "$url/v1/emotions" || true; }
health() { curl -s -m 10 -o /dev/null -w '%{http_code}' "$url/actuator/health/$1" || true; }

start_by() { # words before java, ended by --, then java options: starts the service through another program
  local words=()
  while [ "$1" != -- ]; do words+=("$1"); shift; done
  shift
  printf '#!/bin/bash\nexec %s %q "$@"\n' "$(printf '%q ' "${words[@]}")" "$plain_java" > "$work/java"
  chmod 755 "$work/java"
  java=$work/java
  launch_service "$@"
  java=$plain_java
}

await() { # $outcome is ready, the exit status, or that it is neither after two minutes
  for ((try = 0; try < 500; try++)); do
    if [ "$(health readiness)" = 200 ]; then outcome=ready; return; fi
    kill -0 "$service" 2> /dev/null || break
    sleep 0.2
  done
  local status=0
  if kill -0 "$service" 2> /dev/null; then
    outcome="neither ready nor at its end after two minutes"
    kill -KILL "$service"
    wait "$service" 2> /dev/null || true
    return
  fi
  wait "$service" || status=$?
  outcome="exit $status"
}

stop() { # SIGTERM, and what becomes of it
  local status=0
  kill -TERM "$service"
  wait "$service" || status=$?
  service=
  [ "$status" = 143 ] || fail "exit status $status after SIGTERM"
}

first_errors() { awk '/^Description:/ {getline; getline; print} / ERROR / && !/Reporter/ && n++ < 3' "$work/log"; }
errors() { grep -c ' ERROR ' "$work/log" || true; }

killed() {
  local begun files
  mkdir "$work/temporary"
  for round in 1 2 3; do
    begun=$(now)
    start_service -Djava.io.tmpdir="$work/temporary"
    echo "start $round: ready after $(since "$begun") s, answer $(ask), temporary folder $(du -sm "$work/temporary" | cut -f1) MB"
    [ "$(ask)" = 200 ] || fail "no answer"
    load closed 4 5 > "$work/row" &
    sleep 2
    kill -KILL "$service"
    wait "$service" 2> /dev/null || true
    wait
  done
  files=$(find "$work/temporary" -type f ! -name '*.so' ! -name '*.tmp' | head -3)
  [ -z "$files" ] || fail "left behind: $files"
  service=
}

# The libraries of ONNX Runtime and FFmpeg, as the image has them.
unpack_libraries() {
  mkdir "$work/native" "$work/jars"
  unzip -q -j "$jar" 'BOOT-INF/lib/onnxruntime-*.jar' 'BOOT-INF/lib/ffmpeg-*.jar' 'BOOT-INF/lib/javacpp-*.jar' -d "$work/jars"
  for archive in "$work"/jars/*; do
    unzip -q -j -o "$archive" '*linux*64/*.so*' -d "$work/native" 2> /dev/null || true
  done
  baked=(-Donnxruntime.native.path="$work/native" -Djava.library.path="$work/native" -Dorg.bytedeco.javacpp.pathsFirst=true)
}

temporary() {
  local mount
  unpack_libraries
  mkdir -p "$work/mounted"
  for kind in 'size=16m' 'size=16m,noexec' 'size=16m,full' 'size=16m,ro'; do
    for libraries in "in the jar" "of the engine baked" baked; do
      local options=(-Djava.io.tmpdir="$work/mounted" -Duser.home=/proc/none)
      [ "$libraries" = "in the jar" ] || options+=("${baked[0]}")
      [ "$libraries" != baked ] || options+=("${baked[@]:1}")
      mount="mount -t tmpfs -o ${kind%,full} tmpfs $work/mounted"
      [ "$kind" != 'size=16m,full' ] || mount="$mount && head -c 16M /dev/zero > $work/mounted/full"
      start_by unshare -m bash -c "{ $mount; } 2> /dev/null; exec \"\$@\"" undertone -- "${options[@]}"
      await
      echo "$kind, libraries $libraries: $outcome$([ "$outcome" = ready ] && echo ", answer $(ask)")"
      if [ "$outcome" = ready ]; then stop; else first_errors; fi
    done
  done
  service=
}


descriptors() {
  local pids=() lines
  start_by prlimit --nofile=256:256 --
  await
  [ "$outcome" = ready ] || fail "$outcome"
  for ((i = 0; i < 400; i++)); do
    (exec 3<> "/dev/tcp/127.0.0.1/$port"; sleep 20) 2> /dev/null &
    pids+=($!)
  done
  for ((try = 0; try < 150; try++)); do
    grep -q 'Too many open files' "$work/log" && break
    sleep 0.1
  done
  echo "$(ls "/proc/$service/fd" | wc -l) of 256 descriptors taken, answer meanwhile: $(ask -m 2)"
  kill "${pids[@]}" 2> /dev/null || true
  begun=$(now)
  until [ "$(ask -m 2)" = 200 ]; do [ "$(since "$begun" | cut -d. -f1)" -lt 60 ] || fail "not again"; done
  lines=$(grep -c 'Too many open files' "$work/log" || true)
  echo "answered again $(since "$begun") s after the connections went; the log names it $lines times in $(wc -l < "$work/log") lines"
  [ "$lines" -lt 50 ] || fail "the log is flooded"
  require_nothing_lost
  stop
}

threads() {
  local rest limit status
  start_service
  rest=$(ls "/proc/$service/task" | wc -l)
  stop
  chmod 711 "$work"
  mkdir "$work/owned"
  chown 61234 "$work/owned"
  for limit in 20 $((rest + 10)) $((rest + 400)); do
    start_by setpriv --reuid=61234 --regid=61234 --clear-groups prlimit --nproc=$limit:$limit -- -Djava.io.tmpdir="$work/owned" -Duser.home="$work/owned"
    await
    echo "$limit threads at most, $rest needed at rest: $outcome"
    if [ "$outcome" = ready ]; then
      load closed 300 5 > "$work/row" || true
      echo "300 callers: $(cat "$work/row")"
      if kill -0 "$service" 2> /dev/null; then
        status=$(ask)
        echo "after them: answer $status, liveness $(health liveness), $(errors) errors in the log"
        [ "$status$(health liveness)" = 200200 ] || fail "it does not recover"
        require_nothing_lost
        stop
      else
        await
        echo "it has ended: $outcome, $(grep -o 'thread .* died, and the process with it' "$work/log")"
      fi
    else
      grep -m1 -o 'Failed to start.*native thread.*\|unable to create native thread' "$work/log" || fail "the log does not say why"
    fi
  done
}


# Recordings of four minutes, more at a time than the heap can hold; then as many as fit.
heap() {
  make_clip 240 long
  for options in "-Xmx160m" "-Xmx160m -XX:+ExitOnOutOfMemoryError" "-XX:MaxDirectMemorySize=64k" "-XX:MaxDirectMemorySize=2m"; do
    # shellcheck disable=SC2086
    launch_service $options
    await
    if [ "$outcome" = ready ]; then
      load closed 24 20 "" long > "$work/row" || true
      echo "$options, 24 callers with four minutes each: $(cat "$work/row")"
      if kill -0 "$service" 2> /dev/null; then
        echo "after them: answer $(ask), liveness $(health liveness), $(errors) errors in the log, $(grep -c OutOfMemoryError "$work/log" || true) lines of OutOfMemoryError"
        [ "$(ask)" = 200 ] || [ "$(health liveness)" = 503 ] || fail "it neither answers nor wants to be restarted"
        [ "$(health liveness)" = 503 ] || require_nothing_lost
        kill -KILL "$service"
        wait "$service" 2> /dev/null || true
      else
        await
        echo "it has ended: $outcome"
      fi
    else
      echo "$options: $outcome"
      first_errors
    fi
  done
  service=
}

# The samples are a text, so that it would be found in a report of the crash, as text or as words of memory.
crash() {
  local report=$work/report found word
  { head -c 44 "$work/clip.wav"; printf 'CANARYxy%.0s' {1..17840}; } > "$work/canary.wav"
  start_service -XX:ErrorFile="$report" -XX:-CreateCoredumpOnCrash
  load closed 4 10 "" canary > "$work/row" &
  sleep 4
  kill -SEGV "$service"
  wait "$service" 2> /dev/null || true
  wait
  [ -s "$report" ] || fail "no report"
  found=$(grep -c -a CANARY "$report" || true)
  for word in CANARYxy ANARYxyC NARYxyCA ARYxyCAN RYxyCANA YxyCANAR xyCANARY yCANARYx; do
    word=$(printf %s "$word" | od -An -tx1 | tr -d ' \n')
    # Words of memory are written from their last byte to their first.
    found=$((found + $(grep -c -i -e "$(fold -w2 <<< "$word" | tac | tr -d '\n')" -e "$(sed 's/../& /g; s/ $//' <<< "$word")" "$report" || true)))
  done
  echo "SIGSEGV: report of $(wc -l < "$report") lines, $found of them with samples; core file: $(find . "$work" -maxdepth 1 -name 'core*' | wc -l)"
  [ "$found" = 0 ] || fail "samples are in the report"
  start_service
  echo "started again: answer $(ask)"
  stop
}

probe() { # times, address: $slowest is what the slowest of them took in s; each has to be 200
  local took
  slowest=0
  for ((i = 0; i < $1; i++)); do
    took=$(curl -s -m 10 -o /dev/null -w '%{http_code} %{time_total}' "$2" || true)
    [ "${took% *}" = 200 ] || fail "$2: ${took% *}"
    slowest=$(printf '%s\n' "$slowest" "${took#* }" | sort -g | tail -1)
    sleep 0.5
  done
}

stolen() {
  local thieves=()
  start_service
  for ((i = 0; i < 4 * cores; i++)); do
    (while :; do :; done) &
    thieves+=($!)
  done
  probe 30 "$url/actuator/health/liveness"
  echo "liveness was up 30 times of 30, after $slowest s at most; answer $(ask)"
  kill "${thieves[@]}"
  wait "${thieves[@]}" 2> /dev/null || true
  stop
}

retry() { # where the metrics are, in words
  local begun
  start_service
  # As a monitor has done long before: the first of a process loads its classes.
  curl -fs -o /dev/null "$management/actuator/prometheus"
  load closed 200 20 > "$work/row" &
  sleep 3
  probe 10 "$management/actuator/prometheus"
  wait %+ || true
  begun=$(now)
  until [ "$(ask)" = 200 ]; do [ "$(since "$begun" | cut -d. -f1)" -lt 30 ] || fail "it does not recover"; done
  echo "200 callers: $(cat "$work/row")"
  echo "ten scrapes at $1 meanwhile, $slowest s at most; answered $(since "$begun") s after the load was gone"
  require_nothing_lost
  stop
}

retries() {
  local shared=("${service_options[@]}")
  retry "the same port"
  management=http://127.0.0.1:$((port + 1))
  service_options+=("--management.server.port=$((port + 1))")
  retry "a port of its own"
  management=$url
  service_options=("${shared[@]}")
}

upload() {
  local took status
  start_service
  status=$(ask --limit-rate 32k)
  took=$(curl -s -o /dev/null -w '%{time_total}' --limit-rate 32k --data-binary @"$work/clip.wav" "$url/v1/emotions")
  echo "$(wc -c < "$work/clip.wav") bytes at 32 KB/s: $status, $took s"
  [ "$status" = 200 ] || fail "$status"
  stop
}

# In a network of its own that has nothing but loopback, and under strace.
network() {
  local calls
  start_by unshare -n bash -c 'ip link set lo up; exec "$@"' undertone strace -f -qq -e trace=connect,sendto -o "$work/calls" -- -Ddns=none
  sleep 1
  nsenter=(nsenter -t "$service" -n)
  for ((try = 0; try < 600; try++)); do
    "${nsenter[@]}" curl -fs "$url/actuator/health/readiness" > /dev/null && break
    kill -0 "$service" || { cat "$work/log"; exit 1; }
    sleep 0.2
  done
  local answers=
  for model in default http:%2F%2Fexample.org%2Fx file:%2F%2F%2Fetc%2Fpasswd; do
    answers+=" $("${nsenter[@]}" curl -s -o /dev/null -w '%{http_code}' --data-binary @"$work/clip.wav" "$url/v1/emotions?model=$model")"
  done
  echo "without a network: answers$answers for the default model, one at an address, and one of a file"
  [ "$answers" = " 200 404 404" ] || fail "$answers"
  kill -TERM "$(pgrep -P "$service")"
  wait "$service" || true
  # At its stop Tomcat wakes the thread that accepts connections by one to its own port.
  calls=$(grep 'AF_INET' "$work/calls" | grep -v -c "connect(.*htons($port).*::1" || true)
  echo "$(wc -l < "$work/calls") calls of connect or sendto in all, $calls over IP to others"
  [ "$calls" = 0 ] || fail "it calls somebody"
  service=
}

for scene in "${scenes[@]}"; do
  echo "== $scene"
  "$scene"
done
