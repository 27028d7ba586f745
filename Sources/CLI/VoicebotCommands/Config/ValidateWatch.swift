import Glibc
import Loading

/// `voicebot validate --watch`: checks, waits for a change of the repository's files, and checks again until it is
/// interrupted.
struct ValidateWatch {
  let command: Validate

  func run() async throws {
    let trap = SignalTrap()
    let root = Repository.root(above: command.place.directory)
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await trap.first() }
      group.addTask { await loop(root) }
      await group.next()
      group.cancelAll()
    }
    throw CommandFailure(.interrupted, "interrupted")
  }

  private func loop(_ root: String) async {
    var seen: TreeStamp?
    let loader = IncrementalLoader()
    while !Task.isCancelled {
      let stamp = TreeStamp(root)
      if seen != stamp {
        seen = stamp
        once(loader)
        Terminal.status("waiting for a change")
      }
      // The file system is asked again: a watch of every directory would miss those made meanwhile.
      try? await Task.sleep(for: .milliseconds(300))
    }
  }

  private func once(_ loader: IncrementalLoader) {
    if Terminal.outputIsTerminal { Terminal.outputPart("\u{1B}[H\u{1B}[2J") }
    do {
      try ValidateRun(command: command, loader: loader).run()
    } catch let failure as CommandFailure {
      Terminal.status("\(Terminal.error("error")): \(failure.message)")
      if let fix = failure.fix { Terminal.status("  fix: \(fix)") }
    } catch {
      Terminal.status("\(Terminal.error("error")): \(error)")
    }
  }
}

/// When the files of a repository were last written, without reading them.
struct TreeStamp: Equatable {
  private struct Entry: Equatable {
    var path: String
    var inode: UInt
    var size: Int64
    var seconds: Int
    var nanoseconds: Int
  }
  private var entries: [Entry] = []

  init(_ root: String) {
    add(root, "", depth: 0)
    entries.sort { $0.path < $1.path }
  }

  private mutating func add(_ root: String, _ prefix: String, depth: Int) {
    guard depth < 16, let directory = opendir("\(root)/\(prefix)") else { return }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard !name.hasPrefix(".") else { continue }
      let path = prefix + name
      var status = stat()
      guard fstatat(dirfd(directory), name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR {
        // Only these hold files of the language.
        if depth > 0 || ["bots", "scenarios", "environments"].contains(name) {
          add(root, path + "/", depth: depth + 1)
        }
      } else if Loader.isPart(path: path) {
        entries.append(
          Entry(
            path: path, inode: status.st_ino, size: Int64(status.st_size), seconds: status.st_mtim.tv_sec,
            nanoseconds: status.st_mtim.tv_nsec))
      }
    }
  }
}
