#!/bin/bash
# RFC 4475 messages, damaged SIP and random bytes on the SIP port and on the media ports of a running call: the server
# lives, its memory stays bounded, and the next call is answered.
. "$(dirname "$0")/lib.sh"
MESSAGES=$VOICEBOT_TESTDATA/conformance/rfc4475
[ -d "$MESSAGES" ] || skip "no RFC 4475 messages in VOICEBOT_TESTDATA"
server_start
host=${SIP%:*} port=${SIP##*:}
resident() { awk '/^VmRSS/ { print $2 }' "/proc/$SERVER/status"; }

# The first call and the prompts that are rendered at the start take memory once; what counts is what comes on top.
talk 100 >/dev/null
quiet=0 last=$(resident)
while ((quiet < 5)); do
  sleep 1
  now=$(resident)
  if ((now - last < 512)); then quiet=$((quiet + 1)); else quiet=0; fi
  last=$now
done
before=$(resident)
python3 "$PEERS/send_torture.py" "$host" "$port" "$(find "$MESSAGES" -name '*.dat' -printf '%h\n' | sort -u | head -n 1)" \
  >"$WORK/torture.txt"
tail -n 1 "$WORK/torture.txt"
grep -q 'alive: SIP/2.0 200' "$WORK/torture.txt" || fail "no answer to OPTIONS after the RFC 4475 messages"
server_alive

mapfile -t files < <(find "$MESSAGES" -name '*.dat')
talk 900 --first 1 "$PEERS/audio/speech8k.wav" >"$WORK/during.json" &
call=$!
sleep 1
# Addressed packets first: the ports that the call has open.
mapfile -t open < <(awk '{ split($2, part, ":"); print part[2] }' "/proc/$SERVER/net/udp" | tail -n +2 \
  | while read -r hex; do echo $((16#$hex)); done | awk -v a="$FIRST_PORT" -v b="$LAST_PORT" '$1 >= a && $1 <= b')
((${#open[@]})) || fail "the call has no media port open"
for media in "${open[@]}"; do python3 "$HERE/noise.py" "$host" "$media" 3000 "$media"; done
python3 "$HERE/noise.py" "$host" "$port" 20000 1 "${files[@]}"
wait "$call" || fail "the call in progress was lost: $(cat "$WORK/during.json")"
note "call under noise: $(cat "$WORK/during.json")"
server_alive

result=$(talk 900 --first 1 "$PEERS/audio/speech8k.wav")
note "call after it: $result"
[ "$(field "$result" packets)" -gt 100 ] || fail "the next call got no audio"
after=$(resident)
note "resident memory $before kB before, $after kB after"
((after - before < 65536)) || fail "memory grew by more than 64 MiB"
server_stop || fail "the server did not stop"
pass "survived"
