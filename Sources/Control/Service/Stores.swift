import AdminAPI
import Store

/// What a data directory keeps beside the event log, taken for this process.
struct Stores: Sendable {
  let lock: DataDirectoryLock
  let database: StoreDatabase
  let revisions: RevisionStore
  let tokens: TokenStore

  init(_ directory: String) throws(StoreError) {
    lock = try DataDirectoryLock(directory: directory)
    database = try StoreDatabase(dataDirectory: directory)
    revisions = try RevisionStore(database)
    tokens = TokenStore(database)
  }

  func close() {
    database.close()
    lock.release()
  }
}

/// Whom the API lets in.
///
/// Invariant: an API that other machines can reach has TLS and asks for tokens, of which at least one is an admin's;
/// otherwise the server does not start.
struct APIAccess: Sendable {
  let access: AdminAccess
  let webhookSecret: [UInt8]?

  init(_ settings: VoiceService.Settings, host: String, tokens: TokenStore) throws {
    let isLoopback = AdminServer.isLoopback(host)
    let now = WallClock.milliseconds()
    if !isLoopback {
      var missing: [String] = []
      if settings.tls == nil { missing.append("TLS (name a certificate and its key)") }
      if settings.asksForToken == false { missing.append("tokens, which were switched off") }
      let hasAdmin = try tokens.all().contains { $0.role == .admin && $0.tenants == nil && !$0.isExpired(at: now) }
      if !hasAdmin { missing.append("an admin's token (`voicebot token create --role admin`)") }
      guard missing.isEmpty else { throw VoiceService.StartFailure.exposed(host: host, missing: missing) }
    }
    access = AdminAccess(
      tokens: tokens, isRequired: settings.asksForToken ?? !isLoopback, now: WallClock.milliseconds)
    guard let reference = settings.webhookSecret else {
      webhookSecret = nil
      return
    }
    guard let secret = try? Secrets.read(reference), !secret.isEmpty else {
      throw VoiceService.StartFailure.secret("\(reference)")
    }
    webhookSecret = Array(secret.utf8)
  }
}
