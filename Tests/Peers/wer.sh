#!/bin/bash
# Each human prompt, spoken in a call of its own, against the final transcripts on the event stream.
. "$(dirname "$0")/lib.sh"
need_speech
[ -f "$SPEECH/transcripts.tsv" ] || skip "no speech/ in VOICEBOT_TESTDATA"
server_start
awk -F '\t' '$2 ~ /^human/' "$SPEECH/transcripts.tsv" >"$WORK/prompts.tsv"
while IFS=$'\t' read -r -u 3 file _ _; do
  talk "${NUMBER:-100}" --first 6 "$SPEECH/$file" >"$WORK/talk.json" || fail "$file: $(cat "$WORK/talk.json")"
done 3<"$WORK/prompts.tsv"
events "$WORK/events.ndjson"
peers words "$WORK/events.ndjson" "$WORK/prompts.tsv"
pass "word error rate"
