#!/bin/bash
# Speaking over the bot stops it: the last packet with bot speech leaves at most 250 ms after the onset of the caller's.
. "$(dirname "$0")/lib.sh"
LIMIT=${BARGE_LIMIT:-250}
need_speech
server_start
worst=0
for attempt in 1 2 3 4 5; do
  result=$(talk 100 --barge 1 "$SPEECH/pizza_0_piper.wav")
  stop=$(field "$result" barge_stop_ms)
  [ -n "$stop" ] || fail "call $attempt: the bot was not speaking when the caller began: $result"
  note "call $attempt: stopped $stop ms after onset"
  worst=$(python3 -c "print(max($worst, $stop))")
done
events "$WORK/events.ndjson"
peers transcript "$WORK/events.ndjson" large pepperoni
python3 -c "exit(0 if $worst <= $LIMIT else 1)" || fail "slowest stop $worst ms, limit $LIMIT ms"
pass "slowest stop $worst ms"
