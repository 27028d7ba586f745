#!/bin/bash
# Every key pressed (RFC 4733) arrives once, in order.
. "$(dirname "$0")/lib.sh"
need_speech
server_start
result=$(talk 100 --dtmf '1234567890*#' "$SPEECH/pizza_3_piper.wav")
note "$result"
events "$WORK/events.ndjson"
peers digits "$WORK/events.ndjson" '1234567890*#'
pass "twelve keys"
