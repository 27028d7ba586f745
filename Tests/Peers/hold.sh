#!/bin/bash
# pjsua2 puts the call on hold in the middle of the greeting and resumes: no bot speech on hold, and it goes on after.
. "$(dirname "$0")/lib.sh"
need_speech
need_module pjsua2
server_start
capture_start "$WORK/hold.pcapng"
timeout 60 python3 "$PEERS/pjsua/pjua.py" --port $((15000 + $$ % 500)) --rtpport $((40000 + ($$ % 100) * 200)) \
  --call "sip:100@$SIP" --rec "$WORK/heard.wav" --script 'sleep 1.2;hold;sleep 4;unhold;sleep 10;bye' --dur 30 --log 1 \
  >"$WORK/pjua.log" 2>&1 || true
capture_stop
grep '"ev": "state"' "$WORK/pjua.log" | tail -n 1 || true
peers hold "$WORK/hold.pcapng" "$FIRST_PORT-$LAST_PORT"
events "$WORK/events.ndjson"
grep -qi '"held": *true' "$WORK/events.ndjson" || fail "no hold on the event stream"
pass "held and resumed"
