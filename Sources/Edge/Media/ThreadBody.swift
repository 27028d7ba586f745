import Glibc

/// What a thread of the engine runs, until it is told to stop.
protocol ThreadBody: AnyObject {
  func run()
}

/// Starts a thread that keeps `body` alive while it runs.
func startThread(of body: some ThreadBody) throws(MediaError) -> pthread_t {
  var thread = pthread_t()
  let context = Unmanaged.passRetained(Box(body))
  let result = pthread_create(
    &thread, nil,
    { context in
      guard let context else { return nil }
      Unmanaged<Box>.fromOpaque(context).takeRetainedValue().body.run()
      return nil
    }, context.toOpaque())
  guard result == 0 else {
    context.release()
    throw .system(call: "pthread_create", errno: result)
  }
  return thread
}

private final class Box {
  let body: any ThreadBody
  init(_ body: any ThreadBody) { self.body = body }
}
