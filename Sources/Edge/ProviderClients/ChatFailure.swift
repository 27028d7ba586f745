import Glibc
import HTTPClient
import JSON
import Providers

/// What a chat server's failures mean.
enum ChatFailure {
  static func error(_ error: any Error) -> ProviderError {
    if let error = error as? ProviderError { return error }
    guard let http = error as? HTTPError else { return ProviderError(.unavailable, "\(error)") }
    let code: ProviderError.Code =
      switch http.code {
      case .connectTimeout, .firstByteTimeout, .idleTimeout, .totalTimeout: .timeout
      case .unreachable, .cut, .closed: .unavailable
      case .invalidRequest, .untrusted: .refused
      case .malformed, .tooLarge: .malformed
      case .cancelled: .cancelled
      }
    return ProviderError(code, http.description)
  }

  /// An answer with a status that is no success.
  static func error(status: Int, retryAfter: String?, body: [UInt8]) -> ProviderError {
    let code: ProviderError.Code =
      switch status {
      case 408, 504: .timeout
      case 429, 503, 529: .overloaded
      case 400..<500: .refused
      case 500..<600: .unavailable
      default: .malformed
      }
    var message = "the model's server answered \(status)"
    if let json = try? JSONParser.parse(body), let detail = detail(json["error"] ?? json) {
      message += ": \(detail)"
    }
    return ProviderError(code, message, retryAfter: retryAfter.flatMap(duration))
  }

  /// An `error` member within an answer of status 200.
  static func error(_ json: JSONValue) -> ProviderError {
    let number = json["code"]?.integerValue ?? json["status"]?.integerValue
    let word = (json["code"]?.stringValue ?? json["type"]?.stringValue ?? "").lowercased()
    let overloaded = number == 429 || number == 503 || word.contains("rate_limit") || word.contains("overloaded")
    let code: ProviderError.Code =
      overloaded ? .overloaded : (number.map { 400..<500 ~= $0 } ?? false) ? .refused : .unavailable
    return ProviderError(code, "the model's server failed: \(detail(json) ?? "no reason given")")
  }

  private static func detail(_ json: JSONValue) -> String? {
    guard let text = json.stringValue ?? json["message"]?.stringValue ?? json["detail"]?.stringValue else { return nil }
    return String(text.prefix(300))
  }

  /// The value of a Retry-After header: seconds or a date (RFC 9110, section 10.2.3).
  static func duration(retryAfter text: String) -> Duration? {
    if let seconds = Double(text) { return seconds >= 0 && seconds < 1e6 ? .seconds(seconds) : nil }
    // "Wed, 21 Oct 2015 07:28:00 GMT"
    let words = text.split(separator: " ")
    guard words.count == 6, words[5] == "GMT", let day = Int32(words[1]), let year = Int32(words[3]),
      (1900...9999).contains(year)
    else { return nil }
    guard let month = months.firstIndex(of: words[2]) else { return nil }
    let clock = words[4].split(separator: ":").compactMap { Int32($0) }
    guard clock.count == 3 else { return nil }
    var date = tm()
    (date.tm_year, date.tm_mon, date.tm_mday) = (year - 1900, Int32(month), day)
    (date.tm_hour, date.tm_min, date.tm_sec) = (clock[0], clock[1], clock[2])
    return .seconds(max(0, timegm(&date) - time(nil)))
  }

  private static let months: [Substring] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
