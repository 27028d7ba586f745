#!/bin/bash
# A commit moves the pizzeria to a server of OpenAI's chat protocol; the next call uses it, without a restart, and its
# tool call is a row in the database. A commit that does not check leaves the old revision live.
. "$(dirname "$0")/lib.sh"
need_speech
python3 "$HERE/chat_server.py" >"$WORK/chat.log" 2>&1 &
OTHERS+=($!)
for ((tries = 0; tries < 50; tries++)); do
  port=$(sed -n 's/^listening on //p' "$WORK/chat.log")
  [ -n "$port" ] && break
  sleep 0.1
done
[ -n "$port" ] || fail "the scripted chat server did not start"
server_start
bot=$(grep -lE 'numbers:.*"100"' "$REPO"/bots/*/*.yaml) || fail "no bot has the number 100"

commit() {
  git -C "$REPO" add -A
  git -C "$REPO" -c user.name=acceptance -c user.email=acceptance@localhost commit -qm "$1"
  head=$(git -C "$REPO" rev-parse HEAD)
}
# wait_for TYPE-PATTERN: an event about the commit just made
wait_for() {
  local tries
  for ((tries = 0; tries < 50; tries++)); do
    events "$WORK/events.ndjson"
    grep -iE "$1" "$WORK/events.ndjson" | grep -q "$head" && return 0
    sleep 0.1
  done
  fail "nothing on the event stream about commit $head within 5 s"
}

cp "$bot" "$WORK/pizzeria.yaml"
echo '  langauge: en-US' >>"$bot"
commit "A mistake"
wait_for 'configuration.?refused'
note "the mistake was refused"
talk 900 --first 1 "$PEERS/audio/speech8k.wav" >/dev/null || fail "no call after a refused commit"

cp "$WORK/pizzeria.yaml" "$bot"
cat >"$(dirname "$bot")/scripted.yaml" <<YAML
apiVersion: voicebot/v1
kind: Provider
metadata: {name: scripted}
spec: {driver: openai-chat, endpoint: "http://127.0.0.1:$port/v1", model: scripted}
YAML
sed -i -e '/^  brain:/d' -e 's/^spec:$/spec:\n  brain: {provider: scripted}/' "$bot"
commit "Answer with a language model"
wait_for 'configuration.?live'
note "the switch is live"

talk 100 "$SPEECH/pizza_0_piper.wav" "$SPEECH/pizza_4_piper.wav" "$SPEECH/pizza_5_piper.wav" \
  "$SPEECH/support_7_piper.wav" >"$WORK/talk.json"
note "$(cat "$WORK/talk.json")"
peers row "$DATA" pepperoni large 1
grep -q 'tool result' "$WORK/chat.log" || fail "the chat server was not told the tool's result"
pass "the brain was switched by a commit"
