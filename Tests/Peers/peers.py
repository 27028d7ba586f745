#!/usr/bin/env python3
"""Checks that the acceptance scripts share: the event stream, databases, recordings and packet captures.

  peers.py row DATA VALUE…              a row of some tool database holds every VALUE (compared as text, any case)
  peers.py transcript EVENTS WORD…      the final transcripts hold every WORD
  peers.py digits EVENTS DIGITS         the keys that arrived are exactly DIGITS
  peers.py offsets EVENTS               offsets have no gap, and the sequence within each call has none either
  peers.py lost EVENTS MAXIMUM          no more packets than that were lost, over all calls
  peers.py recording FILE SECONDS       a stereo WAV of at least SECONDS, not silent, whose header agrees with its size
  peers.py database FILE                SQLite finds nothing wrong
  peers.py latency EVENTS TALK CAPTURE PORTS P50 P95 WITHIN COUNT
                                        voice to voice by three observers
  peers.py hold CAPTURE PORTS           no bot speech while the call was on hold, and speech after it
  peers.py words EVENTS TRANSCRIPTS     word error rate, the nth call against the nth line of the table

EVENTS is the output of `voicebot events -o ndjson`; TALK one line of JSON a call as talk.py prints it; PORTS is the
server's media port range A-B. Prints figures and ends 0 when the check holds, 1 when it does not."""
import audioop
import glob
import json
import math
import os
import re
import sqlite3
import struct
import subprocess
import sys
import wave

SPEECH_LEVEL = -45.0  # dBFS of a 20 ms frame; the same threshold as talk.py


def fail(reason):
    print(f"fail: {reason}")
    sys.exit(1)


# MARK: events


def kind(event):
    """`transcript.final`, `transcriptFinal` and `transcript_final` are all `transcriptfinal`."""
    return re.sub(r"[^a-z]", "", str(event.get("type", event.get("kind", ""))).lower())


def load_events(path):
    """Events in order, each with the members of a nested body lifted to its top."""
    events = []
    with open(path, encoding="utf8") as file:
        for text in file:
            if not text.strip():
                continue
            event = json.loads(text)
            for name in ("body", "data", "payload"):
                if isinstance(event.get(name), dict):
                    event = {**event[name], **event}
            events.append(event)
    return events


def find(value, wanted):
    """The first member, at any depth, whose name in lower case is one of `wanted`."""
    if isinstance(value, dict):
        for name, member in value.items():
            if name.lower() in wanted:
                return name, member
        for member in value.values():
            found = find(member, wanted)
            if found:
                return found
    return None


def voice_to_voice(event):
    """Milliseconds, or None."""
    found = find(event, {"voicetovoicems", "voicetovoice"})
    if not found or found[1] is None:
        return None
    return float(found[1]) if found[0].lower().endswith("ms") else float(found[1]) / 1000


def calls(events):
    """Call id → its events, calls in the order they began."""
    result = {}
    for event in events:
        if event.get("call"):
            result.setdefault(event["call"], []).append(event)
    return result


def row(data, *values):
    wanted = [value.lower() for value in values]
    seen = []
    for path in sorted(glob.glob(f"{data}/databases/**/*.sqlite", recursive=True)):
        database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            for found in database.execute(f'SELECT * FROM "{table}"'):
                cells = [str(cell).lower() for cell in found]
                if all(any(value == cell or value in cell.split() for cell in cells) for value in wanted):
                    print(f"  {os.path.relpath(path, data)} {table}: {found}")
                    return
                seen.append(f"{table}: {found}")
    for found in seen[-10:]:
        print(f"  seen {found}")
    fail(f"no row holds {', '.join(values)}")


def transcript(path, *words):
    finals = [event.get("text", "") for event in load_events(path) if kind(event) == "transcriptfinal"]
    heard = " ".join(finals).lower()
    print(f"  heard: {' / '.join(finals)}")
    missing = [word for word in words if word.lower() not in heard]
    if missing:
        fail(f"not on the event stream: {', '.join(missing)}")


def digits(path, wanted):
    got = "".join(str(event.get("digit", "")) for event in load_events(path) if kind(event) == "dtmf")
    print(f"  digits: {got}")
    if got != wanted:
        fail(f"expected {wanted}")


def offsets(path):
    events = load_events(path)
    if not events:
        fail("no events")
    numbers = [event["offset"] for event in events]
    gaps = [(a, b) for a, b in zip(numbers, numbers[1:]) if b != a + 1]
    for call, own in calls(events).items():
        sequence = [event["seq"] for event in own]
        if sequence != list(range(len(sequence))):
            fail(f"call {call}: sequence {sequence[:5]}… is not 0, 1, 2 …")
    print(f"  {len(events)} events, offsets {numbers[0]} to {numbers[-1]}")
    if gaps:
        fail(f"gaps after {gaps[:5]}")


def lost(path, maximum):
    ended = [event for event in load_events(path) if kind(event) == "callended"]
    total = {}
    for name in ("packetsreceived", "packetslost", "packetslate", "packetssent"):
        total[name] = sum(int((find(event, {name}) or ("", 0))[1]) for event in ended)
    print(f"  {len(ended)} calls: {total}")
    if not ended or total["packetsreceived"] == 0:
        fail("no call received a packet")
    if total["packetslost"] > int(maximum):
        fail("packets were lost")


def database(path):
    connection = sqlite3.connect(path)
    result = connection.execute("PRAGMA integrity_check").fetchone()[0]
    print(f"  {os.path.basename(path)}: integrity_check {result}")
    if result != "ok":
        fail("the database is damaged")


# MARK: sound


def level(samples):
    energy = audioop.rms(samples, 2)
    return -100.0 if energy == 0 else 20 * math.log10(energy / 32768)


def recording(path, seconds):
    if not path:
        fail("no recording")
    with wave.open(path) as file:
        channels, rate, frames = file.getnchannels(), file.getframerate(), file.getnframes()
        samples = file.readframes(frames)
    present = len(samples) // (2 * channels)
    print(f"  {channels} channels, {rate} Hz, header {frames / rate:.1f} s, data {present / rate:.1f} s")
    if channels != 2:
        fail("not stereo")
    if frames != present or frames / rate < float(seconds):
        fail(f"shorter than {seconds} s, or the header does not agree with the data")
    for side, factors in (("left", (1, 0)), ("right", (0, 1))):
        print(f"  {side}: {level(audioop.tomono(samples, 2, *factors)):.1f} dBFS")
    if level(samples) < -60:
        fail("silent")


# MARK: packets


def datagrams(path):
    """(time, source port, destination port, payload) of every UDP datagram of a capture."""
    fields = ["frame.time_epoch", "udp.srcport", "udp.dstport", "udp.payload"]
    command = ["tshark", "-r", path, "-T", "fields"] + [part for field in fields for part in ("-e", field)]
    for text in subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines():
        time, source, destination, payload = (text.split("\t") + [""] * 4)[:4]
        if payload:
            yield float(time), int(source), int(destination), bytes.fromhex(payload.replace(":", ""))


def rtp_level(payload):
    """Level of a G.711 packet, or None for anything else."""
    if len(payload) < 13 or payload[0] >> 6 != 2 or payload[1] & 0x7F not in (0, 8):
        return None
    decode = audioop.ulaw2lin if payload[1] & 0x7F == 0 else audioop.alaw2lin
    return level(decode(payload[12 + 4 * (payload[0] & 15) :], 2))


def media(path, ports):
    """Speech packets of a capture by call: peer's port → [(time, "bot" or "caller")], in order."""
    first, last = map(int, ports.split("-"))
    result = {}
    for time, source, destination, payload in datagrams(path):
        loudness = rtp_level(payload)
        if loudness is None or loudness <= SPEECH_LEVEL:
            continue
        if first <= source <= last:
            result.setdefault(destination, []).append((time, "bot"))
        elif first <= destination <= last:
            result.setdefault(source, []).append((time, "caller"))
    return result


def wire_turns(packets):
    """Milliseconds from the last packet of each utterance of the caller to the bot's next packet with speech."""
    turns, last_caller, last_bot = [], None, None
    for time, who in packets:
        if who == "caller":
            last_caller = time
        else:
            if last_caller is not None and (last_bot is None or last_caller - last_bot > 0.2):
                turns.append((time - last_caller) * 1000)
            last_caller, last_bot = None, time
    return turns


def percentile(values, fraction):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(fraction * len(ordered)) - 1)]


def latency(path, talk_path, capture, ports, p50, p95, within, count):
    by_event = [
        value
        for own in calls(load_events(path)).values()
        for event in own
        if kind(event) == "turn" and event.get("heard", find(event, {"heard"}))
        for value in [voice_to_voice(event)]
        if value is not None
    ]
    with open(talk_path, encoding="utf8") as file:
        by_talk = [value for text in file for value in json.loads(text).get("v2v", []) if value is not None]
    by_wire = [value for packets in media(capture, ports).values() for value in wire_turns(packets)]
    figures = {}
    for name, values in (("turn events", by_event), ("talk.py", by_talk), ("capture", by_wire)):
        if not values:
            fail(f"{name}: no turns")
        figures[name] = percentile(values, 0.5), percentile(values, 0.95)
        low, high = figures[name]
        print(f"  {name:12} {len(values):3} turns  p50 {low:6.0f} ms  p95 {high:6.0f} ms  max {max(values):6.0f} ms")
    if len(by_event) < int(count):
        fail(f"fewer than {count} turns")
    if len(by_event) == len(by_wire):
        difference = [abs(a - b) for a, b in zip(by_event, by_wire)]
        print(f"  events and capture differ by p50 {percentile(difference, 0.5):.1f} ms, max {max(difference):.1f} ms")
        if percentile(difference, 0.95) > float(within):
            fail(f"events and capture differ by more than {within} ms")
    else:
        print("  events and capture do not count the same turns; comparing percentiles")
        for a, b in zip(figures["turn events"], figures["capture"]):
            if abs(a - b) > float(within):
                fail(f"events and capture differ by more than {within} ms")
    for low, high in (figures["turn events"], figures["capture"]):
        if low > float(p50) or high > float(p95):
            fail(f"slower than p50 {p50} ms, p95 {p95} ms")


def hold(capture, ports):
    holds, sip = [], []
    for time, _, _, payload in datagrams(capture):
        if payload.startswith(b"INVITE "):
            sip.append((time, "hold" if re.search(rb"a=(sendonly|inactive)", payload) else "talk"))
    for (time, what), following in zip(sip, sip[1:] + [(math.inf, "end")]):
        if what == "hold":
            holds.append((time, following[0]))
    if not holds:
        fail("the client sent no hold")
    packets = sorted(packet for own in media(capture, ports).values() for packet in own)
    # Packets already on their way when the re-INVITE arrives are not speech on hold.
    margin = 0.25
    start, end = holds[0][0] + margin, holds[-1][1]
    during = sum(1 for time, who in packets if who == "bot" and any(a + margin < time < b for a, b in holds))
    before = sum(1 for time, who in packets if who == "bot" and time <= start)
    after = sum(1 for time, who in packets if who == "bot" and time >= end)
    print(f"  packets with bot speech: {before} before, {during} on hold ({end - start:.1f} s), {after} after")
    if during:
        fail("the bot spoke on hold")
    if before < 10 or after < 25:
        fail("the bot did not speak before the hold and again after it")


# MARK: word errors


def words(path, table):
    sys.path.insert(0, os.path.join(os.environ["VOICEBOT_TESTDATA"], "models"))
    import wer

    with open(table, encoding="utf8") as file:
        wanted = [text.rstrip("\n").split("\t") for text in file if text.strip()]
    heard = []
    for own in calls(load_events(path)).values():
        finals = [event.get("text", "") for event in own if kind(event) == "transcriptfinal"]
        heard.append(" ".join(finals))
    if len(heard) != len(wanted):
        fail(f"{len(heard)} calls for {len(wanted)} prompts")
    errors = total = 0
    for (name, _, text), hypothesis in zip(wanted, heard):
        reference, guess = wer.norm(text), wer.norm(hypothesis)
        distance = wer.ed(reference, guess)
        errors, total = errors + distance, total + len(reference)
        print(f"  {distance:2}/{len(reference):2} {name}: {hypothesis}")
    rate = 100 * errors / total
    print(f"  word error rate {rate:.1f} %")
    if rate > float(os.environ.get("WORD_ERROR_RATE", "12")):
        fail("too many word errors")


CHECKS = dict(
    row=row, transcript=transcript, digits=digits, offsets=offsets, lost=lost, recording=recording,
    database=database, latency=latency, hold=hold, words=words,
)

if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] not in CHECKS:
        sys.exit(__doc__)
    CHECKS[sys.argv[1]](*sys.argv[2:])
