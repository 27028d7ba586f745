import Glibc
import Providers

/// A shared library opened at run time and kept open until the process ends.
struct DynamicLibrary: @unchecked Sendable {  // A dlopen handle may be used from any thread.
  let path: String
  private let handle: UnsafeMutableRawPointer

  /// `remedy` is the command that brings the library, for the error.
  init(_ path: String, remedy: String) throws(ProviderError) {
    guard let handle = dlopen(path, RTLD_NOW | RTLD_GLOBAL) else {
      let detail = dlerror().map { String(cString: $0) } ?? path
      throw ProviderError(.unavailable, "\(detail): run `\(remedy)`")
    }
    self.path = path
    self.handle = handle
  }

  /// The function `name`, to be used as the C function pointer type `Function`.
  func function<Function>(_ name: String, as type: Function.Type = Function.self) throws(ProviderError) -> Function {
    guard let symbol = dlsym(handle, name) else {
      throw ProviderError(.unavailable, "\(path) has no \(name): it is not the version this program is made for")
    }
    return unsafeBitCast(symbol, to: Function.self)
  }
}

/// Copies of strings that live as long as `body`, as C strings.
func withCStrings<Result>(_ strings: [String], _ body: ([UnsafePointer<CChar>?]) -> Result) -> Result {
  let copies = strings.map { strdup($0) }
  defer { for copy in copies { free(copy) } }
  return body(copies.map { $0.map { UnsafePointer($0) } })
}
