import JSON
import Resources

/// The functions a language model is offered.
package enum ToolSchemas {
  /// Built in; ends the call.
  package static let endCall = "end_call"
  /// Built in; its `target` argument names one of the bot's transfer targets.
  package static let transferCall = "transfer_call"

  /// The scenario's tools as they are declared, then the built-in ones, whose names a scenario cannot take.
  static func tools(of scenario: Scenario, transferTargets: [String]) -> [ChatTool] {
    var tools =
      scenario.tools
      .filter { $0.name != endCall && $0.name != transferCall }
      .map { ChatTool(name: $0.name, description: $0.description, parameters: parameters($0.parameters)) }
    if !transferTargets.isEmpty {
      tools.append(
        ChatTool(
          name: transferCall,
          description: "Transfers the caller to a person. Use it when the caller asks for one or you cannot help.",
          parameters: [
            "type": "object", "required": ["target"],
            "properties": ["target": ["type": "string", "enum": .array(transferTargets.map { .string($0) })]],
            "additionalProperties": false,
          ]))
    }
    tools.append(
      ChatTool(
        name: endCall,
        description: "Hangs up. Use it only after you have said goodbye and the caller needs nothing more.",
        parameters: ["type": "object", "properties": [:], "additionalProperties": false]))
    return tools
  }

  /// Chat servers refuse a function whose parameters are not an object schema.
  private static func parameters(_ schema: JSONValue) -> JSONValue {
    guard var object = schema.objectValue else { return ["type": "object", "properties": [:]] }
    if object["type"] == nil { object["type"] = "object" }
    if object["properties"] == nil { object["properties"] = [:] }
    return .object(object)
  }
}
