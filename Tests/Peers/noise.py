#!/usr/bin/env python3
"""noise.py HOST PORT COUNT SEED [FILE…]: sends COUNT datagrams of random bytes and of damaged copies of the files (SIP
messages) to a UDP port, the same ones for the same seed, at most about 5,000 a second."""
import random
import socket
import sys
import time

host, port, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
messages = [open(path, "rb").read() for path in sys.argv[5:]]
chance = random.Random(seed)
sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)


def damaged(message):
    data = bytearray(message)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(data) + 1)
        match chance.randrange(3):
            case 0:
                data[at:at] = chance.randbytes(chance.randint(1, 40))
            case 1:
                del data[at : at + chance.randint(1, 40)]
            case _:
                data[at : at + 1] = bytes([chance.randrange(256)])
    return bytes(data)


for number in range(count):
    if messages and number % 2:
        datagram = damaged(chance.choice(messages))
    else:
        # A first byte of RTP version 2 reaches further into a media port than plain noise.
        datagram = chance.choice([b"", b"\x80", b"\x90"]) + chance.randbytes(chance.randint(0, 1400))
    try:
        sender.sendto(datagram[:60000], (host, port))
    except ConnectionRefusedError:
        pass
    if number % 50 == 49:
        time.sleep(0.01)
