import JSON
import NIOCore
import NIOHTTP1
import NIOPosix
import Resources
import Synchronization

/// A server of OpenAI's chat completions protocol on loopback that answers what a test's `model` says, one answer for
/// each request.
final class ScriptedModel: Sendable {
  private struct State {
    var asked = 0
  }

  private let replies: [TestCase.ModelReply]
  private let clock: VirtualClock
  /// After so long without an answer a client gives up; the server then closes the connection instead of answering.
  private let patience: Duration
  private let channel: Mutex<(any Channel)?> = Mutex(nil)
  private let state = Mutex(State())

  private init(_ replies: [TestCase.ModelReply], clock: VirtualClock, patience: Duration) {
    self.replies = replies
    self.clock = clock
    self.patience = patience
  }

  static func start(
    _ replies: [TestCase.ModelReply], clock: VirtualClock, patience: Duration
  ) async throws -> ScriptedModel {
    let model = ScriptedModel(replies, clock: clock, patience: patience)
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(ChatHandler(model))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    model.channel.withLock { $0 = channel }
    return model
  }

  /// The base URL a provider's `endpoint` names.
  var endpoint: String { "http://127.0.0.1:\(channel.withLock { $0?.localAddress?.port } ?? 0)/v1" }

  /// How often it was asked; more often than `replies` has answers is the test's fault.
  var asked: Int { state.withLock { $0.asked } }

  func stop() async {
    let open = channel.withLock { channel in
      defer { channel = nil }
      return channel
    }
    try? await open?.close().get()
  }

  /// What to send for the next request.
  fileprivate func next() -> ChatHandler.Answer {
    let index = state.withLock { state in
      defer { state.asked += 1 }
      return state.asked
    }
    guard replies.indices.contains(index) else {
      return .failure(status: 400, message: "the test scripts no further answer")
    }
    let reply = replies[index]
    guard reply.after <= patience else {
      clock.advance(by: patience)
      return .close
    }
    clock.advance(by: reply.after)
    if let status = reply.fails { return .failure(status: status, message: "as the test says") }
    return .events(Self.chunks(of: reply, number: index))
  }

  /// The server-sent events of one answer: its words in pieces, its calls whole.
  private static func chunks(of reply: TestCase.ModelReply, number: Int) -> [String] {
    var chunks: [String] = []
    var piece = ""
    for character in reply.text {
      piece.append(character)
      if character == " " {
        chunks.append(chunk(["content": .string(piece)]))
        piece = ""
      }
    }
    if !piece.isEmpty { chunks.append(chunk(["content": .string(piece)])) }
    for (index, call) in reply.calls.enumerated() {
      let function: JSONValue = [
        "name": .string(call.tool), "arguments": .string(JSONWriter.string(.object(call.arguments))),
      ]
      let delta: JSONValue = [
        "index": .integer(Int64(index)), "id": .string("call_\(number)_\(index)"), "type": "function",
        "function": function,
      ]
      chunks.append(chunk(["tool_calls": [delta]]))
    }
    chunks.append(chunk([:], finish: reply.calls.isEmpty ? "stop" : "tool_calls"))
    return chunks + ["[DONE]"]
  }

  private static func chunk(_ delta: JSONValue, finish: String? = nil) -> String {
    let choice: JSONValue = ["index": 0, "delta": delta, "finish_reason": finish.map { .string($0) } ?? .null]
    return JSONWriter.string(["id": "chatcmpl-test", "object": "chat.completion.chunk", "choices": [choice]])
  }
}

/// Answers the requests of one connection.
private final class ChatHandler: ChannelInboundHandler {
  enum Answer {
    case events([String])
    case failure(status: Int, message: String)
    /// Without an answer.
    case close
  }

  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let model: ScriptedModel

  init(_ model: ScriptedModel) { self.model = model }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .end = unwrapInboundIn(data) else { return }
    switch model.next() {
    case .events(let events):
      let body = events.map { "data: \($0)\n\n" }.joined()
      respond(context, .ok, "text/event-stream", body)
    case .failure(let status, let message):
      let error: JSONValue = ["error": ["message": .string(message)]]
      respond(context, HTTPResponseStatus(statusCode: status), "application/json", JSONWriter.string(error))
    case .close: context.close(promise: nil)
    }
  }

  private func respond(
    _ context: ChannelHandlerContext, _ status: HTTPResponseStatus, _ type: String, _ body: String
  ) {
    let bytes = ByteBuffer(string: body)
    let headers = HTTPHeaders([("Content-Type", type), ("Content-Length", String(bytes.readableBytes))])
    let head = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(bytes))), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
