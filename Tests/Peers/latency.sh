#!/bin/bash
# Voice to voice over at least 30 turns, as the turn events say, as the caller measures, and from a packet capture.
# Wants an idle machine.
. "$(dirname "$0")/lib.sh"
P50=${LATENCY_P50:-1000} P95=${LATENCY_P95:-1300} CALLS=${CALLS:-9}
need_speech
server_start
capture_start "$WORK/calls.pcapng"
for ((number = 0; number < CALLS; number++)); do
  talk 100 "$SPEECH/pizza_0_piper.wav" "$SPEECH/pizza_4_piper.wav" "$SPEECH/pizza_5_piper.wav" \
    "$SPEECH/support_7_piper.wav" >>"$WORK/talk.ndjson"
  note "$(tail -n 1 "$WORK/talk.ndjson")"
done
capture_stop
events "$WORK/events.ndjson"
peers latency "$WORK/events.ndjson" "$WORK/talk.ndjson" "$WORK/calls.pcapng" "$FIRST_PORT-$LAST_PORT" "$P50" "$P95" 20 30
pass "voice to voice"
