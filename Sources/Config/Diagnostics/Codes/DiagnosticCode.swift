/// Every kind of finding. Codes are stable: one that is no longer used is not given a new meaning.
package enum DiagnosticCode: String, Sendable, Hashable, CaseIterable {
  // Files and YAML
  case fileTooLong = "VB0001"
  case notUTF8 = "VB0002"
  case forbiddenCharacter = "VB0003"
  case syntax = "VB0004"
  case tooDeep = "VB0005"
  case duplicateKey = "VB0006"
  case anchor = "VB0007"
  case tag = "VB0008"
  case directive = "VB0009"
  case tab = "VB0010"
  case structuredKey = "VB0011"
  case noProject = "VB0012"
  case repeatedFile = "VB0013"
  case explicitKey = "VB0014"
  case mergeKey = "VB0016"
  case gluedComment = "VB0015"
  case unreadableFile = "VB0017"

  // Text that YAML changes in silence
  case commentCutsText = "VB0401"
  case placeholder = "VB0402"
  case booleanWord = "VB0403"
  case leadingZero = "VB0404"
  case plusSign = "VB0405"
  case sexagesimal = "VB0406"
  case numberOfOneVersion = "VB0407"
  case foldedLines = "VB0408"
  case tilde = "VB0409"

  // Shape
  case notAResource = "VB0101"
  case unknownVersion = "VB0102"
  case unknownKind = "VB0103"
  case missingField = "VB0104"
  case wrongType = "VB0105"
  case unquoted = "VB0106"
  case unknownField = "VB0107"
  case notAChoice = "VB0108"
  case badDuration = "VB0109"
  case outOfRange = "VB0110"
  case badFormat = "VB0111"
  case empty = "VB0114"
  case exactlyOne = "VB0115"
  case wrongFolder = "VB0116"
  case otherTenant = "VB0117"
  case otherName = "VB0118"
  case secretValue = "VB0119"
  case badTemplate = "VB0120"
  case badSchema = "VB0121"
  case unknownKnowledgeBase = "VB0122"
  case unknownIvr = "VB0123"
  case unknownBot = "VB0124"
  case transferNotAllowed = "VB0125"

  // References and meaning
  case duplicateName = "VB0201"
  case unknownTenant = "VB0202"
  case unknownScenario = "VB0203"
  case unknownProvider = "VB0204"
  case wrongDriver = "VB0205"
  case unknownStep = "VB0206"
  case unknownIntent = "VB0207"
  case unknownSlot = "VB0208"
  case unknownTool = "VB0209"
  case unknownDatabase = "VB0210"
  case unknownTransfer = "VB0211"
  case unknownVariable = "VB0212"
  case numberTwice = "VB0213"
  case noScenario = "VB0214"
  case missingArgument = "VB0215"
  case unknownArgument = "VB0216"
  case badArgument = "VB0217"
  case noStart = "VB0218"
  case badDefault = "VB0219"
  case unknownParameter = "VB0220"
  case silentLoop = "VB0221"
  case slotNeverSet = "VB0222"
  case ambiguousSynonym = "VB0223"
  case badLint = "VB0224"
  case providerLanguage = "VB0226"
  case missingCapability = "VB0227"
  case silenceOrder = "VB0228"
  case noCodec = "VB0229"
  case transferLoop = "VB0230"
  case unreachableStep = "VB0301"
  case unusedIntent = "VB0302"
  case notCarriedOut = "VB0303"
  case noFailureStep = "VB0304"
  case slotMayBeUnset = "VB0305"
  case loopOnceCollected = "VB0306"
  case loopWithoutExit = "VB0307"
  case unusedSuppression = "VB0308"
  case exampleTwice = "VB0309"
  case turnTiming = "VB0310"
  case otherLanguage = "VB0311"
  case limitAboveTenant = "VB0312"
  case unusedWaiver = "VB0313"
  case waiverExpires = "VB0314"
  case badSuppression = "VB0315"
  case transferCycle = "VB0316"

  // Policies
  case recordingConsent = "VB0501"
  case retentionCeiling = "VB0502"
  case transferPrefix = "VB0503"
  case audioProvider = "VB0504"
  case unsignedCommit = "VB0505"
  case notOwner = "VB0506"
  case waiverExpired = "VB0520"

  // Secrets written in clear
  case clearSecret = "VB0601"
  case randomText = "VB0602"

  // Conversation tests
  case testBot = "VB0801"
  case testScenario = "VB0802"
  case testReference = "VB0803"
  case testValue = "VB0804"
  case testTurn = "VB0805"
  case testMatcher = "VB0806"
  case testModel = "VB0807"
  case testChecksNothing = "VB0808"
  case testMeasure = "VB0809"

  // Environments and versions
  case unknownEnvironment = "VB0701"
  case overlayOfNothing = "VB0702"
  case overlaidTwice = "VB0703"
  case oldVersion = "VB0351"

  /// What it is unless the project's `lint` says otherwise.
  package var severity: Diagnostic.Severity {
    rawValue.hasPrefix("VB03") || rawValue.hasPrefix("VB04") ? .warning : .error
  }

  /// Whether it says that a secret is written in clear.
  package var isClearSecret: Bool { self == .secretValue || self == .clearSecret || self == .randomText }

  /// False where the line may hold a secret or is not text.
  var showsExcerpt: Bool { self != .secretValue && self != .notUTF8 && self != .fileTooLong }
}
