#!/usr/bin/env bash
# What do 500 peers who hardly send or read cost the others?
#
#   scripts/slow-peers.sh [REQUESTS_PER_SECOND [PEERS]]     of the others, 10; 500 by default
#
# The others are a Poisson process of 4.46 s clips for 15 seconds (see load-report.sh, whose row is printed), without slow
# peers, beside peers who send headers a byte every few seconds, beside peers whose bodies trickle so, and beside peers
# who read an answer a byte at a time. At the end the counters are held against each other.
#
# Needs slowhttptest (Debian) and what load-report.sh needs.
set -euo pipefail
# shellcheck source=scripts/service.sh
. "$(dirname "$0")/service.sh"

rate=${1:-10}
peers=${2:-500}
seconds=15
ulimit -n 8192

run() { # name, then the options of slowhttptest or none
  local name=$1 attack= row
  shift
  if [ $# -gt 0 ]; then
    slowhttptest -c "$peers" -r "$peers" -l $((seconds + 5)) -p 30 "$@" > "$work/attack" 2>&1 &
    attack=$!
    sleep 4
  fi
  row=$(load open "$rate" "$seconds")
  echo "$name,$row"
  if [ -n "$attack" ]; then
    wait "$attack" || true
    sed 's/\x1b\[[0-9;]*m//g' "$work/attack" \
      | awk '/^(pending|connected|error|closed):/ {last[$1] = $2}
             END {print "  peers at the end: connected " last["connected:"] ", closed " last["closed:"] ", error " last["error:"]}'
  fi
}

make_clip 4.46
service_cpus=0-$((cores - 1))
start_service
load closed 2 5 > "$work/warm-up"
echo "peers,per s,ok per s,ok p50,ok p99,away per s,away p50,away p99,away max,504,other,refused,cut,generator CPU s"
run none
run "slow headers" -H -i 4 -t POST -x 16 -u "$url/v1/emotions"
run "slow bodies" -B -i 4 -t POST -s 100000 -x 4 -u "$url/v1/emotions"
run "slow readers" -X -w 1 -y 1 -n 4 -z 1 -k 3 -u "$url/v1/models/ensemble"
require_nothing_lost
