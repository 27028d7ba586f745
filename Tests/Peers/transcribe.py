#!/usr/bin/env python3
"""transcribe.py FILE WORD…: transcribes a WAV with Whisper (faster-whisper, the model in $PEERS_OUT/whisper), prints the
text, and ends 0 when it holds every WORD."""
import os
import sys

from faster_whisper import WhisperModel

model = WhisperModel(os.path.join(os.environ["PEERS_OUT"], "whisper"), device="cpu", compute_type="int8")
segments, _ = model.transcribe(sys.argv[1], language="en", beam_size=5)
text = " ".join(segment.text.strip() for segment in segments)
print(f"  the caller heard: {text}")
missing = [word for word in sys.argv[2:] if word.lower() not in text.lower()]
if missing:
    sys.exit(f"  not heard: {', '.join(missing)}")
