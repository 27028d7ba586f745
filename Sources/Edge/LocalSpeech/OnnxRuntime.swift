import CSpeech
import Providers

/// The function table of ONNX Runtime and one environment.
///
/// Unchecked: the table is constant and the environment is safe to use from several threads.
struct OnnxRuntime: @unchecked Sendable {
  let functions: OrtFunctions
  let environment: OpaquePointer
  let memory: OpaquePointer

  init(_ library: DynamicLibrary) throws(ProviderError) {
    let base: OrtGetBase = try library.function("OrtGetApiBase")
    // The entries in use are those of the first version of the table, which later ones only append to.
    guard let table = base()?.pointee.get_functions?(1) else {
      throw ProviderError(.unavailable, "\(library.path) offers no function table")
    }
    functions = table.pointee
    var environment: OpaquePointer?
    var memory: OpaquePointer?
    try Self.check(functions, functions.create_env?(Int32(OrtLogError), "voicebot", &environment))
    try Self.check(
      functions,
      functions.create_cpu_memory_info?(Int32(OrtArenaAllocator), Int32(OrtMemoryDefault), &memory))
    guard let environment, let memory else { throw ProviderError(.unavailable, "ONNX Runtime did not start") }
    self.environment = environment
    self.memory = memory
  }

  /// Single-threaded session of the model at `path`.
  func session(_ path: String) throws(ProviderError) -> OpaquePointer {
    var options: OpaquePointer?
    try check(functions.create_session_options?(&options))
    defer { functions.release_session_options?(options) }
    try check(functions.set_intra_op_threads?(options, 1))
    try check(functions.set_inter_op_threads?(options, 1))
    var session: OpaquePointer?
    try check(functions.create_session?(environment, path, options, &session))
    guard let session else { throw ProviderError(.unavailable, "\(path) cannot be loaded") }
    return session
  }

  /// A tensor over memory of the caller's, which must outlive it.
  func tensor(_ data: UnsafeMutableRawBufferPointer, shape: [Int64], element: Int32) throws(ProviderError)
    -> OpaquePointer
  {
    var value: OpaquePointer?
    try check(
      functions.create_tensor_with_data?(
        memory, data.baseAddress, data.count, shape, shape.count, element, &value))
    guard let value else { throw ProviderError(.unavailable, "ONNX Runtime made no tensor") }
    return value
  }

  func check(_ status: OpaquePointer??) throws(ProviderError) { try Self.check(functions, status) }

  private static func check(_ functions: OrtFunctions, _ status: OpaquePointer??) throws(ProviderError) {
    guard let status = status ?? nil else { return }
    let message = functions.get_error_message?(status).map { String(cString: $0) } ?? "unknown"
    functions.release_status?(status)
    throw ProviderError(.unavailable, "ONNX Runtime: \(message)")
  }
}
