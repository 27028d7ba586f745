#!/bin/bash
# A caller orders a pizza by voice: the row is in the database, the words are on the event stream, the recording plays,
# and what the caller heard contains the bot's words (by another recogniser, where one is installed).
. "$(dirname "$0")/lib.sh"
need_command sox
need_speech
server_start

talk 100 --out "$WORK/talk" "$SPEECH/pizza_0_piper.wav" "$SPEECH/pizza_4_piper.wav" "$SPEECH/pizza_5_piper.wav" \
  "$SPEECH/support_7_piper.wav" >"$WORK/talk.json"
note "$(cat "$WORK/talk.json")"
events "$WORK/events.ndjson"

peers row "$DATA" pepperoni large 1
peers transcript "$WORK/events.ndjson" large pepperoni baker street
peers offsets "$WORK/events.ndjson"
peers lost "$WORK/events.ndjson" 0
peers recording "$(find "$DATA/recordings" -name '*.wav' | head -n 1)" 10
heard=$WORK/talk/heard.wav
if python3 -c 'import faster_whisper' 2>/dev/null && [ -s "$PEERS_OUT/whisper/model.bin" ]; then
  python3 "$HERE/transcribe.py" "$heard" welcome large pepperoni order || fail "the caller did not hear the bot's words"
else
  note "no second recogniser; what the caller heard was not transcribed"
fi
pass "an order placed by voice"
