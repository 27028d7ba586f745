# Shared by the acceptance scripts in this folder; each begins with `. "$(dirname "$0")/lib.sh"`.
#
# A script exits 0 when what it checks holds, 1 when it does not, and 77 when something it needs is missing (it says
# what). It starts the server from a clone of HEAD on ports of its own, keeps everything it makes in $WORK, and ends
# every process it started. Run them through Tests/Peers/run, which bounds each one in time.
#
#   VOICEBOT            the binary (default: .build/release/voicebot)
#   VOICEBOT_TESTDATA   folder with peers/ (other people's SIP clients), speech/, models/wer.py, tools/talk.py and
#                       conformance/rfc4475/
#   KEEP=1              leave $WORK in place
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
HERE=$ROOT/Tests/Peers
VOICEBOT=${VOICEBOT:-$ROOT/.build/release/voicebot}
NAME=$(basename "$0" .sh)
export PYTHONWARNINGS=ignore::DeprecationWarning # audioop, in what plays and measures sound
SERVER=
OTHERS=() # other processes to end with the script

skip() { echo "skip: $*"; exit 77; }
fail() { echo "fail: $*"; exit 1; }
pass() { echo "pass: $*"; exit 0; }
note() { echo "  $*"; }

need_command() {
  local command
  for command in "$@"; do
    command -v "$command" >/dev/null || skip "$command is not installed (Tests/Peers/setup installs it)"
  done
}

# Python modules of the peers' environment.
need_module() {
  local module
  for module in "$@"; do
    python3 -c "import $module" 2>/dev/null || skip "Python module $module is missing (Tests/Peers/setup installs it)"
  done
}

need_speech() { "$VOICEBOT" models verify >/dev/null 2>&1 || skip "no speech models: $VOICEBOT models install"; }

[ -x "$VOICEBOT" ] || skip "no binary at $VOICEBOT (make build)"
[ -n "${VOICEBOT_TESTDATA:-}" ] || skip "VOICEBOT_TESTDATA is not set"
[ -f "$VOICEBOT_TESTDATA/peers/env.sh" ] || skip "VOICEBOT_TESTDATA holds no peers/"
TALK=$VOICEBOT_TESTDATA/tools/talk.py
SPEECH=$VOICEBOT_TESTDATA/speech
# shellcheck source=/dev/null
. "$VOICEBOT_TESTDATA/peers/env.sh"

WORK=$(mktemp -d "${TMPDIR:-/tmp}/voicebot-$NAME.XXXXXX")
DATA=$WORK/data

finish() {
  local status=$?
  set +e
  trap - EXIT INT TERM
  capture_stop
  ((${#OTHERS[@]})) && kill "${OTHERS[@]}" 2>/dev/null
  server_stop || true
  if [ "$status" != 0 ] && [ "$status" != 77 ] && [ -s "$WORK/server.err" ]; then
    echo "--- last lines of the server"
    tail -n 20 "$WORK/server.err"
  fi
  if [ "${KEEP:-}" = 1 ]; then echo "kept $WORK"; else rm -rf "$WORK"; fi
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# A range of media ports that other runs are unlikely to use.
FIRST_PORT=$((20000 + ($$ % 50) * 500))
LAST_PORT=$((FIRST_PORT + 499))

# server_start [ARGUMENT…]: clones HEAD to $REPO where that is not done yet, starts the runtime on it, and waits until
# it is ready. Sets SERVER (process id), SIP and API (HOST:PORT).
REPO=$WORK/repo
server_start() {
  [ -d "$REPO" ] || git clone -q "$ROOT" "$REPO"
  : >"$WORK/server.out"
  "$VOICEBOT" serve --repo "$REPO" --data "$DATA" --sip "${SIP:-127.0.0.1:0}" --api "${API:-127.0.0.1:0}" \
    --media-ports "$FIRST_PORT-$LAST_PORT" "$@" >>"$WORK/server.out" 2>>"$WORK/server.err" </dev/null &
  SERVER=$!
  local ready='' tries
  for ((tries = 0; tries < 600; tries++)); do
    ready=$(grep -m1 '^ready ' "$WORK/server.out" || true)
    [ -n "$ready" ] && break
    kill -0 "$SERVER" 2>/dev/null || fail "the server ended before it was ready"
    sleep 0.1
  done
  [ -n "$ready" ] || fail "the server was not ready within 60 s"
  SIP=$(sed -n 's/.* sip=\([^ ]*\).*/\1/p' <<<"$ready")
  API=$(sed -n 's/.* api=\([^ ]*\).*/\1/p' <<<"$ready")
  note "server $SERVER: $ready"
}

server_alive() { kill -0 "$SERVER" 2>/dev/null || fail "the server is gone"; }

server_stop() {
  [ -n "$SERVER" ] || return 0
  local process=$SERVER tries
  SERVER=
  kill -TERM "$process" 2>/dev/null || return 0
  for ((tries = 0; tries < 150; tries++)); do
    kill -0 "$process" 2>/dev/null || { wait "$process" 2>/dev/null || true; return 0; }
    sleep 0.1
  done
  echo "  the server did not stop within 15 s of SIGTERM"
  kill -KILL "$process" 2>/dev/null || true
  wait "$process" 2>/dev/null || true
  return 1
}

# events FILE: everything on the event stream so far, one JSON object a line.
events() { "$VOICEBOT" events --from 0 --server "http://$API" -o ndjson >"$1"; }

# check PYTHON-ARGUMENTS…: a check of peers.py; its last line is the reason.
peers() { python3 "$HERE/peers.py" "$@"; }

# talk NUMBER [--OPTION VALUE…] [WAV…]: our own caller; one line of JSON with what it measured.
talk() {
  local number=$1 options=()
  shift
  while [[ ${1:-} == --* ]]; do
    options+=("$1" "$2")
    shift 2
  done
  timeout 180 python3 "$TALK" "${options[@]}" "sip:$number@$SIP" "$@"
}

# line TEXT: the path of a telephone-quality WAV in which the text is spoken.
line() { python3 "$HERE/speak.py" "$@"; }

# field JSON NAME
field() { python3 -c 'import json, sys; v = json.loads(sys.argv[1])[sys.argv[2]]; print("" if v is None else v)' "$1" "$2"; }

CAPTURE=
# capture_start FILE: packets of this server's SIP and media ports on loopback.
capture_start() {
  need_command tshark
  tshark -q -i lo -f "udp and (port ${SIP##*:} or portrange $FIRST_PORT-$LAST_PORT)" -w "$1" >/dev/null 2>"$WORK/tshark.err" &
  CAPTURE=$!
  local tries
  for ((tries = 0; tries < 100; tries++)); do
    [ -s "$1" ] && return 0
    kill -0 "$CAPTURE" 2>/dev/null || skip "tshark cannot capture here: $(tail -n 1 "$WORK/tshark.err")"
    sleep 0.1
  done
}
capture_stop() {
  [ -n "$CAPTURE" ] || return 0
  sleep 1 # dumpcap writes in batches
  kill -INT "$CAPTURE" 2>/dev/null || true
  wait "$CAPTURE" 2>/dev/null || true
  CAPTURE=
}
