extension YAMLSuite {
  /// Every case that is judged or read otherwise than the suite says, by its name and, after a colon, its number.
  static let differences: [String: Difference] = [
    // Anchors are not part of the language.
    "26DV": .anchor, "2SXE": .anchor, "3GZX": .anchor, "3R3P": .anchor, "6BFJ": .anchor, "6KGN": .anchor,
    "6M2F": .anchor, "7BMT": .anchor, "7BUB": .anchor, "9KAX": .anchor, "BU8L": .anchor, "CN3R": .anchor,
    "CUP7": .anchor, "E76Z": .anchor, "F2C7": .anchor, "FTA2": .anchor, "HMQ5": .anchor, "JS2J": .anchor,
    "KSS4": .anchor, "PW8X": .anchor, "SKE5": .anchor, "U3XV": .anchor, "V55R": .anchor, "X38W": .anchor,
    "Y2GN": .anchor, "ZH7C": .anchor, "ZWK4": .anchor,
    // Nor are tags.
    "2AUY": .tag, "2XXW": .tag, "33X3": .tag, "35KP": .tag, "52DL": .tag, "565N": .tag, "57H4": .tag, "6JWB": .tag,
    "735Y": .tag, "74H7": .tag, "7FWL": .tag, "8MK2": .tag, "EHF6": .tag, "FH7J": .tag, "J7PZ": .tag, "L94M": .tag,
    "LE5A": .tag, "M5C3": .tag, "S4JQ": .tag, "UGM3": .tag, "UKK6:2": .tag, "WZ62": .tag, "Z67P": .tag,
    // Nor are directives.
    "27NA": .directive, "2LFX": .directive, "5TYM": .directive, "6CK3": .directive, "6LVF": .directive,
    "6WLZ": .directive, "6ZKB": .directive, "9DXL": .directive, "9WXW": .directive, "BEC7": .directive,
    "C4HZ": .directive, "CC74": .directive, "DK95:7": .directive, "M7A3": .directive, "MUS6:2": .directive,
    "MUS6:3": .directive, "MUS6:4": .directive, "MUS6:5": .directive, "MUS6:6": .directive, "P76L": .directive,
    "RTP8": .directive, "U3C3": .directive, "UT92": .directive, "W4TN": .directive, "XLQ9": .directive,
    "Z9M4": .directive, "ZYU8": .directive, "ZYU8:1": .directive, "ZYU8:2": .directive, "ZYU8:3": .directive,
    // A key is a name, never a collection.
    "4FJ6": .structuredKey, "6PBE": .structuredKey, "9MMW": .structuredKey, "KK5P": .structuredKey,
    "LX3P": .structuredKey, "M2N8:1": .structuredKey, "M5DY": .structuredKey, "Q9WF": .structuredKey,
    "RZP5": .structuredKey, "SBG9": .structuredKey, "V9D5": .structuredKey, "XW4D": .structuredKey,
    // A key is not introduced with `?`.
    "5WE3": .explicitKey, "652Z": .explicitKey, "7W2P": .explicitKey, "CT4Q": .explicitKey, "DFF7": .explicitKey,
    "GH63": .explicitKey, "HM87:1": .explicitKey, "JTV5": .explicitKey, "RR7F": .explicitKey, "S9E8": .explicitKey,
    "X8DW": .explicitKey,
    // Documents without content are left out.
    "6XDY": .emptyDocument, "PUW8": .emptyDocument,
    // libyaml refuses a tab where a token starts in a block, also where YAML 1.2 takes it for a separation: behind a dash,
    // on a line of its own, before a flow collection, at the start of a block scalar's text.
    "6BCT": .tab, "6CA3": .tab, "96NN": .tab, "96NN:1": .tab, "A2M4": .tab, "DK95": .tab, "DK95:3": .tab,
    "DK95:4": .tab, "Q5MG": .tab, "R4YG": .tab, "Y79Y:1": .tab, "Y79Y:10": .tab,
    // libyaml takes the end of the file for no line end: a block scalar there has one break less.
    "JEF9:2": .otherText, "L24T:1": .otherText,
    // A key without a name.
    "2JQS": .refusedByParser, "CFD4": .refusedByParser, "FRK4": .refusedByParser, "M2N8": .refusedByParser,
    "NHX8": .refusedByParser, "NKF9": .refusedByParser, "S3PD": .refusedByParser, "SM9W:1": .refusedByParser,
    "UKK6": .refusedByParser,
    // A colon ends a name in braces, with nothing behind it.
    "4ABK": .refusedByParser,
    // The colon stands on the line after its key.
    "4MUZ": .refusedByParser, "4MUZ:1": .refusedByParser, "4MUZ:2": .refusedByParser, "5MUD": .refusedByParser,
    "K3WX": .refusedByParser, "VJP3:1": .refusedByParser,
    // A plain text in brackets starts with a colon.
    "58MP": .refusedByParser, "5T43": .refusedByParser, "DBG4": .refusedByParser, "HM87": .refusedByParser,
    // `...` is followed by a document without `---`.
    "7Z25": .refusedByParser,
    // An anchor has a name that libyaml does not read; anchors are refused anyway.
    "8XYN": .refusedByParser, "W5VH": .refusedByParser,
    // A key in braces runs over lines.
    "9SA2": .refusedByParser, "NJ66": .refusedByParser,
    // The text of a block scalar at the root has no indentation.
    "DK3J": .refusedByParser, "FP8R": .refusedByParser,
    // `...` ends a document that has not begun.
    "HWV9": .refusedByParser, "QT73": .refusedByParser,
    // The lines of a flow collection need no indentation in YAML 1.1.
    "9C9N": .acceptedByParser,
    // A tab indents a further line of a quoted text.
    "DK95:1": .acceptedByParser,
    // A dash in brackets is a text.
    "G5U8": .acceptedByParser, "YJV2": .acceptedByParser,
    // The further lines of a quoted text need no indentation in YAML 1.1.
    "QB6E": .acceptedByParser,
    // Blank lines before a block scalar may hold more spaces than its text.
    "S98Z": .acceptedByParser,
    // A tab indents a line in brackets.
    "Y79Y:3": .acceptedByParser,
  ]
}
