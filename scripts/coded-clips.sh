#!/usr/bin/env bash
# What does each format cost, and what does it do to the answer?
#
#   scripts/coded-clips.sh FOLDER [CLIPS]       FOLDER of WAV or FLAC speech, searched to any depth; 50 clips by default
#
# Clips, evenly spread over the sorted files, are coded in every format that is taken; model a-lstm hears each and its
# 16 kHz WAV original. Printed per format, as Markdown: CPU seconds to decode a second of audio, the largest and the mean
# difference of a probability, and how many clips get another label. Needs ffmpeg, sox and Maven.
set -euo pipefail
folder=$(realpath "${1:?usage: scripts/coded-clips.sh FOLDER [CLIPS]}")
clips=${2:-50}
cd "$(dirname "$0")/.."
classpath=$(mktemp)
trap 'rm -f "$classpath"' EXIT
mvn -B -q test-compile dependency:build-classpath -Dmdep.outputFile="$classpath" -Dmdep.includeScope=test
java -cp "target/test-classes:target/classes:$(cat "$classpath")" -Dai.djl.onnx.disable_alternative=true \
  --enable-native-access=ALL-UNNAMED dev.undertone.benchmark.CodedFormatTable "$folder" "$clips"
