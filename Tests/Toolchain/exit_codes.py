"""Every exit code of the command line, from the real binary: a row each, and each code in at least one."""
import os
import socket
import threading

from toolchain import PROJECT, TENANT, Workplace, bot, files

FAILING = """apiVersion: voicebot/v1
kind: Test
metadata: {name: hears-nothing-of-the-kind}
spec:
  bot: pizzeria
  turns: [{says: hello, hears: No bot ever says this.}]
"""
TALKS = {
    "voicebot.yaml": PROJECT, "bots/acme/tenant.yaml": TENANT,
    "bots/acme/pizzeria.yaml": bot("pizzeria", 100).replace("  brain: {provider: echo}\n", "  scenario: talk\n"),
    "scenarios/talk/scenario.yaml": """apiVersion: voicebot/v1
kind: Scenario
metadata: {name: talk}
spec:
  persona: A clerk.
  intents: {bye: {examples: [goodbye]}}
  steps: {start: {on: {bye: end}, otherwise: Pardon?}, end: {say: Goodbye., do: hangup}}
""",
    "scenarios/talk/tests/one.yaml": FAILING,
}
SIGNED = PROJECT + """spec:
  policies:
    - {name: signed, owner: a@example.org, signedCommits: {required: true, signers: allowed_signers}}
"""
TOKENS = PROJECT + "spec: {runtime: {api: {host: 127.0.0.1, port: 8080, authentication: token}}}\n"


def silent_server():
    """Takes connections and never answers."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(8)
    held = []

    def hold():
        while True:
            held.append(listener.accept())

    threading.Thread(target=hold, daemon=True).start()
    return "http://127.0.0.1:%d" % listener.getsockname()[1]


with Workplace() as work:
    seen = set()

    def row(expected, *arguments, says=None, **options):
        code, output, errors = work.run(*arguments, **options)
        seen.add(code)
        name = "voicebot " + " ".join(arguments).replace(work.root, "")
        work.expect(code == expected, f"`{name}` ended with {code}, not {expected}: {errors[-600:]}")
        if says:
            work.expect(says in output + errors, f"`{name}` does not say `{says}`: {errors[-600:]}")
        if code in (1, 3, 4, 5, 6, 8, 9, 69, 124):
            work.expect(errors or code == 3, f"`{name}` ended with {code} without a word")
        if code in (4, 5, 6, 9, 69):
            work.expect("\n  fix: " in errors, f"`{name}` ended with {code} and does not say what to do: {errors[-600:]}")
        return output

    good = work.repository("good", files())
    server = work.serve(good)
    here = {"place": good}
    there = ("--server", server.url)
    for arguments in (["version"], ["--help"], ["validate"], ["diff"], ["explain", "VB0107"], ["explain", "Bot.spec"],
                      ["diff", "--exit-code"], ["build"], ["test"], ["context", "list"]):
        row(0, *arguments, **here)
    for arguments in (["status"], ["history"], ["get", "bot"], ["describe", "bot", "acme/b0"], ["drift"], ["plan"],
                      ["plan", "--exit-code"], ["wait", "--for", "ready"], ["apply"], ["apply", "--dry-run"]):
        row(0, *arguments, *there, **here)

    # 1: what was asked for could not be done.
    row(1, "export", "--out", "/dev/null/there", *there)

    # 2: differences, and only where they were asked for.
    work.write(good, {"bots/acme/b0.yaml": bot("b0", 100, "Good day.")})
    row(0, "diff", **here)
    row(2, "diff", "--exit-code", **here)
    work.git(good, "checkout", "-q", ".")
    work.git(work.root, "clone", "-q", good, "clone")
    clone = work.path("clone")
    work.commit(clone, {"bots/acme/b1.yaml": bot("b1", 101, "Good day.")})
    row(2, "plan", "--exit-code", *there, place=clone)
    row(2, "drift", "--exit-code", *there, place=clone)
    row(2, "drift", "HEAD", "--exit-code", *there, place=clone)

    # 3: not valid, here and on the server.
    bad = work.repository("bad", {**files(), "bots/acme/b0.yaml": bot("b0", 100) + "  greting: x\n"})
    row(3, "validate", place=bad, says="bots/acme/b0.yaml:8:3")
    row(3, "build", place=bad)
    row(3, "apply", *there, place=bad, says="greting")
    row(3, "plan", *there, place=bad, says="greting")

    # 5: another change came first.
    row(5, "apply", "--if-revision", "99", *there, place=clone, says="revision 1")
    work.write(work.root, {"no.plan": "{}"})
    row(5, "apply", work.path("no.plan"), *there, place=clone)

    # 6: not there.
    for arguments in (["get", "bot", "acme/nobody"], ["describe", "bot", "acme/nobody"], ["rollback", "99"],
                      ["apply", "--ref", "nothing"], ["export", "--revision", "99", "--out", work.path("none")]):
        row(6, *arguments, *there, **here)
    row(6, "diff", "nothing", **here)
    row(6, "status", "--context", "nobody")

    # 7: a conversation test failed.
    work.write(work.path("talks"), TALKS)
    row(7, "test", place=work.path("talks"), says="No bot ever says this.")

    # 9: refused for safety.
    work.git(clone, "reset", "-q", "--hard", "origin/main")
    work.commit(clone, {}, remove=["bots/acme/b2.yaml"])
    row(9, "apply", *there, place=clone, says="b2")
    row(9, "export", "--out", good, *there)
    row(0, "context", "set", "far", *there, "--protected")
    row(9, "apply", "--context", "far", place=clone, says="protected")

    # 4 and 8: tokens and policies are the server's to ask for.
    closed = work.serve(work.repository("closed", {**files(), "voicebot.yaml": TOKENS}), "closed-data")
    row(4, "status", "--server", closed.url)
    row(4, "status", "--server", closed.url, VOICEBOT_TOKEN="voicebot_0123456789abcdef_" + "0" * 64)
    signed = work.repository("signed", {**files(), "voicebot.yaml": SIGNED, "allowed_signers": "a@example.org ssh-ed25519 "
                             "AAAAC3NzaC1lZDI1NTE5AAAAIJmgK4TPvHhbMVnVmU6T3yTPRYcw9ZTbYqpp1QTQc7Ic\n"})
    guarded = work.serve(signed, "signed-data")
    work.git(work.root, "clone", "-q", signed, "unsigned")
    work.commit(work.path("unsigned"), {"bots/acme/b0.yaml": bot("b0", 100, "Unsigned.")})
    row(8, "apply", "--server", guarded.url, place=work.path("unsigned"), says="sign")

    # 64: not understood. 69: nobody there. 124: too late. 130: interrupted.
    for arguments in (["nonsense"], ["validate", "--nonsense"], ["wait"], ["apply", "x.plan", "--ref", "HEAD"],
                      ["describe"], ["status", "-o", "xml"], ["apply", "--prune-limit", "5%"]):
        row(64, *arguments, **here)
    for arguments in (["status"], ["apply"], ["history"], ["plan"], ["drift"]):
        row(69, *arguments, "--server", "http://127.0.0.1:1", **here)
    row(124, "wait", "--for", "revision=99", "--timeout", "1", *there)
    row(124, "wait", "--for", "ready", "--timeout", "1", "--server", silent_server(), timeout=30)
    api = server.url.split("://")[1]
    row(130, "events", "--follow", "--from", "1", "--server", api, "-o", "ndjson", interrupt_after_line=True)

    # Mistakes of the first day, each told with what was probably meant.
    empty = work.path("empty")
    os.makedirs(empty)
    for arguments in (["validate"], ["fmt"], ["test"], ["build"], ["migrate"], ["secret", "list"], ["new", "bot", "x"]):
        row(6, *arguments, place=empty, says="voicebot init DIR")
        row(6, *arguments, "-C", "nowhere", place=empty, says="name it with -C DIR")
    work.expect(not os.listdir(empty), "a command left something in a directory that is no repository")
    for arguments in (["validate", "bots/nobody"], ["fmt", "bots/nobody"], ["test", "bots/nobody"], ["migrate", "nobody"]):
        row(6, *arguments, says="nobody", **here)
    row(6, "serve", "--repo", "nowhere", says="there is no directory nowhere")
    row(6, "explain", "Bot.spec.grreting", says="did you mean `Bot.spec.greeting`?")
    row(6, "context", "use", "nobody", says="one of: ")
    row(64, "validat", says="did you mean `voicebot validate`?")
    row(64, "context", "lst", says="did you mean `voicebot context list`?")
    row(64, "validate", "--strct", says="--strict", **here)
    row(64, "status", "--server", "ftp://localhost", says="https://HOST")
    row(64, "wait", "--for", "tea", says="revision=NUMBER")

    missing = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 64, 69, 124, 130} - seen
    work.expect(not missing, f"never seen: {sorted(missing)}")
    print(f"  {len(work.outputs)} commands, exit codes {sorted(seen)}")
    work.end()
