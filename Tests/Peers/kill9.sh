#!/bin/bash
# kill -9 in the middle of a call: after the restart the event log is whole, the recording plays, and calls are taken.
. "$(dirname "$0")/lib.sh"
need_speech
server_start
talk 100 --max 60 "$SPEECH/pizza_0_piper.wav" "$SPEECH/pizza_4_piper.wav" >"$WORK/talk.json" 2>&1 &
call=$!
for ((tries = 0; tries < 300; tries++)); do
  events "$WORK/before.ndjson"
  peers transcript "$WORK/before.ndjson" pepperoni >/dev/null && break
  sleep 0.1
done
((tries < 300)) || fail "the call did not get as far as its first transcript"
kill -KILL "$SERVER"
wait "$SERVER" 2>/dev/null || true # and keep bash from reporting the signal
SERVER=
kill "$call" 2>/dev/null || true
wait "$call" 2>/dev/null || true

peers recording "$(find "$DATA/recordings" -name '*.wav' | head -n 1)" 3
server_start
events "$WORK/after.ndjson"
# Everything that was streamed before the kill is still there, at the same offsets.
head -n "$(wc -l <"$WORK/before.ndjson")" "$WORK/after.ndjson" | cmp - "$WORK/before.ndjson" || fail "events were lost"
peers offsets "$WORK/after.ndjson"
result=$(talk 900 --first 1 "$PEERS/audio/speech8k.wav")
[ "$(field "$result" packets)" -gt 100 ] || fail "no call after the restart: $result"
server_stop
peers database "$DATA/events.sqlite"
pass "event log and recording survived"
