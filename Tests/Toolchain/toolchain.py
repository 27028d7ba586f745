"""What the tool chain's tests share: a place to work in, repositories, the binary and a server of it."""
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

VOICEBOT = os.path.abspath(os.environ["VOICEBOT"])
PROJECT = "apiVersion: voicebot/v1\nkind: Project\nmetadata: {name: test}\n"
TENANT = "apiVersion: voicebot/v1\nkind: Tenant\nmetadata: {name: acme}\n"


def bot(name, number, greeting="Hello."):
    return f"""apiVersion: voicebot/v1
kind: Bot
metadata: {{name: {name}}}
spec:
  numbers: ["{number}"]
  greeting: "{greeting}"
  brain: {{provider: echo}}
"""


def files(count=3):
    """A valid repository of so many bots."""
    result = {"voicebot.yaml": PROJECT, "bots/acme/tenant.yaml": TENANT}
    for index in range(count):
        result[f"bots/acme/b{index}.yaml"] = bot(f"b{index}", 100 + index)
    return result


class Workplace:
    """A directory that goes away at the end, with the processes that were started in it."""

    def __init__(self, **environment):
        self.root = tempfile.mkdtemp(prefix="voicebot-toolchain-")
        self.servers = []
        self.failures = []
        self.outputs = []
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": self.root, "LC_ALL": "C.UTF-8", "TMPDIR": self.root,
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.org",
            "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@example.org", **environment,
        }

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for server in self.servers:
            server.stop()
        if os.environ.get("KEEP"):
            print("kept:", self.root)
        else:
            shutil.rmtree(self.root, ignore_errors=True)

    def path(self, *parts):
        return os.path.join(self.root, *parts)

    def git(self, place, *arguments):
        return subprocess.run(
            ["git", "-C", place, *arguments], env=self.environment, check=True, capture_output=True, text=True,
            timeout=30).stdout.strip()

    def write(self, place, contents):
        for name, text in contents.items():
            path = os.path.join(place, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf8") as file:
                file.write(text)

    def commit(self, place, contents, remove=()):
        self.write(place, contents)
        for name in remove:
            os.remove(os.path.join(place, name))
        self.git(place, "add", "-A")
        self.git(place, "commit", "-q", "--allow-empty", "-m", "change")
        return self.git(place, "rev-parse", "HEAD")

    def repository(self, name, contents):
        place = self.path(name)
        os.makedirs(place)
        self.git(place, "init", "-q", "-b", "main")
        self.commit(place, contents)
        return place

    def run(self, *arguments, place=None, timeout=60, interrupt_after_line=False, **environment):
        """Runs the binary; gives its exit code as a shell sees it, and what it wrote."""
        process = subprocess.Popen(
            [VOICEBOT, *arguments], cwd=place or self.root, env={**self.environment, **environment},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        first = ""
        if interrupt_after_line:
            first = process.stdout.readline()
            process.send_signal(signal.SIGINT)
        try:
            output, errors = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            output, errors = process.communicate()
            self.fail(f"`voicebot {' '.join(arguments)}` did not end")
        code = process.returncode if process.returncode >= 0 else 128 - process.returncode
        self.outputs.append((" ".join(arguments), first + output + errors))
        return code, first + output, errors

    def serve(self, repository, name="data", **environment):
        server = Server(self, repository, name, environment)
        self.servers.append(server)
        return server

    def expect(self, holds, message):
        if not holds:
            self.fail(message)

    def fail(self, message):
        print("  fail:", message)
        self.failures.append(message)

    def end(self):
        sys.exit(1 if self.failures else 0)


class Server:
    """`voicebot serve` on ports of its own, ready."""

    def __init__(self, workplace, repository, name, environment):
        self.data = workplace.path(name)
        self.log = workplace.path(name + ".log")
        with open(self.log, "w", encoding="utf8") as log:
            self.process = subprocess.Popen(
                [VOICEBOT, "serve", "--repo", repository, "--sip", "127.0.0.1:0", "--api", "127.0.0.1:0", "--data",
                 self.data], cwd=workplace.root, env={**workplace.environment, **environment},
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, text=True)
        self.ready = self.process.stdout.readline()
        words = dict(word.split("=", 1) for word in self.ready.split() if "=" in word)
        if "api" not in words:
            self.process.kill()
            with open(self.log, encoding="utf8") as log:
                raise RuntimeError(f"no server: {self.ready!r} {log.read()[-2000:]}")
        self.url = words["api"] if "://" in words["api"] else "http://" + words["api"]

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def request(self, method, path, body=None, **headers):
        """The status and the body, whatever they are."""
        request = urllib.request.Request(
            self.url + path, data=body, method=method, headers={k.replace("_", "-"): v for k, v in headers.items()})
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, answer.read().decode("utf8", "replace")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode("utf8", "replace")
