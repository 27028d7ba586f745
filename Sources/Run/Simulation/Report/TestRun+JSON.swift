import Diagnostics
package import JSON
import Resources

extension TestResult {
  /// The result as data: one object of the JSON and NDJSON reports.
  package var json: JSONValue {
    var object = JSONObject(distinct: [
      ("id", .string(id)), ("name", .string(name)), ("scenario", .string(scenario)), ("bot", .string(bot)),
      ("status", .string(status.rawValue)), ("place", Self.json(place)), ("checks", .integer(Int64(checks))),
      ("runs", .integer(Int64(runs))), ("passes", .integer(Int64(passes))),
      ("milliseconds", .integer(Milliseconds.of(duration))),
    ])
    if !labels.isEmpty {
      object["labels"] = .object(
        JSONObject(distinct: labels.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
    }
    object["failures"] = .array(
      failures.map { failure in
        ["place": Self.json(failure.place), "expected": .string(failure.expected), "actual": .string(failure.actual)]
      })
    object["skipped"] = .array(
      omissions.map { omission in
        ["place": Self.json(omission.place), "what": .string(omission.text), "reason": .string(omission.reason)]
      })
    object["transcript"] = .array(
      transcript.map { line in
        [
          "milliseconds": .integer(Milliseconds.of(line.at)), "speaker": .string(line.speaker.rawValue),
          "text": .string(line.text),
        ]
      })
    return .object(object)
  }

  static func json(_ place: Diagnostic.Place) -> JSONValue {
    ["file": .string(place.file), "line": .integer(Int64(place.line)), "column": .integer(Int64(place.column))]
  }
}

extension TestRun {
  /// The run as data; `coverage` is of the scenarios that were tested.
  package func json(coverage: [ScenarioCoverage]) -> JSONValue {
    [
      "passed": .bool(hasPassed),
      "counts": [
        "tests": .integer(Int64(results.count)), "passed": .integer(Int64(count(.passed))),
        "failed": .integer(Int64(count(.failed))), "skipped": .integer(Int64(count(.skipped))),
        "skippedChecks": .integer(Int64(omissions)),
      ],
      "tests": .array(results.map(\.json)),
      "coverage": .array(coverage.map(\.json)),
    ]
  }
}

extension ScenarioCoverage {
  var json: JSONValue {
    func share(_ share: Share) -> JSONValue {
      ["reached": .integer(Int64(share.reached)), "total": .integer(Int64(share.total))]
    }
    return [
      "scenario": .string(scenario), "file": .string(file), "steps": share(steps), "intents": share(intents),
      "branches": share(branches),
      "points": .array(
        rows.map { row in
          [
            "point": .string(row.point.description), "line": .integer(Int64(row.place.line)),
            "times": .integer(Int64(row.times)),
          ]
        }),
    ]
  }
}
