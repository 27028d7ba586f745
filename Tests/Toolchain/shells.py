"""Completion in real shells, by the key a person presses, and the manual's pages by two readers of them.

A shell or a reader that is not installed is skipped, and says so."""
import fcntl
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import termios
import time

from toolchain import VOICEBOT, Workplace

ESCAPES = re.compile(rb"\x1b(\[[0-9;?>=]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|[()][0-9A-B]|[=>78cDEHM])|[\x07\x08\x0e\x0f]")


class Shell:
    """A shell at a pseudo-terminal of 120 lines."""

    def __init__(self, arguments, place, environment):
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            os.chdir(place)
            os.execvpe(arguments[0], arguments, environment)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 120, 220, 0, 0))

    def type(self, text):
        os.write(self.terminal, text.encode())

    def read(self, until, seconds=10):
        """What the shell shows until that is in it, without escapes."""
        shown = b""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if not select.select([self.terminal], [], [], 0.2)[0]:
                continue
            try:
                part = os.read(self.terminal, 65536)
            except OSError:
                break
            shown += part
            text = ESCAPES.sub(b"", shown).decode("utf8", "replace")
            if until(text):
                return text
        return ESCAPES.sub(b"", shown).decode("utf8", "replace")

    def close(self):
        os.kill(self.child, signal.SIGKILL)
        os.waitpid(self.child, 0)
        os.close(self.terminal)


# What is typed before the key is pressed, and words that then must be shown; `-C` first, since it changes the place.
CASES = [
    ("voicebot ", ["init", "validate", "apply", "doctor"]),
    ("voicebot val", ["validate"]),
    ("voicebot call ", ["pizzeria"]),
    ("voicebot call piz", ["pizzeria"]),
    ("voicebot validate --env ", ["production", "staging"]),
    ("voicebot test --filter ", ["pizza"]),
    ("voicebot diff --against ", ["feature", "main"]),
    ("voicebot context ", ["list", "remove", "set", "use"]),
    ("voicebot context use ", ["lab", "production"]),
    ("voicebot context set x --pro", ["--protected"]),
    ("voicebot init --template ", ["hotel", "minimal", "pizza", "support"]),
    ("voicebot new s", ["scenario", "sink"]),
    ("voicebot get ", ["bot", "scenario"]),
    ("voicebot describe bot ", ["roma/pizzeria"]),
    ("voicebot explain VB010", ["VB0107"]),
    ("voicebot explain Bot.spec.gr", ["Bot.spec.greeting"]),
    ("voicebot completion ", ["bash", "fish", "zsh"]),
    ("voicebot validate bo", ["bots/"]),
    ("voicebot validate -C bo", ["bots/"]),
    ("voicebot fmt sc", ["scenarios/"]),
    ("voicebot apply main", ["main.plan"]),
    ("voicebot export --out bo", ["bots/"]),
    ("voicebot validate --report s", ["sarif"]),
]

# How each is started without a person's own settings, and the file that it reads instead.
SHELLS = {
    "bash": (["bash", "--noprofile", "--rcfile", "{folder}/start", "-i"], "start", """PS1='ready$ '
bind 'set bell-style none'
bind 'set show-all-if-ambiguous on'
bind 'set completion-query-items 500'
bind 'set page-completions off'
bind 'set enable-bracketed-paste off'
source {folder}/_voicebot
"""),
    "zsh": (["zsh", "-d", "-i"], ".zshrc", """PS1='ready$ '
unset zle_bracketed_paste
unsetopt beep prompt_sp list_ambiguous
LISTMAX=500
fpath=({folder} $fpath)
autoload -Uz compinit
compinit -u -D
"""),
    "fish": (["fish", "--no-config", "--private", "--init-command", "source {folder}/start"], "start", """
function fish_prompt; printf 'ready$ '; end
set fish_autosuggestion_enabled 0
set fish_greeting
source {folder}/_voicebot
"""),
}


def complete(work, name, place):
    folder = work.path(name)
    os.makedirs(folder)
    script = os.path.join(folder, "_voicebot")
    with open(script, "w", encoding="utf8") as file:
        subprocess.run([VOICEBOT, "completion", name], stdout=file, check=True, env=work.environment, timeout=20)
    checked = subprocess.run([name, "-n", script], capture_output=True, text=True, timeout=20)
    work.expect(checked.returncode == 0 and not checked.stderr, f"{name}: the script does not parse: {checked.stderr}")
    arguments, start, settings = SHELLS[name]
    with open(os.path.join(folder, start), "w", encoding="utf8") as file:
        file.write(settings.replace("{folder}", folder))
    environment = dict(work.environment, TERM="xterm", ZDOTDIR=folder,
                       PATH=work.path("bin") + ":" + work.environment["PATH"])
    for typed, words in CASES:
        # A shell for each: what one completion leaves on the line or below it is in no other's way.
        shell = Shell([word.replace("{folder}", folder) for word in arguments], place, environment)
        try:
            shell.read(lambda text: "ready$" in text)
            shell.type(typed)
            shell.read(lambda text: typed.rstrip() in text)
            shell.type("\t")
            begun = typed.split(" ")[-1]
            # Where there is one completion, only what was missing is shown.
            shown = begun + shell.read(lambda text: all(word in begun + text for word in words))
        finally:
            shell.close()
        for word in words:
            work.expect(word in shown, f"{name}: `{typed}` and the key do not bring `{word}`: {shown[-600:]!r}")
        for noise in ("rror", "sage:", "not found", "atal"):
            work.expect(noise not in shown, f"{name}: `{typed}` and the key bring `{noise}`: {shown[-600:]!r}")


with Workplace() as work:
    place = work.path("repo")
    work.run("init", place, "--template", "pizza")
    work.write(place, {
        "environments/production.yaml": "apiVersion: voicebot/v1\n", "environments/staging.yaml": "apiVersion: voicebot/v1\n",
        "main.plan": "{}\n"})
    work.git(place, "branch", "feature")
    work.run("context", "set", "lab", "--server", "http://127.0.0.1:1")
    work.run("context", "set", "production", "--server", "https://bots.example.com")
    os.makedirs(work.path("bin"))
    os.symlink(VOICEBOT, work.path("bin", "voicebot"))
    for name in SHELLS:
        if shutil.which(name):
            complete(work, name, place)
            print(f"  {name}: {len(CASES)} completions")
        else:
            print(f"  {name}: skipped, it is not installed")

    pages = work.path("man1")
    work.run("man", "--out", pages)
    names = sorted(os.listdir(pages))
    work.expect(len(names) > 30, f"only {len(names)} pages")
    if shutil.which("mandoc"):
        for name in names:
            found = subprocess.run(["mandoc", "-Tlint", "-Wwarning", os.path.join(pages, name)], capture_output=True,
                                   text=True, timeout=20)
            work.expect(found.returncode == 0 and not found.stdout, f"mandoc: {found.stdout}{found.stderr}")
        print(f"  mandoc: {len(names)} pages")
    else:
        print("  mandoc: skipped, it is not installed")
    if shutil.which("man"):
        for name in names:
            found = subprocess.run(
                ["man", "--warnings", "-l", os.path.join(pages, name)], capture_output=True, text=True, timeout=20,
                env=dict(work.environment, MANWIDTH="80", MANPAGER="cat"))
            work.expect(found.returncode == 0 and not found.stderr, f"man: {name}: {found.stderr}")
            for section in ("NAME", "SYNOPSIS", "EXIT STATUS"):
                work.expect(section in found.stdout, f"man: {name} has no section {section}")
        print(f"  man: {len(names)} pages")
    else:
        print("  man: skipped, it is not installed")
    work.end()
