"""Files that nobody wrote for this program, where its own belong: each is refused with a place, and nothing crashes."""
import json

from toolchain import PROJECT, TENANT, Workplace

FOREIGN = {
    "bots/x/deployment.yaml": """apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels: {app: web}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: nginx:1.27
          ports: [{containerPort: 80}]
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: 80}]}
""",
    "bots/x/list.yaml": """apiVersion: v1
kind: List
items:
  - {apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {key: value}}
""",
    "bots/x/helm.yaml": """{{- if .Values.enabled }}
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ include "chart.fullname" . }}
{{- end }}
""",
    "bots/x/workflow.yml": """name: ci
on:
  push: {branches: [main]}
  pull_request:
permissions: read-all
jobs:
  test:
    runs-on: ubuntu-latest
    strategy: {matrix: {python: ["3.11", 3.12]}}
    steps:
      - uses: actions/checkout@v4
      - name: Test
        run: |
          make test
        env: {TOKEN: "${{ secrets.TOKEN }}"}
""",
    "bots/x/domain.yml": """version: "3.1"
intents:
  - greet
  - order_pizza:
      use_entities: [size]
entities: [size, topping]
slots:
  size:
    type: categorical
    values: [small, large]
    mappings:
      - type: from_entity
        entity: size
responses:
  utter_greet:
    - text: "Hey! How are you?"
      buttons:
        - {title: great, payload: /mood_great}
actions: [action_order]
session_config: {session_expiration_time: 60, carry_over_slots_to_new_session: true}
""",
    "bots/x/compose.yaml": """services:
  db: &db
    image: postgres:17
    environment: {POSTGRES_PASSWORD_FILE: /run/secrets/db}
  copy:
    <<: *db
""",
}

with Workplace() as work:
    place = work.path("repository")
    own = {"voicebot.yaml": PROJECT, "bots/x/tenant.yaml": TENANT.replace("acme", "x")}
    work.write(place, own)
    code, _, errors = work.run("validate", place=place)
    work.expect(code == 0, f"the own files: {code} {errors}")
    work.write(place, FOREIGN)
    code, output, errors = work.run("validate", "-o", "json", place=place)
    work.expect(code == 3, f"all: exit {code}: {errors[:500]}")
    found = json.loads(output)
    found = found if isinstance(found, list) else found["diagnostics"]
    for path, text in FOREIGN.items():
        own = [entry for entry in found if entry.get("file") == path and entry["severity"] == "error"]
        work.expect(own, f"{path} is not refused")
        lines = text.split("\n")
        for entry in own:
            line, column = entry.get("line"), entry.get("column")
            work.expect(
                isinstance(line, int) and 1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1,
                f"{path}: no useful place in {entry}")
        code, output, errors = work.run("validate", path, place=place)
        work.expect(code == 3 and path in output + errors, f"{path} alone: exit {code}")
        work.expect("atal error" not in errors, f"{path}: {errors[-300:]}")
    for form in ("sarif", "junit", "github", "gitlab"):
        report = work.path("report." + form)
        code, _, errors = work.run("validate", "--report", f"{form}={report}", place=place)
        work.expect(code == 3 and open(report, encoding="utf8").read(), f"{form}: exit {code} {errors[:300]}")
    print(f"  {len(FOREIGN)} foreign files refused with {len(found)} findings")
    work.end()
