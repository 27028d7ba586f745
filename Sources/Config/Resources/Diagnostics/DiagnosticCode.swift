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
  case emptyKey = "VB0015"
  case mergeKey = "VB0016"
  case gluedComment = "VB0017"

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
  case laterField = "VB0112"
  case empty = "VB0114"
  case exactlyOne = "VB0115"
  case wrongFolder = "VB0116"
  case otherTenant = "VB0117"
  case otherName = "VB0118"
  case secretValue = "VB0119"
  case badTemplate = "VB0120"
  case badSchema = "VB0121"

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
  case unreachableStep = "VB0301"
  case unusedIntent = "VB0302"

  // Environments and versions
  case unknownEnvironment = "VB0701"
  case overlayOfNothing = "VB0702"
  case overlaidTwice = "VB0703"
  case oldVersion = "VB0351"

  package var severity: Diagnostic.Severity {
    rawValue.hasPrefix("VB03") || rawValue.hasPrefix("VB04") ? .warning : .error
  }

  /// False where the line may hold a secret or is not text.
  var showsExcerpt: Bool { self != .secretValue && self != .notUTF8 && self != .fileTooLong }
}
