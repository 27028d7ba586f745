import CCurl
import Synchronization

/// One request on its way: libcurl's handle, the response so far, and its deadlines.
///
/// `@unchecked Sendable`: made by the asking task, then touched only by `TransferThread`'s thread (and by `finish` on
/// the asking task where it never got there).
final class Transfer: @unchecked Sendable {
  let id: UInt64
  private(set) var handle: UnsafeMutableRawPointer?
  private let request: HTTPRequest
  private var head: CheckedContinuation<Result<HTTPResponseHead, HTTPError>, Never>?
  private let body: AsyncThrowingStream<[UInt8], any Error>.Continuation
  private var headerList: UnsafeMutablePointer<curl_slist>?
  private let messageBuffer = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

  private var status = 0
  private var headers: [HTTPRequest.Header] = []
  private var headerBytes = 0
  private var bodyBytes = 0
  private var waitingBytes = 0
  private var paused = false
  private var failure: HTTPError?
  private let started = monotonicNow()
  private var lastActivity = monotonicNow()

  private static let maximumHeaderBytes = 256 << 10

  init(
    id: UInt64, request: HTTPRequest, head: CheckedContinuation<Result<HTTPResponseHead, HTTPError>, Never>,
    body: AsyncThrowingStream<[UInt8], any Error>.Continuation
  ) {
    self.id = id
    self.request = request
    self.head = head
    self.body = body
    messageBuffer[0] = 0
  }

  deinit {
    if let handle { curl_easy_cleanup(handle) }
    curl_slist_free_all(headerList)
    messageBuffer.deallocate()
  }

  /// Makes libcurl's handle; nil where it cannot.
  func open() -> UnsafeMutableRawPointer? {
    guard let handle = curl_easy_init() else { return nil }
    self.handle = handle
    voicebot_curl_set_long(handle, CURLOPT_NOSIGNAL, 1)
    voicebot_curl_set_pointer(handle, CURLOPT_ERRORBUFFER, messageBuffer)
    guard voicebot_curl_set_text(handle, CURLOPT_URL, request.url) == CURLE_OK else { return nil }
    voicebot_curl_set_text(handle, CURLOPT_PROTOCOLS_STR, "http,https")
    voicebot_curl_set_long(handle, CURLOPT_FOLLOWLOCATION, 0)
    // A dot segment is the server's to judge; rewriting it here would let an argument climb out of its path.
    voicebot_curl_set_long(handle, CURLOPT_PATH_AS_IS, 1)
    // Without it, ending a transfer waits for its name to be resolved and holds every other transfer up.
    voicebot_curl_set_long(handle, CURLOPT_QUICK_EXIT, 1)
    voicebot_curl_set_long(handle, CURLOPT_TCP_NODELAY, 1)
    if let authorities = request.authorities { voicebot_curl_set_text(handle, CURLOPT_CAINFO, authorities) }
    if request.isLoopback { voicebot_curl_set_text(handle, CURLOPT_PROXY, "") }
    if let connect = request.timeouts.connect {
      voicebot_curl_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, max(1, Int(connect / .milliseconds(1))))
    } else {
      // Zero would mean libcurl's own five minutes.
      voicebot_curl_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, Int(Int32.max))
    }
    setMethod(handle)
    for header in request.headers + [HTTPRequest.Header("Expect", "")] {
      headerList = curl_slist_append(
        headerList, header.value.isEmpty ? "\(header.name):" : "\(header.name): \(header.value)")
    }
    voicebot_curl_set_pointer(handle, CURLOPT_HTTPHEADER, headerList)
    let context = Unmanaged.passUnretained(self).toOpaque()
    voicebot_curl_set_pointer(handle, CURLOPT_WRITEDATA, context)
    voicebot_curl_set_pointer(handle, CURLOPT_HEADERDATA, context)
    voicebot_curl_set_receive(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
      guard let context, let bytes else { return 0 }
      let buffer = UnsafeRawBufferPointer(start: bytes, count: size * count)
      return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue().receiveBody(buffer)
    }
    voicebot_curl_set_receive(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
      guard let context, let bytes else { return 0 }
      let buffer = UnsafeRawBufferPointer(start: bytes, count: size * count)
      return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue().receiveHeader(buffer)
    }
    return handle
  }

  private func setMethod(_ handle: UnsafeMutableRawPointer) {
    if let bytes = request.body {
      voicebot_curl_set_long(handle, CURLOPT_POST, 1)
      voicebot_curl_set_large(handle, CURLOPT_POSTFIELDSIZE_LARGE, bytes.count)
      // Copied by libcurl, so the size has to be set first.
      bytes.withUnsafeBytes { raw in
        _ = voicebot_curl_set_pointer(
          handle, CURLOPT_COPYPOSTFIELDS,
          UnsafeMutableRawPointer(mutating: raw.baseAddress ?? UnsafeRawPointer(messageBuffer)))
      }
    } else if request.method == "HEAD" {
      voicebot_curl_set_long(handle, CURLOPT_NOBODY, 1)
    }
    voicebot_curl_set_text(handle, CURLOPT_CUSTOMREQUEST, request.method)
  }

  // MARK: - What libcurl hands over

  private func receiveHeader(_ bytes: UnsafeRawBufferPointer) -> Int {
    lastActivity = monotonicNow()
    // Past the head these are trailers, which nobody asked for.
    guard head != nil else { return bytes.count }
    headerBytes += bytes.count
    guard headerBytes <= Self.maximumHeaderBytes else {
      failure = HTTPError(.tooLarge, "the response's headers are longer than \(Self.maximumHeaderBytes) bytes")
      return 0
    }
    let line = String(decoding: bytes, as: UTF8.self).filter { !$0.isNewline }
    if line.hasPrefix("HTTP/") {
      status = line.split(separator: " ", omittingEmptySubsequences: true).dropFirst().first.flatMap { Int($0) } ?? 0
      headers = []
    } else if line.isEmpty {
      // An interim response (1xx) is followed by the real one.
      if status >= 200 { deliverHead() }
    } else if let colon = line.firstIndex(of: ":") {
      let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
      headers.append(HTTPRequest.Header(String(line[..<colon]), String(value)))
    }
    return bytes.count
  }

  private func receiveBody(_ bytes: UnsafeRawBufferPointer) -> Int {
    lastActivity = monotonicNow()
    deliverHead()
    guard waitingBytes < HTTPClient.bufferedBytes else {
      paused = true
      return Int(CURL_WRITEFUNC_PAUSE)
    }
    bodyBytes += bytes.count
    guard bodyBytes <= request.maximumBodyBytes else {
      failure = HTTPError(.tooLarge, "the response is longer than \(request.maximumBodyBytes) bytes")
      return 0
    }
    if !bytes.isEmpty {
      waitingBytes += bytes.count
      body.yield(Array(bytes))
    }
    return bytes.count
  }

  private func deliverHead() {
    head?.resume(returning: .success(HTTPResponseHead(status: status, headers: headers)))
    head = nil
  }

  /// The consumer has taken that many bytes.
  func consumed(_ bytes: Int) {
    waitingBytes -= bytes
    guard paused, waitingBytes < HTTPClient.bufferedBytes / 2, let handle else { return }
    paused = false
    lastActivity = monotonicNow()
    curl_easy_pause(handle, CURLPAUSE_CONT)
  }

  // MARK: - Ends

  /// The next moment at which a limit passes.
  var deadline: Duration? {
    let total = request.timeouts.total.map { started + $0 }
    guard !paused else { return total }
    let phase =
      bodyBytes == 0 ? request.timeouts.firstByte.map { started + $0 } : request.timeouts.idle.map { lastActivity + $0 }
    guard let total, let phase else { return total ?? phase }
    return min(total, phase)
  }

  /// The error of the limit that has passed, if one has.
  func expired(at now: Duration) -> HTTPError? {
    if let total = request.timeouts.total, now >= started + total {
      return HTTPError(.totalTimeout, "no end after \(total)")
    }
    guard let deadline, now >= deadline else { return nil }
    if bodyBytes == 0, let limit = request.timeouts.firstByte {
      return HTTPError(.firstByteTimeout, "no first byte after \(limit)")
    }
    return HTTPError(.idleTimeout, "nothing came for \(request.timeouts.idle ?? .zero)")
  }

  /// What libcurl's verdict on a transfer means; nil where it went well.
  func error(for result: CURLcode) -> HTTPError? {
    if let failure { return failure }
    let detail = String(cString: messageBuffer)
    let message = detail.isEmpty ? String(cString: curl_easy_strerror(result)) : detail
    switch result {
    case CURLE_OK: return nil
    case CURLE_OPERATION_TIMEDOUT:
      return HTTPError(.connectTimeout, "no connection after \(request.timeouts.connect ?? .zero)")
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT:
      return HTTPError(.unreachable, message)
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CACERT_BADFILE:
      return HTTPError(.untrusted, message)
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_URL_MALFORMAT: return HTTPError(.invalidRequest, message)
    case CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_GOT_NOTHING, CURLE_HTTP2_STREAM:
      return HTTPError(.cut, message)
    default: return HTTPError(.malformed, message)
    }
  }

  /// Tells the asker of the end; later ends are ignored.
  func finish(_ error: HTTPError?) {
    if let head {
      self.head = nil
      if let error {
        head.resume(returning: .failure(error))
      } else {
        head.resume(returning: .success(HTTPResponseHead(status: status, headers: headers)))
      }
    }
    if let error { body.finish(throwing: error) } else { body.finish() }
  }
}
