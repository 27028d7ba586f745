import JSON
import Resources

/// How tools are carried out.
enum RunShape {
  private static let sql = ObjectShape(
    title: "SQL", doc: "Statements on one of the scenario's databases; `:name` is an argument.",
    fields: [
      Field("database", .text(.identifier), required: true, "One of the scenario's `databases`."),
      Field("statement", .text(.any), "Runs first. One that changes no row makes the result empty."),
      Field("returns", .text(.any), "Query whose first row is the result."),
      Field("many", .boolean, default: false, "Returns all rows, under `rows`."),
    ])
  private static let http = ObjectShape(
    title: "HTTP",
    doc: "A request; `{{name}}` in `url`, `headers` and `body` is an argument. A JSON answer is the result.",
    fields: [
      Field(
        "method", .choice(["GET", "POST", "PUT", "PATCH", "DELETE"].map { Choice($0, "\($0) request.") }),
        default: "GET", "Method of the request."),
      Field(
        "url", .text(.any), required: true, examples: ["https://example.com/orders/{{number}}"],
        "Address of the request."),
      Field("headers", .map(.any, .text(.any)), "Headers of the request."),
      Field("body", .json, "JSON sent with the request."),
    ])
  private static let exec = ObjectShape(
    title: "Exec", doc: "A program: the arguments are given to it as JSON, what it prints as JSON is the result.",
    fields: [
      Field(
        "command", .list(.text(.any), least: 1), required: true, examples: [["python3", "tools/quote.py"]],
        "The program and what it is called with, each part a text of its own; no shell reads it."),
      Field(
        "environment", .map(.any, .text(.any)), examples: [["MODE": "live"]],
        "Variables of its environment; it gets no others."),
    ])
  private static let mcp = ObjectShape(
    title: "MCP", doc: "A tool of a server of the Model Context Protocol.",
    fields: [
      Field(
        "server", .text(.webURL), required: true, examples: ["https://mcp.example.com/mcp"], "Address of the server."),
      Field("tool", .text(.any), required: true, examples: ["create_ticket"], "Name of the tool on that server."),
      Field("secret", .text(.secret), examples: ["env:MCP_TOKEN"], "Where the server's token lies."),
    ])
  private static let event = ObjectShape(
    title: "Event", doc: "An event of its own in the call's event stream. The result is empty at once.",
    fields: [
      Field(
        "type", .text(.identifier), required: true, examples: ["orderPlaced"],
        "Name of the event, which is published as `scenario.<name>`."),
      Field(
        "payload", .map(.any, .json), examples: [["item": "{{item}}"]],
        "What it holds; `{{name}}` is an argument. Without it all arguments."),
    ])
  private static let builtin = Shape.choice([
    Choice("sendDigits", "Sends the argument `digits` as keys of a telephone."),
    Choice("currentTime", "Gives the date and the time where the bot is."),
    Choice("callerNumber", "Gives the number the caller calls from."),
    Choice("setLanguage", "Goes on in the language of the argument `language`."),
  ])
  static let run = ObjectShape(
    title: "Run", doc: "How the tool is carried out: one of these.",
    fields: [
      Field("sql", .object(sql), "Statements on one of the scenario's databases."),
      Field("http", .object(http), "A request over HTTP."),
      Field("exec", .object(exec), carriedOut: false, "A program on the runtime's machine."),
      Field("mcp", .object(mcp), carriedOut: false, "A tool of a server of the Model Context Protocol."),
      Field("event", .object(event), carriedOut: false, "An event of its own in the call's event stream."),
      Field("builtin", builtin, carriedOut: false, "Something that the runtime itself can do."),
    ],
    exactlyOne: ["sql", "http", "exec", "mcp", "event", "builtin"])
}
