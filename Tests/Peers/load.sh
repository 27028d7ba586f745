#!/bin/bash
# 100 calls at once to the echo bot: none fails, none loses a packet, each costs less than Asterisk's Echo() does on
# the same machine (0.17 % of a core, 180 kB).
exec "$(dirname "$0")/../../Benchmarks/echo/run" --limit-cpu 0.17 --limit-memory 180
