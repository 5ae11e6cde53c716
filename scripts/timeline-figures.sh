#!/usr/bin/env bash
# How much memory and time does a timeline take, over the length of the recording?
#
#   scripts/timeline-figures.sh [SECONDS...]                lengths; 10, 600, 3600 and 10800 by default
#
# espeak-ng speaks eight sentences with two voices; with pauses of 1.2 s between them they make a conversation of some 25
# seconds, whose timeline is printed as CSV beside the true places of the sentences. The conversation is then repeated to
# each length as 16 kHz mono WAV and, where ffmpeg is there, as MP3 of 64 kbit/s, and heard by `analyze --timeline` in a
# process of its own. Printed per file: the highest resident memory of the process, its CPU seconds, and how many seconds
# of audio a CPU second hears, the first file of the same kind, which pays the start as well, taken off.
# Needs espeak-ng, sox, GNU time and target/undertone.jar (mvn package). JAR, JAVA_OPTIONS and ANALYZE_OPTIONS may be set.
set -euo pipefail

jar=${JAR:-$(dirname "$0")/../target/undertone.jar}
read -ra java_options <<< "${JAVA_OPTIONS:--Xmx128m -XX:+UseSerialGC}"
read -ra analyze_options <<< "${ANALYZE_OPTIONS:-}"
lengths=("$@")
[ ${#lengths[@]} -gt 0 ] || lengths=(10 600 3600 10800)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

hear() { java "${java_options[@]}" -jar "$jar" analyze --timeline "${analyze_options[@]}" "$@"; }

say() { # number voice sentence: the sentence at 16 kHz without the silence around it, and a pause
  espeak-ng -v "$2" -w "$work/said.wav" "$3"
  sox -D "$work/said.wav" -r 16000 -b 16 "$work/part-$1.wav" silence 1 0.01 -50d reverse silence 1 0.01 -50d reverse
  parts+=("$work/part-$1.wav" "$work/pause.wav")
  awk -v at="$at" -v long="$(soxi -D "$work/part-$1.wav")" -v text="$3" \
    'BEGIN {printf "%.2f,%.2f,%s\n", at, at + long, text}' >> "$work/truth.csv"
  at=$(awk -v at="$at" -v long="$(soxi -D "$work/part-$1.wav")" 'BEGIN {print at + long + 1.2}')
}

sox -n -r 16000 -c 1 -b 16 "$work/pause.wav" trim 0 1.2
parts=("$work/pause.wav")
at=1.2
say 1 en-us+f2 "Good morning, this is the service desk, how can I help you?"
say 2 en-gb+m3 "I told you yesterday that the parcel never arrived."
say 3 en-us+f2 "Could you please repeat your customer number for me?"
say 4 en-gb+m3 "Six, seven, eight, nine, ten."
say 5 en-us+f2 "Right, let me check this for you, it will only take a second."
say 6 en-gb+m3 "That is exactly what the last one said to me."
say 7 en-us+f2 "I am sorry to hear that."
say 8 en-gb+m3 "Yes."
sox -D "${parts[@]}" "$work/conversation.wav"

echo "true start,true end,sentence"
cat "$work/truth.csv"
echo
hear --format csv "$work/conversation.wav"
echo

echo "file,seconds,resident MB,CPU s,seconds per CPU second beyond the first"
measure() { # kind length file
  /usr/bin/time -f '%M %U %S' -o "$work/time" java "${java_options[@]}" -jar "$jar" \
    analyze --timeline "${analyze_options[@]}" "$3" > "$work/events"
  awk -v kind="$1" -v long="$2" -v first="${first_length:-0}" -v cpu0="${first_cpu:-0}" \
    '{cpu = $2 + $3
      printf "%s,%d,%.0f,%.1f,%s\n", kind, long, $1 / 1024, cpu,
        first ? sprintf("%.0f", (long - first) / (cpu - cpu0)) : "-"}' "$work/time"
  first_cpu=${first_cpu:-$(awk '{print $2 + $3}' "$work/time")}
  first_length=${first_length:-$2}
}
for kind in wav mp3; do
  unset first_cpu first_length
  if [ "$kind" = mp3 ] && ! command -v ffmpeg > /dev/null; then
    continue
  fi
  for length in "${lengths[@]}"; do
    sox -D "$work/conversation.wav" "$work/long.wav" repeat - trim 0 "$length"
    if [ "$kind" = mp3 ]; then
      ffmpeg -v error -y -i "$work/long.wav" -b:a 64k "$work/long.mp3"
    fi
    measure "$kind" "$length" "$work/long.$kind"
    rm "$work/long.$kind"
  done
done
