#!/bin/bash
# A known prompt goes to the echo bot and back, played and recorded by pjsua2; its quality by PESQ.
. "$(dirname "$0")/lib.sh"
LIMIT=${PESQ_LIMIT:-3.7}
need_command sox
need_module pjsua2 pesq pystoi
server_start
reference=$PEERS/audio/speech8k.wav
timeout 60 python3 "$PEERS/pjsua/pjua.py" --port $((15000 + $$ % 500)) --rtpport $((40000 + ($$ % 100) * 200)) \
  --codec PCMU --call "sip:900@$SIP" --play "$reference" --rec "$WORK/heard.wav" --dur 14 --log 1 >"$WORK/pjua.log" 2>&1 ||
  true
[ -s "$WORK/heard.wav" ] || fail "nothing was recorded: $(tail -n 3 "$WORK/pjua.log")"
result=$(python3 "$PEERS/quality.py" "$reference" "$WORK/heard.wav")
note "$result"
score=$(sed -n 's/.*PESQ-nb \([0-9.]*\).*/\1/p' <<<"$result")
python3 -c "exit(0 if $score >= $LIMIT else 1)" || fail "PESQ-nb $score, limit $LIMIT"
pass "PESQ-nb $score"
