#!/usr/bin/env python3
"""A scripted server of OpenAI's chat completions protocol on a free loopback port, streaming as the real ones do.

It takes a pizza order: asks for the address, reads the order back, calls the tool that places it once the caller has
agreed, and says the tool's result. It prints `listening on PORT`, then one line for each request."""
import http.server
import json
import re
import time


def answer(messages, tools):
    """(text, tool call or None) for the conversation so far."""
    if messages[-1]["role"] == "tool":
        return f"Your order is in. {summary(messages[-1]['content'])} Anything else?", None
    said = [text(message) for message in messages if message["role"] == "user"]
    everything = " ".join(said).lower()
    placed = any(message["role"] == "tool" for message in messages)
    if placed or "goodbye" in said[-1].lower():
        return "Thank you, goodbye.", None
    if "pepperoni" not in everything:
        return "Which pizza would you like?", None
    if not re.search(r"street|pick", everything):
        return "A large pepperoni. Where shall we bring it?", None
    if not re.search(r"\b(yes|right|correct)\b", said[-1].lower()):
        return "One large pepperoni to that address. Is that right?", None
    name = next(tool["function"]["name"] for tool in tools if "place" in tool["function"]["name"])
    order = {"item": "pepperoni", "size": "large", "quantity": 1, "address": "42 Baker Street"}
    return "", {"name": name, "arguments": json.dumps(order)}


def text(message):
    content = message.get("content") or ""
    return content if isinstance(content, str) else " ".join(part.get("text", "") for part in content)


def summary(result):
    try:
        value = json.loads(result)
    except ValueError:
        return str(result)
    return f"That is {value.get('total')} dollars." if isinstance(value, dict) else ""


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        words, call = answer(request["messages"], request.get("tools", []))
        last = request["messages"][-1]
        print(f"{last['role']}: {text(last)!r} -> {call or words!r}", flush=True)
        if last["role"] == "tool":
            print("tool result", flush=True)
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.event({"role": "assistant", "content": ""})
        for word in re.findall(r"\S+\s*", words):
            self.event({"content": word})
            time.sleep(0.02)  # the pace of a quick model
        if call:
            function = {"name": call["name"], "arguments": ""}
            self.event({"tool_calls": [{"index": 0, "id": "call_1", "type": "function", "function": function}]})
            for part in re.findall(r".{1,12}", call["arguments"]):
                self.event({"tool_calls": [{"index": 0, "function": {"arguments": part}}]})
        self.event({}, "tool_calls" if call else "stop")
        self.chunk(b"data: [DONE]\n\n")
        self.chunk(b"")

    def event(self, delta, finish=None):
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        body = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "model": "scripted", "choices": [choice]}
        self.chunk(b"data: " + json.dumps(body).encode() + b"\n\n")

    def chunk(self, data):
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(f"listening on {server.server_port}", flush=True)
server.serve_forever()
