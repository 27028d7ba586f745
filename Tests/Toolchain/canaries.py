"""Secrets that would be known anywhere: none is in anything that the program prints, answers, logs or stores.

What is kept of commits, `revisions.git`, and what `export` writes are the committed files themselves; a secret that
somebody committed in clear text is refused, and said to be one, before it is live.
"""
import json
import os
import subprocess

from toolchain import PROJECT, TENANT, Workplace, bot, files

ENVIRONMENT = {
    "CANARY_KEY": "canary-1-environment-7f3a", "CANARY_HOOK": "canary-2-webhook-7f3a",
    "CANARY_TRUNK": "canary-3-trunk-7f3a", "CANARY_MCP": "canary-4-mcp-7f3a",
}
FILE = "canary-5-file-7f3a"
CLEAR = "sk-canary6clear7f3aQ8vT2mZ5kL9pR4xW1"
URL = "canary-7-url-7f3a"
HEADER = "canary-8-header-7f3a"
BEARER = "canary-9-bearer-7f3a"
CANARIES = [*ENVIRONMENT.values(), FILE, CLEAR, URL, HEADER, BEARER]

PROVIDERS = """apiVersion: voicebot/v1
kind: Provider
metadata: {name: gpt}
spec: {driver: openai-chat, endpoint: "http://127.0.0.1:1/v1", model: small, secret: env:CANARY_KEY}
---
apiVersion: voicebot/v1
kind: Provider
metadata: {name: whisper}
spec: {driver: openai-transcriptions, endpoint: "http://127.0.0.1:1/v1", model: w, secret: "file:SECRET_FILE"}
---
apiVersion: voicebot/v1
kind: Sink
metadata: {name: hook}
spec: {webhook: {url: "http://127.0.0.1:1/hook", secret: env:CANARY_HOOK}}
---
apiVersion: voicebot/v1
kind: Trunk
metadata: {name: carrier}
spec:
  sources: [192.0.2.0/24]
  registration: {registrar: "sip.example.com:5061", username: "4930", secret: env:CANARY_TRUNK}
---
apiVersion: voicebot/v1
kind: Bot
metadata: {name: clever}
spec:
  numbers: ["500"]
  scenario: talk
  brain: {provider: gpt, fallback: [flow]}
"""
SCENARIO = """apiVersion: voicebot/v1
kind: Scenario
metadata: {name: talk}
spec:
  persona: A clerk.
  intents: {bye: {examples: [goodbye]}}
  steps: {start: {on: {bye: ask}, otherwise: Pardon?}, ask: {call: ask, next: end}, end: {say: Goodbye., do: hangup}}
  tools:
    - name: ask
      description: Asks a server.
      effect: read
      parameters: {type: object}
      run: {mcp: {server: "http://127.0.0.1:1/mcp", tool: ask, secret: env:CANARY_MCP}}
"""
# One place of a clear-text secret each; `validate` must find every one.
CLEAR_TEXTS = {
    "provider": {"bots/acme/p.yaml": PROVIDERS.replace("env:CANARY_KEY", CLEAR)},
    "sink": {"bots/acme/p.yaml": PROVIDERS.replace("env:CANARY_HOOK", CLEAR)},
    "source": {"voicebot.yaml": PROJECT + f'spec: {{source: {{url: "https://bot:{URL}@git.example.com/bots.git"}}}}\n'},
    "header": {"scenarios/talk/scenario.yaml": SCENARIO.replace(
        '{mcp: {server: "http://127.0.0.1:1/mcp", tool: ask, secret: env:CANARY_MCP}}',
        f'{{http: {{method: GET, url: "http://127.0.0.1:1/", headers: {{Authorization: "Bearer {HEADER}"}}}}}}')},
    "unknown field": {"bots/acme/p.yaml": PROVIDERS.replace("secret: env:CANARY_KEY", f"apiKey: {CLEAR}")},
    "endpoint": {"bots/acme/p.yaml": PROVIDERS.replace("http://127.0.0.1:1/v1", f"http://bot:{URL}@127.0.0.1:1/v1", 1)},
}


def commands(work, place, there, name):
    """Everything that prints something of a repository."""
    for form in ("text", "json", "yaml", "ndjson"):
        work.run("validate", "-o", form, place=place)
    for form in ("json", "sarif", "junit", "github", "gitlab", "text"):
        report = work.path(f"{name}.{form}")
        work.run("validate", "--report", f"{form}={report}", place=place)
        if os.path.exists(report):
            with open(report, encoding="utf8") as file:
                work.outputs.append((f"report {form} of {name}", file.read()))
    for arguments in (["build"], ["build", "--origins"], ["build", "-o", "json"], ["test"], ["test", "-o", "json"],
                      ["diff"], ["diff", "-o", "json"], ["diff", "-o", "ndjson"], ["diff", "-o", "markdown"],
                      ["diff", "HEAD", "--against", "HEAD~1"], ["fmt", "--diff"], ["secret"], ["secret", "list", "-o", "json"],
                      ["secret", "check"], ["secret", "hash", "env:CANARY_KEY"], ["doctor"], ["doctor", "-o", "json"],
                      ["migrate", "--check"], ["completion", "bash"], ["validate", *there], ["call", "b0", "--text", "--say", "hi"]):
        work.run(*arguments, place=place)
    plan = work.path(f"{name}.plan")
    for arguments in (["diff", "--against", "server"], ["plan", "--out", plan], ["plan", "-o", "json"],
                      ["plan", "--report", "markdown"], ["drift"], ["drift", "-o", "json"], ["apply", "--dry-run"],
                      ["apply", "--prune", "-o", "json", "-m", "all"], ["apply", plan]):
        work.run(*arguments, *there, place=place)
    if os.path.exists(plan):
        with open(plan, encoding="utf8") as file:
            work.outputs.append((f"plan of {name}", file.read()))


with Workplace(**ENVIRONMENT) as work:
    secret_file = work.path("secret")
    with open(secret_file, "w", encoding="utf8") as file:
        file.write(FILE + "\n")
    good = {**files(), "bots/acme/p.yaml": PROVIDERS.replace("SECRET_FILE", secret_file),
            "scenarios/talk/scenario.yaml": SCENARIO}
    place = work.repository("good", good)
    code, output, errors = work.run("validate", place=place)
    work.expect(code == 0, f"the good repository is not valid: {output} {errors}")
    server = work.serve(place)
    there = ("--server", server.url)
    code, token, errors = work.run("token", "create", "canary", "--role", "admin", *there)
    work.expect(code == 0, f"token create: {errors}")
    token = token.strip()
    work.outputs.pop()  # The one place where a token is shown.
    CANARIES.append(token)
    work.git(work.root, "clone", "-q", place, "work")
    clone = work.path("work")
    work.commit(clone, {"bots/acme/p.yaml": good["bots/acme/p.yaml"].replace("env:CANARY_KEY", "env:CANARY_MCP")})
    commands(work, clone, there, "good")

    for name, change in CLEAR_TEXTS.items():
        name = name.replace(" ", "-")
        place = work.repository(name, good)
        work.write(place, {path: text.replace("SECRET_FILE", secret_file) for path, text in change.items()})
        code, output, errors = work.run("validate", place=place)
        work.expect(code in (3, 8), f"a clear-text secret in {name} is not refused: {code} {output} {errors}")
        work.run("diff", place=place)
        work.run("diff", "-o", "json", place=place)
        work.commit(place, {})
        commands(work, place, there, name)
        # The other way round, where it goes away again.
        work.commit(place, good)
        work.run("diff", "HEAD", "--against", "HEAD~1", place=place)
        work.run("diff", "HEAD", "--against", "HEAD~1", "-o", "json", place=place)
        work.run("diff", "HEAD", "--against", "HEAD~1", "-o", "markdown", place=place)
    # A server whose own branch gets one, and that refuses it by itself.
    work.commit(work.path("good"), CLEAR_TEXTS["provider"])
    work.run("wait", "--for", "ready", *there)

    for arguments in (["status"], ["status", "-o", "json"], ["history"], ["history", "-o", "json"], ["token", "list"],
                      ["token", "list", "-o", "json"], ["get", "provider"], ["get", "provider", "-o", "json"],
                      ["get", "provider", "-o", "yaml"], ["get", "sink", "-o", "yaml"], ["get", "trunk", "-o", "yaml"],
                      ["describe", "provider", "acme/gpt"], ["describe", "sink", "acme/hook"],
                      ["describe", "trunk", "acme/carrier"], ["export", "--out", work.path("exported")],
                      ["suspend", "freeze"], ["resume"], ["rollback"]):
        work.run(*arguments, *there)
    work.run("status", *there, VOICEBOT_TOKEN=BEARER)
    work.run("status", *there, VOICEBOT_TOKEN=token)
    work.run("status", "--server", f"http://bot:{URL}@127.0.0.1:1")
    work.run("context", "set", "far", *there, "--token", "env:CANARY_KEY")
    work.run("context", "list", "-o", "json")
    work.run("login", "--context", "near", *there, VOICEBOT_TOKEN=token)
    work.run("status", "--context", "far")
    work.run("events", "--server", server.url, "-o", "ndjson")
    for command in ([], ["validate"], ["serve"], ["apply"], ["token"], ["login"], ["context"], ["events"]):
        work.run(*command, "--help")

    number = json.loads(server.request("GET", "/v1/revisions/live")[1])["revision"]
    for method, path in (
            ("GET", "/healthz"), ("GET", "/v1/status"), ("GET", "/v1/bots"), ("GET", "/v1/calls"), ("GET", "/v1/events"),
            ("GET", "/v1/calls/x"), ("GET", "/v1/revisions"), ("GET", "/v1/revisions/live"), ("GET", "/v1/resources"),
            ("GET", f"/v1/revisions/{number}/files"), ("GET", "/v1/resources/Provider/acme/gpt"), ("GET", "/v1/tokens"),
            ("GET", "/v1/nothing"), ("POST", "/v1/webhook"), ("POST", "/v1/plan"), ("POST", "/v1/apply"),
            ("POST", "/v1/rollback"), ("POST", "/v1/suspend"), ("POST", "/v1/resume"), ("DELETE", "/v1/tokens/x"),
            ("GET", "/metrics")):
        for headers in ({}, {"Authorization": "Bearer " + BEARER}, {"Authorization": "Bearer " + token},
                        {"X-Gitlab-Token": BEARER, "X-Hub-Signature-256": "sha256=" + BEARER}):
            body = b"" if method == "POST" else None
            status, answer = server.request(method, path, body, **headers)
            work.outputs.append((f"{method} {path} → {status}", answer))
    for number in range(1, number + 20):
        status, answer = server.request("GET", f"/v1/revisions/{number}")
        work.outputs.append((f"revision {number} → {status}", answer))
    server.stop()

    places = 0
    for folder, _, names in os.walk(server.data):
        if "revisions.git" in folder:
            continue
        for name in names:
            with open(os.path.join(folder, name), "rb") as file:
                work.outputs.append((f"file {name}", file.read().decode("latin1")))
                places += 1
    with open(server.log, encoding="utf8") as file:
        work.outputs.append(("the server's standard error", file.read()))
    for folder, _, names in os.walk(work.path("exported")):
        for name in names:
            with open(os.path.join(folder, name), encoding="utf8") as file:
                work.outputs.append((f"exported {name}", file.read()))
    # What is live, and was, has no clear text, so that neither the store nor an export can have it.
    kept = subprocess.run(
        ["git", "-C", os.path.join(server.data, "revisions.git"), "log", "-p", "--all", "--no-textconv"],
        env=work.environment, capture_output=True, text=True, timeout=60)
    work.outputs.append(("the commits that are kept", kept.stdout))

    for name, output in work.outputs:
        for canary in CANARIES:
            work.expect(canary not in output, f"`{canary[:12]}…` is in the output of: {name}")
    for name, output in work.outputs:
        work.expect("Usage: voicebot" not in output, f"`{name}` is not a command line: {output[:300]}")
    size = sum(len(output) for _, output in work.outputs)
    print(f"  {len(CANARIES)} canaries, {len(work.outputs)} outputs, {places} files, {size} characters")
    work.end()
