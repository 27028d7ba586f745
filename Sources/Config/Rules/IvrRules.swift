import Diagnostics
import Resources
import YAMLTree

/// The rules of one menu against the rest of the repository.
struct IvrRules {
  let declaration: Declaration
  let repository: RepositoryRules

  func check(_ report: inout Report) {
    guard let spec = declaration.node["spec"] else { return }
    let tenant = declaration.name.tenant
    ProviderRules(repository: repository, tenant: tenant).check(spec["voice"], "voice", .voice, &report)
    let targets = (spec["keys"]?.entries ?? []).map(\.value) + [spec["onFailure"]].compactMap { $0 }
    let known = KnownNames((spec["variables"]?.entries ?? []).map(\.name))
    let transfers = KnownNames((spec["transfer"]?.entries ?? []).map(\.name))
    for target in targets {
      repository.checkName(target["bot"], .bot, tenant: tenant, .unknownBot, &report)
      repository.checkName(target["ivr"], .ivr, tenant: tenant, .unknownIvr, &report)
      report.checkTransfer(target["transfer"], among: transfers)
      report.checkVariables(target["say"], known: known)
    }
    if let end = spec["onFailure"]?["do"], end.scalar?.text == "repeat" {
      report.add(.notAChoice, "the menu cannot be repeated for ever", end.range, suggestion: "write `hangup`")
    }
    for prompt in spec["prompts"]?.entries ?? [] { report.checkVariables(prompt.value, known: known) }
    for target in spec["transfer"]?.entries ?? [] { report.checkVariables(target.value["screen"], known: known) }
    TransferRules(declaration: declaration, repository: repository).check(&report)
    FailureRules(declaration: declaration, repository: repository).check(&report)
  }
}

/// The rules of the other kinds that name resources.
enum ReferenceRules {
  static func checkTenant(_ declaration: Declaration, _ repository: RepositoryRules, _ report: inout Report) {
    let defaults = declaration.node["spec"]?["defaults"]
    let providers = ProviderRules(repository: repository, tenant: declaration.name.name)
    providers.check(defaults?["speechToText"], "speechToText", .speechToText, &report)
    providers.check(defaults?["brain"], "brain", .brain, &report)
    providers.check(defaults?["voice"], "voice", .voice, &report)
  }

  static func checkSink(_ declaration: Declaration, _ repository: RepositoryRules, _ report: inout Report) {
    let spec = declaration.node["spec"]
    HeaderRules.check(spec?["webhook"]?["headers"], &report)
    for bot in spec?["filter"]?["bots"]?.elements ?? [] {
      repository.checkName(bot, .bot, tenant: declaration.name.tenant, .unknownBot, &report)
    }
    let retry = declaration.spec["retry"]
    let usual = Sink.Retry()
    if let node = retry["maxDelay"].node ?? retry["minDelay"].node,
      (retry["minDelay"].duration ?? usual.minDelay) > (retry["maxDelay"].duration ?? usual.maxDelay)
    {
      report.add(.outOfRange, "`maxDelay` is less than `minDelay`", node.range)
    }
  }

  static func checkKnowledgeBase(_ declaration: Declaration, _ repository: RepositoryRules, _ report: inout Report) {
    for source in declaration.node["spec"]?["sources"]?.elements ?? [] {
      guard let node = source["path"], let path = node.scalar?.text, leaves(path, of: declaration.path) else {
        continue
      }
      report.add(
        .badFormat, "`\(path.prefix(80))` leads out of the repository", node.range,
        suggestion: "write a path relative to this file, to a file or a folder of the repository")
    }
    let chunking = declaration.spec["chunking"]
    let usual = KnowledgeBase.Chunking()
    if let node = chunking["overlap"].node ?? chunking["size"].node,
      (chunking["overlap"].integer ?? usual.overlap) >= (chunking["size"].integer ?? usual.size)
    {
      report.add(.outOfRange, "`overlap` is not less than `size`", node.range)
    }
    // One in the folder of a scenario is for bots of every tenant, so it can name none's providers.
    let embeddings = declaration.node["spec"]?["embeddings"]
    if declaration.hasTenant {
      ProviderRules(repository: repository, tenant: declaration.name.tenant).check(
        embeddings, "embeddings", .embedding, &report)
    } else if let provider = embeddings?["provider"] {
      report.add(
        .unknownProvider, "a knowledge base of a scenario has no tenant whose provider it could name", provider.range,
        suggestion: "declare it under `bots/<tenant>/`")
    }
  }

  /// Whether the path, relative to the file, is absolute or leads above the root.
  private static func leaves(_ path: String, of file: String) -> Bool {
    if path.hasPrefix("/") { return true }
    var depth = file.utf8.count { $0 == UInt8(ascii: "/") }
    for part in path.split(separator: "/") where part != "." {
      depth += part == ".." ? -1 : 1
      if depth < 0 { return true }
    }
    return false
  }
}
