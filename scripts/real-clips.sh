#!/usr/bin/env bash
# How much does the way audio is packed change the answer?
#
#   scripts/real-clips.sh FOLDER [CLIPS]        FOLDER of WAV or FLAC speech, searched to any depth; 60 clips by default
#
# CLIPS clips, evenly spread over the sorted files, are packed as 44.1 kHz stereo (the second channel at half the level),
# 48 kHz 24-bit, 32 kHz float and 16 kHz A-law. Of each version, sox and ffmpeg make 16 kHz mono 16-bit PCM.
# `undertone analyze` hears both. Printed per version and program: the largest and mean difference of a probability
# between the two, and how many labels differ. Then, for 8 kHz versions, the share of labels that differ from those of
# the wideband originals.
#
# ffmpeg resamples twice: with 128 taps ("ffmpeg") and with its default of 32 ("ffmpeg32"). The default is 3 dB
# down at 7.5 kHz and takes the image of 8.5 kHz down by 26 dB only, so that it changes the answer itself: it is shown, but
# not judged.
# Exit 0 if every other largest difference is at most 0.02, else 1. Needs sox, ffmpeg and target/undertone.jar (mvn package).
# JAR and ANALYZE_OPTIONS may be set, for example ANALYZE_OPTIONS="--model a-lstm@1.1.0".
set -euo pipefail

folder=${1:?usage: scripts/real-clips.sh FOLDER [CLIPS]}
count=${2:-60}
jar=${JAR:-$(dirname "$0")/../target/undertone.jar}
limit=0.02
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The clips, evenly spread over the sorted files, as NUMBER.wav: 16 kHz mono 16-bit.
find -L "$folder" -type f \( -name '*.wav' -o -name '*.flac' \) | LC_ALL=C sort > "$work/all"
total=$(wc -l < "$work/all")
if [ "$total" -lt "$count" ]; then
  echo "expected at least $count clips in $folder but found $total" >&2
  exit 2
fi
awk -v n="$count" -v total="$total" \
  'int((NR - 1) * n / total) != int((NR - 2) * n / total) || NR == 1' "$work/all" > "$work/clips"

pack() { # clip number: the versions as they might arrive
  sox -D "$1" -r 16000 -c 1 -b 16 "$work/original-$2.wav"
  sox -D "$work/original-$2.wav" -r 44100 "$work/stereo-$2.wav" remix 1 1v0.5
  sox -D "$work/original-$2.wav" -r 48000 -b 24 "$work/24bit-$2.wav"
  sox -D "$work/original-$2.wav" -r 32000 -e floating-point -b 32 "$work/float-$2.wav"
  sox -D "$work/original-$2.wav" -e a-law "$work/alaw-$2.wav"
  sox -D "$work/original-$2.wav" -r 8000 "$work/narrow-$2.wav"
}

unpack() { # version number: what sox and ffmpeg make of it
  sox -D "$work/$1-$2.wav" -r 16000 -c 1 -b 16 -e signed-integer "$work/$1.sox-$2.wav"
  ffmpeg -nostdin -loglevel error -i "$work/$1-$2.wav" -af aresample=16000:filter_size=128 -ac 1 \
    -c:a pcm_s16le "$work/$1.ffmpeg-$2.wav"
  ffmpeg -nostdin -loglevel error -i "$work/$1-$2.wav" -ar 16000 -ac 1 -c:a pcm_s16le \
    "$work/$1.ffmpeg32-$2.wav"
}

number=0
while IFS= read -r clip; do
  number=$((number + 1))
  pack "$clip" "$number" 2>> "$work/sox.log"
  for version in stereo 24bit float alaw; do
    unpack "$version" "$number" 2>> "$work/sox.log"
  done
  printf '\rpacked %d of %d' "$number" "$count" >&2
done < "$work/clips"
printf '\n' >&2

# One line per file: path, label, label=probability ...
# shellcheck disable=SC2086 # the options are words
find "$work" -name '*-*.wav' -print0 | LC_ALL=C sort -z |
  xargs -0 -n 2000 java -jar "$jar" analyze ${ANALYZE_OPTIONS:-} > "$work/answers"

awk -F '\t' -v limit="$limit" -v clips="$count" '
  { sub(/.*\//, "", $1); sub(/\.wav$/, "", $1); split($1, at, "-")
    label[at[1], at[2]] = $2
    n = split($3, pairs, " ")
    for (i = 1; i <= n; i++) { split(pairs[i], p, "="); score[at[1], at[2], i] = p[2] }
    labels = n }
  function compare(one, other,   c, i, d, max, sum, changed) {
    for (c = 1; c <= clips; c++) {
      if (!((one, c) in label) || !((other, c) in label)) { missing++; continue }
      changed += label[one, c] != label[other, c]
      for (i = 1; i <= labels; i++) {
        d = score[one, c, i] - score[other, c, i]; if (d < 0) d = -d
        sum += d; if (d > max) max = d } }
    if (max > limit && other !~ /32$/) above++
    printf "%-10s %-10s %10.6f %10.6f %8d\n", one, substr(other, index(other, ".") + 1), max, sum / clips / labels, changed }
  END {
    printf "%-10s %-10s %10s %10s %8s\n", "version", "against", "largest", "mean", "labels"
    split("stereo 24bit float alaw", versions, " ")
    for (v = 1; v <= 4; v++) { compare(versions[v], versions[v] ".sox"); compare(versions[v], versions[v] ".ffmpeg")
      compare(versions[v], versions[v] ".ffmpeg32") }
    for (c = 1; c <= clips; c++) narrow += label["narrow", c] != label["original", c]
    printf "8 kHz: %d of %d labels change (%.1f %%)\n", narrow, clips, 100 * narrow / clips
    if (missing) { print missing " answers are missing"; exit 1 }
    exit above > 0 }' "$work/answers"
