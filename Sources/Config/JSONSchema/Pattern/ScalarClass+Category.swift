extension ScalarClass {
  static let allCategories: UInt32 = (1 << 30) - 1

  static func bit(_ category: Unicode.GeneralCategory) -> UInt32 {
    let place: UInt32 =
      switch category {
      case .uppercaseLetter: 0
      case .lowercaseLetter: 1
      case .titlecaseLetter: 2
      case .modifierLetter: 3
      case .otherLetter: 4
      case .nonspacingMark: 5
      case .spacingMark: 6
      case .enclosingMark: 7
      case .decimalNumber: 8
      case .letterNumber: 9
      case .otherNumber: 10
      case .connectorPunctuation: 11
      case .dashPunctuation: 12
      case .openPunctuation: 13
      case .closePunctuation: 14
      case .initialPunctuation: 15
      case .finalPunctuation: 16
      case .otherPunctuation: 17
      case .mathSymbol: 18
      case .currencySymbol: 19
      case .modifierSymbol: 20
      case .otherSymbol: 21
      case .spaceSeparator: 22
      case .lineSeparator: 23
      case .paragraphSeparator: 24
      case .control: 25
      case .format: 26
      case .surrogate: 27
      case .privateUse: 28
      case .unassigned: 29
      @unknown default: 29
      }
    return 1 << place
  }

  /// The categories a name of `\p{…}` stands for (PropertyValueAliases of Unicode), or nil.
  static func categories(named name: String) -> UInt32? { byName[name] }

  private static let groups: [(mask: UInt32, names: [String])] = [
    (0b11111, ["L", "Letter"]), (0b111, ["LC", "Cased_Letter"]), (1 << 0, ["Lu", "Uppercase_Letter"]),
    (1 << 1, ["Ll", "Lowercase_Letter"]), (1 << 2, ["Lt", "Titlecase_Letter"]), (1 << 3, ["Lm", "Modifier_Letter"]),
    (1 << 4, ["Lo", "Other_Letter"]), (0b111 << 5, ["M", "Mark", "Combining_Mark"]),
    (1 << 5, ["Mn", "Nonspacing_Mark"]), (1 << 6, ["Mc", "Spacing_Mark"]), (1 << 7, ["Me", "Enclosing_Mark"]),
    (0b111 << 8, ["N", "Number"]), (1 << 8, ["Nd", "Decimal_Number", "digit"]), (1 << 9, ["Nl", "Letter_Number"]),
    (1 << 10, ["No", "Other_Number"]), (0b111_1111 << 11, ["P", "Punctuation", "punct"]),
    (1 << 11, ["Pc", "Connector_Punctuation"]), (1 << 12, ["Pd", "Dash_Punctuation"]),
    (1 << 13, ["Ps", "Open_Punctuation"]), (1 << 14, ["Pe", "Close_Punctuation"]),
    (1 << 15, ["Pi", "Initial_Punctuation"]), (1 << 16, ["Pf", "Final_Punctuation"]),
    (1 << 17, ["Po", "Other_Punctuation"]), (0b1111 << 18, ["S", "Symbol"]), (1 << 18, ["Sm", "Math_Symbol"]),
    (1 << 19, ["Sc", "Currency_Symbol"]), (1 << 20, ["Sk", "Modifier_Symbol"]), (1 << 21, ["So", "Other_Symbol"]),
    (0b111 << 22, ["Z", "Separator"]), (1 << 22, ["Zs", "Space_Separator"]), (1 << 23, ["Zl", "Line_Separator"]),
    (1 << 24, ["Zp", "Paragraph_Separator"]), (0b1_1111 << 25, ["C", "Other"]), (1 << 25, ["Cc", "Control", "cntrl"]),
    (1 << 26, ["Cf", "Format"]), (1 << 27, ["Cs", "Surrogate"]), (1 << 28, ["Co", "Private_Use"]),
    (1 << 29, ["Cn", "Unassigned"]), (allCategories, ["Any"]),
  ]
  private static let byName: [String: UInt32] = {
    var result: [String: UInt32] = [:]
    for group in groups { for name in group.names { result[name] = group.mask } }
    return result
  }()
}
