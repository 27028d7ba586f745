/// Every target and all it may import, each arrow with its reason. To add an arrow is a decision: it goes here first.
let table: [TargetRule] = [
  // MARK: Config
  TargetRule(
    "Config", "YAMLTree", .pureOverC,
    [
      Arrow("CYAML", "libyaml's events carry the place of every key and value"),
      Arrow("JSON", "nodes are read as JSON values, and values written as YAML"),
    ]),
  TargetRule(
    "Config", "JSONSchema", .pure,
    [Arrow("JSON", "schemas and the values they judge are JSON")]),
  TargetRule("Config", "Secrets", .pure),
  TargetRule(
    "Config", "Diagnostics", .pure,
    [
      Arrow("JSON", "findings are printed as JSON"),
      Arrow("Markup", "and in the formats of other programs"),
      Arrow("Secrets", "no finding shows the value of a secret"),
      Arrow("YAMLTree", "findings stand at ranges of nodes"),
    ]),
  TargetRule(
    "Config", "Resources", .pure,
    [
      Arrow("Diagnostics", "a declaration knows its place"),
      Arrow("JSON", "tool parameters, defaults and outcomes are JSON"),
      Arrow("YAMLTree", "resources are read from positioned nodes"),
    ]),
  TargetRule(
    "Config", "Shapes", .pure,
    [
      Arrow("Diagnostics", "what a field may not hold is a finding"),
      Arrow("JSON", "defaults, examples and the schemas for editors are JSON"),
      Arrow("Resources", "the forms of texts and the kinds have shapes"),
      Arrow("YAMLTree", "nodes are held to their shapes"),
    ]),
  TargetRule(
    "Config", "Rules", .pure,
    [
      Arrow("Diagnostics", "what is wrong between fields and between files is a finding"),
      Arrow("JSON", "tool arguments and expected values are JSON"),
      Arrow("JSONSchema", "tool parameters must be valid schemas, and arguments fit them"),
      Arrow("Resources", "what is ruled"),
      Arrow("Secrets", "no secret is written in clear"),
      Arrow("Shapes", "what a provider's driver can do is part of its shape"),
      Arrow("YAMLTree", "findings stand at nodes"),
    ]),
  TargetRule(
    "Config", "Loading", .pure,
    [
      Arrow("Diagnostics", "what came of the files"),
      Arrow("Resources", "files become resources and one snapshot"),
      Arrow("Rules", "resources are held to the rules"),
      Arrow("Shapes", "documents are held to their shapes"),
      Arrow("YAMLTree", "files are read into nodes"),
    ]),
  TargetRule(
    "Config", "Plan", .pure,
    [
      Arrow("Diagnostics", "a change stands at a place in a file"),
      Arrow("Digest", "a plan is bound to its content, and shows secrets as fingerprints"),
      Arrow("JSON", "values are compared as JSON, and plans are JSON files"),
      Arrow("Resources", "resources are named and understood"),
      Arrow("Secrets", "a plan shows no secret's value"),
      Arrow("Shapes", "a difference is one between canonical resources"),
      Arrow("YAMLTree", "a difference names the steps to the value"),
    ]),

  // MARK: Wire
  TargetRule("Wire", "SIP", .pure),
  TargetRule("Wire", "SDP", .pure),
  TargetRule("Wire", "RTP", .pure),

  // MARK: Sound
  TargetRule("Sound", "PCM", .pure),

  // MARK: Talk
  TargetRule("Talk", "Providers", .pure, [Arrow("JSON", "tool calls carry JSON arguments and results")]),
  TargetRule(
    "Talk", "Turns", .pure,
    [
      Arrow("Providers", "the brain's outputs and its expectation are inputs of the machine")
    ]),
  TargetRule(
    "Talk", "Flow", .pure,
    [
      Arrow("JSON", "slot values and tool arguments are JSON"),
      Arrow("Providers", "it is a brain"),
      Arrow("Resources", "it executes a scenario's steps"),
    ]),
  TargetRule(
    "Talk", "Dialog", .pure,
    [
      Arrow("JSON", "function schemas and arguments are JSON"),
      Arrow("Providers", "history is made of a brain's inputs and outputs"),
      Arrow("Resources", "prompts and function schemas come from a scenario"),
    ]),

  // MARK: Work
  TargetRule(
    "Work", "Tools", .pure,
    [
      Arrow("JSON", "arguments and results are JSON"),
      Arrow("JSONSchema", "arguments are checked before a tool runs"),
      Arrow("Providers", "tool calls come from a brain"),
      Arrow("Resources", "tools are declared by a scenario"),
    ]),

  // MARK: Backbone
  TargetRule("Backbone", "Digest", .pure),
  TargetRule("Backbone", "JSON", .pure),
  TargetRule("Backbone", "Markup", .pure),
  TargetRule("Backbone", "Events", .pure, [Arrow("JSON", "events carry and are written as JSON")]),
  TargetRule(
    "Backbone", "EventLog", .driver,
    [
      Arrow("Events", "what it stores"),
      Arrow("JSON", "how it stores them"),
      Arrow("GRDB", "the log is a SQLite database"),
      Arrow("Glibc", "the wall clock"),
    ]),
  TargetRule(
    "Backbone", "Store", .driver,
    [
      Arrow("Digest", "tokens are kept as hashes"),
      Arrow("JSON", "diagnostics and changes of a revision"),
      Arrow("GRDB", "the store is a SQLite database"),
      Arrow("Glibc", "the lock on the data directory"),
    ]),

  // MARK: Edge
  TargetRule(
    "Edge", "Net", .driver,
    [
      Arrow("SIP", "datagrams are parsed on the loop that receives them"),
      Arrow("NIO*", "the sockets"),
      Arrow("Glibc", "socket options"),
    ]),
  TargetRule(
    "Edge", "Media", .driver,
    [
      Arrow("RTP", "packets are parsed and paced on the media thread"),
      Arrow("PCM", "frames are encoded and decoded on the media thread"),
      Arrow("CShims", "epoll and timerfd macros"),
      Arrow("Glibc", "epoll, timerfd, sockets, threads"),
    ]),
  TargetRule(
    "Edge", "Git", .driver,
    [
      Arrow("CGit2", "libgit2 reads trees at a commit and fetches; zlib inflates loose objects"),
      Arrow("JSON", "what passes between a fetch's child process and its parent"),
      Arrow("Glibc", "paths, child processes and their limits"),
      Arrow("Dispatch", "libgit2 blocks, so it has a queue of its own"),
    ]),
  TargetRule(
    "Edge", "HTTPClient", .driver,
    [
      Arrow("CCurl", "libcurl streams bodies with deadlines"),
      Arrow("Glibc", "poll and threads"),
    ]),
  TargetRule(
    "Edge", "ProviderClients", .driver,
    [
      Arrow("HTTPClient", "vendors are reached over HTTP"),
      Arrow("Dialog", "history and function schemas to send"),
      Arrow("Providers", "each client is a provider"),
      Arrow("Resources", "endpoint, model and secret references"),
      Arrow("JSON", "the vendors' messages"),
      Arrow("Glibc", "secrets from the environment and files"),
    ]),
  TargetRule(
    "Edge", "LocalSpeech", .driver,
    [
      Arrow("Providers", "each engine is a provider"),
      Arrow("CSpeech", "C declarations of the engines, bound at run time"),
      Arrow("Models", "where the engines and their weights lie"),
      Arrow("Glibc", "dlopen and threads"),
    ]),
  TargetRule(
    "Edge", "Models", .driver,
    [
      Arrow("Digest", "files are known by their hashes"),
      Arrow("JSON", "the voice's metadata"),
      Arrow("Glibc", "files and child processes"),
    ]),
  TargetRule(
    "Edge", "ToolRunners", .driver,
    [
      Arrow("Tools", "checked calls to carry out"),
      Arrow("HTTPClient", "http tools"),
      Arrow("GRDB", "sql tools"),
      Arrow("Providers", "results go back to a brain"),
      Arrow("Resources", "how a tool runs is declared by its scenario"),
      Arrow("JSON", "arguments and results"),
      Arrow("Glibc", "the database directory"),
    ]),

  TargetRule("Edge", "Files", .driver, [Arrow("Glibc", "files that are written whole")]),

  // MARK: Run
  TargetRule(
    "Run", "CallRuntime", .assembly,
    [
      Arrow("Turns", "who may speak"),
      Arrow("Flow", "the deterministic brain"),
      Arrow("Dialog", "history as heard"),
      Arrow("Providers", "speech and brains behind their protocols"),
      Arrow("ToolRunners", "runs them"),
      Arrow("PCM", "levels and resampling on the conversation loop"),
      Arrow("Events", "publishes what happened"),
      Arrow("JSON", "event payloads"),
      Arrow("Resources", "the bot and scenario of the call's snapshot"),
      Arrow("Media", "the frames of the call"),
      Arrow("LocalSpeech", "embedded engines"),
      Arrow("ProviderClients", "remote engines"),
      Arrow("HTTPClient", "the client that remote engines share"),
      Arrow("Models", "where the embedded engines lie"),
      Arrow("NIO*", "event loops are the conversation loops and the clock"),
    ]),
  TargetRule(
    "Run", "PBX", .assembly,
    [
      Arrow("CallRuntime", "an answered call is handed to it"),
      Arrow("SIP", "transactions and dialogs"),
      Arrow("SDP", "offer and answer"),
      Arrow("Net", "the SIP socket"),
      Arrow("Media", "opens the media ports"),
      Arrow("RTP", "media addresses"),
      Arrow("Events", "publishes what happened"),
      Arrow("Resources", "numbers and bots of the live snapshot"),
      Arrow("Glibc", "clock and random ids"),
      Arrow("Logging", "what an operator reads"),
      Arrow("NIO*", "the loop that signalling runs on"),
    ]),

  TargetRule(
    "Run", "Simulation", .assembly,
    [
      Arrow("Loading", "steps and branches stand in files"),
      Arrow("Diagnostics", "failures stand at places"),
      Arrow("CallRuntime", "a test's call runs the brain and its tools as a call does"),
      Arrow("Flow", "the brain that tests run on"),
      Arrow("Dialog", "what a scripted language model is asked"),
      Arrow("ProviderClients", "asks it over HTTP"),
      Arrow("HTTPClient", "the client that asks"),
      Arrow("Providers", "the brain's outputs"),
      Arrow("ToolRunners", "SQL tools run on a test's own database"),
      Arrow("Resources", "tests, and the bots they call"),
      Arrow("JSON", "values and reports"),
      Arrow("JSONSchema", "its regular expressions"),
      Arrow("Markup", "reports are in other programs' formats"),
      Arrow("Glibc", "temporary directories"),
      Arrow("NIO*", "the scripted language model's server on loopback"),
    ]),

  TargetRule(
    "Run", "Caller", .assembly,
    [
      Arrow("SIP", "places a real call"),
      Arrow("SDP", "offers and reads the answer"),
      Arrow("RTP", "sends and hears packets"),
      Arrow("Media", "paces them as the server's own are"),
      Arrow("Net", "its SIP socket"),
      Arrow("NIO*", "the loop that signalling runs on"),
    ]),

  // MARK: Control
  TargetRule(
    "Control", "Reconciler", .assembly,
    [
      Arrow("Shapes", "desired state is canonical resources"),
      Arrow("Loading", "what came of a commit's files"),
      Arrow("Diagnostics", "a refused commit is told with its findings"),
      Arrow("Git", "reads the commit"),
      Arrow("JSON", "diagnostics and changes as they are stored"),
      Arrow("Plan", "compares a revision with the live one"),
      Arrow("Resources", "checks it and makes the snapshot"),
      Arrow("Store", "writes down what is live"),
      Arrow("HTTPClient", "writes a commit's status back"),
      Arrow("Glibc", "the clock of its watch"),
    ]),
  TargetRule(
    "Control", "AdminAPI", .assembly,
    [
      Arrow("Digest", "the signature of a webhook's notice"),
      Arrow("Events", "what it streams"),
      Arrow("EventLog", "where it resumes from"),
      Arrow("JSON", "answers and requests"),
      Arrow("Store", "tokens say who asks"),
      Arrow("NIO*", "HTTP, WebSocket and TLS"),
    ]),
  TargetRule(
    "Control", "AdminClient", .assembly,
    [
      Arrow("Events", "the query of the event stream"),
      Arrow("HTTPClient", "requests and streams"),
      Arrow("JSON", "answers and requests"),
    ]),

  TargetRule(
    "Control", "Service", .assembly,
    [
      Arrow("Shapes", "canonical resources are answered"),
      Arrow("Loading", "commits are loaded and checked"),
      Arrow("Diagnostics", "findings are answered to whoever applied"),
      Arrow("AdminAPI", "serves the event stream and the status"),
      Arrow("CallRuntime", "shares engines among calls"),
      Arrow("EventLog", "opens the log"),
      Arrow("Events", "says when the runtime starts and stops"),
      Arrow("Flow", "prepares a scenario once for all its calls"),
      Arrow("Git", "opens the repository"),
      Arrow("HTTPClient", "shares one client among calls"),
      Arrow("JSON", "the status"),
      Arrow("LocalSpeech", "hands the embedded engines to each call"),
      Arrow("Providers", "the errors of engines"),
      Arrow("Media", "starts the media threads"),
      Arrow("Models", "finds the speech models"),
      Arrow("PBX", "starts taking calls"),
      Arrow("Plan", "shows what a change does"),
      Arrow("Store", "opens revisions and tokens"),
      Arrow("Reconciler", "gives each call the live snapshot"),
      Arrow("Resources", "the runtime's settings"),
      Arrow("SIP", "where calls are taken"),
      Arrow("NIO*", "starts the event loops"),
      Arrow("Glibc", "the wall clock and the data directory"),
      Arrow("Logging", "what an operator reads"),
    ]),

  // MARK: CLI
  TargetRule("CLI", "Templates", .pure),
  TargetRule("CLI", "VoicebotCommands", .assembly, [Arrow("*", "verbs assemble whatever they need")]),
  TargetRule("CLI", "voicebot", .assembly, [Arrow("VoicebotCommands", "the entry point hands over at once")]),

  // MARK: C
  TargetRule("C", "CYAML", .c),
  TargetRule("C", "CGit2", .c),
  TargetRule("C", "CCurl", .c),
  TargetRule("C", "CSpeech", .c),
  TargetRule("C", "CShims", .c),
]

/// Plane → planes it may look at. The two flows of docs/ARCHITECTURE.md read top to bottom along these.
let planes: [String: Set<String>] = [
  "C": [],
  "Backbone": ["Backbone"],
  "Config": ["Config", "Backbone", "C"],
  "Wire": ["Wire", "C"],
  "Sound": ["Sound", "C"],
  "Talk": ["Talk", "Config", "Backbone"],
  "Work": ["Work", "Talk", "Config", "Backbone"],
  "Edge": ["Edge", "Wire", "Sound", "Talk", "Work", "Config", "Backbone", "C"],
  "Run": ["Run", "Edge", "Wire", "Sound", "Talk", "Work", "Config", "Backbone"],
  "Control": ["Control", "Run", "Edge", "Wire", "Talk", "Config", "Backbone"],
  "CLI": ["CLI", "Control", "Run", "Edge", "Wire", "Sound", "Talk", "Work", "Config", "Backbone"],
]

/// What every target may import: these come with the language and reach nothing outside the process.
let standardLibrary: Set<String> = ["Swift", "Synchronization"]

/// Names that reach for time, chance or the environment; pure code is given all three as arguments.
let impure = [
  "ContinuousClock", "SuspendingClock", "Task.sleep", "SystemRandomNumberGenerator", ".random(in:", ".randomElement()",
  ".shuffled()", "CommandLine.arguments", "print(", "readLine(", "@unchecked Sendable",
]

/// A file longer than this does more than one thing.
let longestFile = 600
