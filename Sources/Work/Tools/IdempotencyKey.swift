package import JSON

/// Names one wish of one caller: the same tool with the same arguments in the same turn of the same call is the same
/// wish, however often it is asked for. The whole text is kept rather than a digest: two wishes must never share one.
package enum IdempotencyKey {
  package static func make(callID: String, turn: Int, tool: String, arguments: JSONObject) -> String {
    CanonicalJSON.text(.array([.string(callID), .integer(Int64(turn)), .string(tool), .object(arguments)]))
  }
}
