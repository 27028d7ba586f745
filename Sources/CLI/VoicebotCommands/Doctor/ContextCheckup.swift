import AdminClient
import ArgumentParser
import JSON

/// Whether the user's servers answer, each within two seconds.
enum ContextCheckup {
  static func findings() async -> [Finding] {
    let contexts: Contexts
    do { contexts = try Contexts.load() } catch {
      let message = (error as? CommandFailure)?.message ?? "\(error)"
      return [Finding("contexts", .fail, message, fix: "mend or delete \(Contexts.file)")]
    }
    let names = contexts.all.keys.sorted()
    guard !names.isEmpty else { return [Finding("contexts", .ok, "none; commands speak to this machine's runtime")] }
    return await withTaskGroup(of: (String, Finding).self) { group in
      for name in names { group.addTask { (name, await finding(name)) } }
      var found: [String: Finding] = [:]
      for await (name, finding) in group { found[name] = finding }
      return names.compactMap { found[$0] }
    }
  }

  private static func finding(_ name: String) async -> Finding {
    do {
      let endpoint = try ServerOptions.parse(["--context", name]).choice().endpoint
      let status = try await AdminClient(endpoint).request("GET", "/v1/status", within: .seconds(2))
      let version = status["version"]?.stringValue.map { ", version \($0)" } ?? ""
      return Finding("contexts", .ok, "\(name): \(endpoint.url) answers\(version)")
    } catch let error as AdminError {
      let failure = ServerRequest.failure(error)
      let isRefused = failure.code == .notAuthorised
      return Finding(
        "contexts", isRefused ? .fail : .warn, "\(name): \(failure.message)",
        fix: isRefused ? "voicebot login --context \(name)" : "start it, or voicebot context remove \(name)")
    } catch let failure as CommandFailure {
      return Finding("contexts", .fail, "\(name): \(failure.message)", fix: failure.fix)
    } catch {
      return Finding("contexts", .fail, "\(name): \(error)")
    }
  }
}
