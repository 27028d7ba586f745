"""Two clients apply at once what each planned for the same revision: one ends with 0, the other with 5 and is told what
came first. Ten times, against one server."""
import json
import subprocess

from toolchain import VOICEBOT, Workplace, bot, files

with Workplace() as work:
    followed = work.repository("followed", files())
    server = work.serve(followed)
    sides = []
    for side in "xy":
        work.git(work.root, "clone", "-q", followed, side)
        sides.append(work.path(side))
    revision = 1
    winners = []
    for number in range(10):
        runs = []
        for index, place in enumerate(sides):
            work.git(place, "reset", "-q", "--hard", "origin/main")
            work.commit(place, {f"bots/acme/b{index}.yaml": bot(f"b{index}", 100 + index, f"Round {number}.")})
            plan = work.path(f"plan-{index}-{number}")
            code, _, errors = work.run("plan", "--out", plan, "--server", server.url, place=place)
            work.expect(code == 0, f"plan: {code} {errors}")
            runs.append([VOICEBOT, "apply", plan, "--server", server.url])
        # Who starts first is another each round.
        order = [0, 1] if number % 2 == 0 else [1, 0]
        processes = {
            index: subprocess.Popen(
                runs[index], cwd=sides[index], env=work.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                stderr=subprocess.PIPE, text=True)
            for index in order
        }
        results = {}
        for index, process in processes.items():
            _, errors = process.communicate(timeout=60)
            results[index] = (process.returncode, errors)
        codes = sorted(code for code, _ in results.values())
        work.expect(codes == [0, 5], f"round {number}: {results}")
        if codes != [0, 5]:
            continue
        winner = next(index for index, (code, _) in results.items() if code == 0)
        winners.append(winner)
        complaint = results[1 - winner][1]
        head = work.git(sides[winner], "rev-parse", "HEAD")
        for wanted in (f"revision {revision}", f"revision {revision + 1}", head, f"acme/b{winner}"):
            work.expect(wanted in complaint, f"round {number}: `{wanted}` is not in {complaint!r}")
        revision += 1
        live = json.loads(server.request("GET", "/v1/revisions/live")[1])
        work.expect(live["revision"] == revision and live["commit"] == head, f"round {number}: live is {live}")
    print(f"  ten rounds: the first clone came first {winners.count(0)} times, the second {winners.count(1)}")
    work.end()
