import JSON
import Resources

package enum ProviderShape {
  private static let driverChoices = [
    Choice("openai-chat", "A brain: any server of OpenAI's chat completions protocol. Needs `endpoint` and `model`."),
    Choice("local", "The embedded speech engines, for `speechToText` and `voice`."),
    Choice("flow", "The deterministic brain: it carries out the scenario's steps."),
    Choice("echo", "A brain that returns the caller's own audio."),
    Choice(
      "openai-transcriptions", carriedOut: false,
      "Speech to text: any server of OpenAI's transcriptions protocol. Needs `endpoint` and `model`."),
    Choice(
      "openai-speech", carriedOut: false,
      "A voice: any server of OpenAI's speech protocol. Needs `endpoint` and `model`."),
    Choice(
      "openai-embeddings", carriedOut: false,
      "Embeddings for knowledge bases: any server of OpenAI's embeddings protocol. Needs `endpoint` and `model`."),
    Choice(
      "openai-realtime", carriedOut: false,
      "Hears, thinks and speaks in one: any server of OpenAI's realtime protocol. Needs `endpoint` and `model`."),
  ]
  /// Drivers that the runtime carries out.
  package static let carriedOutDrivers = Set(driverChoices.filter(\.carriedOut).map(\.value))
  private static let capabilities = Shape.list(
    .choice([
      Choice("speechToText", "Hears callers."),
      Choice("brain", "Decides what to say and do."),
      Choice("tools", "A brain that can call tools."),
      Choice("voice", "Speaks."),
      Choice("embedding", "Turns texts into vectors, for knowledge bases."),
      Choice("realtime", "Hears, thinks and speaks in one."),
    ]), least: 1)
  private static let timeouts = ObjectShape(
    title: "Timeouts", doc: "How long the service is waited for.",
    fields: [
      Field(
        "connect", .durationIn(.milliseconds(10)...(.seconds(60))), default: "3s", "Until the connection stands."),
      Field(
        "firstToken", .durationIn(.milliseconds(10)...(.seconds(120))), default: "5s",
        "Until the first piece of an answer."),
      Field(
        "total", .durationIn(.milliseconds(10)...(.seconds(600))), default: "60s", "Until the end of an answer."),
    ])
  private static let limits = ObjectShape(
    title: "Limits", doc: "How much is asked of the service.",
    fields: [
      Field(
        "concurrent", .integer(1...100_000), examples: [20], "Requests at a time. Without it there is no limit."),
      Field(
        "requestsPerMinute", .integer(1...10_000_000), examples: [600], carriedOut: false,
        "Requests in a minute. Without it there is no limit."),
    ])
  private static let price = ObjectShape(
    title: "Price", doc: "What the service costs, for the tenant's spend.",
    fields: [
      Field("input", .number(0...1e6), required: true, examples: [0.15], "For what is sent."),
      Field("output", .number(0...1e6), examples: [0.6], "For what comes back. Without it that costs nothing."),
      Field(
        "per",
        .choice([
          Choice("million-tokens", "A million tokens of a language model."),
          Choice("million-characters", "A million characters that are spoken."),
          Choice("minute", "A minute of audio."),
          Choice("request", "A request."),
        ]), required: true, "What the price is for."),
      Field("currency", .text(.currency), default: "USD", "Currency of the price."),
    ])

  package static let spec = ObjectShape(
    title: "Provider", doc: "One speech or language service that the tenant's bots may name.",
    fields: [
      Field("driver", .choice(driverChoices), required: true, "The protocol spoken to the service."),
      Field("endpoint", .text(.webURL), examples: ["http://127.0.0.1:8811/v1"], "Base address of the service."),
      Field("model", .text(.any), examples: ["gpt-4o-mini"], "Model asked for."),
      Field(
        "secret", .text(.secret), examples: ["env:OPENAI_API_KEY"],
        "Where the service's key lies; never the key itself."),
      Field("timeouts", .object(timeouts), "How long the service is waited for."),
      Field("limits", .object(limits), "How much is asked of the service."),
      Field(
        "capabilities", capabilities, examples: [["brain", "tools"]],
        "What the service can do, where that is less than its driver can."),
      Field(
        "languages", .list(.text(.language), least: 1), examples: [["en", "de-DE"]],
        "Languages it can do. A bot of another language may not use it. Without it there is no such limit."),
      Field(
        "price", .object(price), examples: [["input": 0.15, "output": 0.6, "per": "million-tokens"]],
        carriedOut: false, "What the service costs, for the tenant's spend."),
      Field(
        "temperature", .number(0...2), examples: [0.3],
        "Randomness of answers. Without it the service's own default holds."),
      Field(
        "maxTokens", .integer(1...1_000_000), examples: [400],
        "Longest answer, in tokens. Without it the service's own default holds."),
    ], shown: ["endpoint", "model", "secret"])
}
