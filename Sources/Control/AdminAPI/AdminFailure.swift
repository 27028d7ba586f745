package import JSON
import NIOHTTP1

/// Why a request is not carried out: a status, a word for programs, a sentence for people and, where there is one,
/// what to do about it.
package struct AdminFailure: Error, Sendable, Hashable, CustomStringConvertible {
  package var status: Int
  package var code: String
  package var message: String
  package var fix: String?
  package var diagnostics: [JSONValue] = []
  /// Members beside these in the error, such as what is live in a conflict.
  package var detail: JSONValue = .null

  package init(_ status: Int, _ code: String, _ message: String, fix: String? = nil) {
    self.status = status
    self.code = code
    self.message = message
    self.fix = fix
  }

  package var description: String { message }

  var response: Response {
    var error = JSONObject(distinct: [("code", .string(code)), ("message", .string(message))])
    error["fix"] = fix.map { .string($0) }
    if !diagnostics.isEmpty { error["diagnostics"] = .array(diagnostics) }
    if detail != .null { error["detail"] = detail }
    return .json(["error": .object(error)], HTTPResponseStatus(statusCode: status))
  }
}
