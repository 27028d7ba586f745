extension HostileInputs {
  /// Shapes of YAML, whatever they mean.
  static let yaml: [HostileInput] = [
    .yaml("dashes", "a:\n") { _ in "  " + String(repeating: "- ", count: 20) + "x\n" },
    .yaml("dashes of one line", "a:\n") { _ in "- " + String(repeating: "- ", count: 58) + "x\n" },
    .yaml("short keys", "", "") { "a\($0):\n" },
    .yaml("short elements", "a:\n") { _ in "- b\n" },
    .yaml("tildes", "a:\n") { _ in "- ~\n" },
    .yaml("nested flow", "a:\n") { _ in
      "- " + String(repeating: "[", count: 60) + String(repeating: "]", count: 60) + "\n"
    },
    .yaml("nested braces", "a:\n") { _ in
      "- " + String(repeating: "{a: ", count: 60) + "b" + String(repeating: "}", count: 60) + "\n"
    },
    .yaml("one flow list", "a: [", "]\n") { _ in "b, " },
    .yaml("one flow list of lists", "a: [", "]\n") { _ in "[[b]], " },
    .yaml("one flow map", "a: {", "}\n") { "b\($0): c, " },
    .yaml("one flow map of words beyond ASCII", "a: {", "}\n") { "bä\($0): ü, " },
    .yaml("flow with comments", "a: [\n", "]\n") { _ in "b, # c\n" },
    .yaml(
      "nested flow with comments", "a: \(String(repeating: "[", count: 50))\n", String(repeating: "]", count: 50) + "\n"
    ) {
      _ in "# c\nb,\n"
    },
    .yaml("steps of indentation", "a:\n") { index in
      let level = index % 60
      return String(repeating: " ", count: level + 1) + (level == 59 ? "a\(index): b\n" : "a\(index):\n")
    },
    .yaml("comments") { _ in "# comment\n" },
    .yaml("empty comments") { _ in "#\n" },
    .yaml("comments behind values") { "a\($0): b # c\n" },
    .yaml("comments between keys and values") { "a\($0): # b\n  # c\n  d\n" },
    .yaml("blank lines", "", "a: b\n") { _ in "\n" },
    .yaml("blank lines between", "") { "a\($0): b\n\n\n" },
    .yaml("blank lines, then lines of dashes", "") { _ in "---\n\n" },
    .yaml("documents") { _ in "--- a\n" },
    .yaml("documents with comments") { _ in "--- a\n# b\n" },
    .yaml("empty documents") { _ in "---\n" },
    .yaml("document ends") { _ in "a\n...\n" },
    .yaml("one quoted text", "a: \"", "\"\n") { _ in "b" },
    .yaml("one quoted text of escapes", "a: \"", "\"\n") { _ in "\\u00e4" },
    .yaml("one quoted text of lines", "a: \"", "\"\n") { _ in "b\n " },
    .yaml("one quoted text of blank lines", "a: \"", "\"\n") { _ in "\n" },
    .yaml("single quotes", "a: '", "'\n") { _ in "''" },
    .yaml("one plain text of lines", "a:\n") { _ in "  b\n" },
    .yaml("one plain text of blank lines", "a: b", "\n  c\n") { _ in "\n" },
    .yaml("plain texts of two lines", "a:\n") { _ in "- b\n  c\n" },
    .yaml("plain texts that look cut", "a:\n") { _ in "- b c #d\n" },
    .yaml("one literal block", "a: |\n") { _ in "  b\n" },
    .yaml("one literal block of blank lines", "a: |+\n  b\n") { _ in "\n" },
    .yaml("literal blocks") { "a\($0): |\n  b\n" },
    .yaml("folded blocks") { "a\($0): >-\n  b\n\n\n  c\n" },
    .yaml("blanks at the ends of lines", "a:\n") { _ in "- b          \n" },
    .yaml("one line of blanks", "a: b", "\n") { _ in " " },
    .yaml("carriage returns", "a:\r\n") { _ in "- b\r\n" },
    .yaml("lone carriage returns", "a:\r") { _ in "- b\r" },
    .yaml("tabs that indent", "a:\n") { _ in "\tb\n" },
    .yaml("tabs that indent by many", "a:\n") { _ in "\t\t\t\t\t\t\t\t- b\n" },
    .yaml("one line of tabs", "a:\n", "b\n") { _ in "\t" },
    .yaml("an open bracket", "a: [") { _ in "b, " },
    .yaml("an open quote", "a: \"") { _ in "b\n" },
    .yaml("keys too long") { _ in String(repeating: "a", count: 1100) + ": b\n" },
    .yaml("keys as long as may be") { "\"" + String(repeating: "a", count: 1000) + "\($0)\": b\n" },
    .yaml("values that may be keys", "a:\n") { _ in "- \"b\"\n" },
    .yaml("a key twice, at the end", "", "a0: c\n") { "a\($0): b\n" },
    .yaml("question marks") { _ in "? a\n" },
    .yaml("templates without quotes") { "a\($0): {{b}}\n" },
    .yaml("placeholders") { "a\($0): {b}\n" },
    .yaml("a comment glued", "", "a: [b]#c\n") { "a\($0): b\n" },
    .yaml("a bad byte at the end", "", "\u{1}\n") { _ in "# ä\n" },
    .yaml("percent signs") { _ in " % a\n" },
    .yaml("words of YAML 1.1", "a:\n") { "- \(["yes", "0012", "+49", "22:30", "1_000", "~", "0o17"][$0 % 7])\n" },
    .yaml("long numbers", "a:\n") { _ in "- " + String(repeating: "9", count: 60) + "\n" },
    .yaml("one long number", "a: 1", "\n") { _ in "9" },
    .yaml("one long base 60 number", "a: 1", "\n") { _ in ":59" },
  ]

  /// Texts that are long or strange.
  static let texts: [HostileInput] = [
    .yaml("combining marks", "a: x", "\n") { _ in "\u{301}\u{323}" },
    .yaml("combining marks in keys") { "a\u{323}\u{301}\u{302}\($0): b\n" },
    .yaml("combining marks in elements", "a:\n") { _ in "- a\u{323}\u{301}\u{302}\u{30A}\n" },
    .yaml("flags", "a: ", "\n") { _ in "\u{1F1E9}\u{1F1EA}" },
    .yaml("joined emoji", "a: \u{1F469}", "\n") { _ in "\u{200D}\u{1F469}" },
    .yaml("Hangul", "a: ", "\n") { _ in "\u{1100}\u{1161}\u{11A8}" },
    .yaml("wide letters", "a:\n") { _ in "- 字字字 # 字\n" },
    .yaml("letters of four bytes", "a: \"", "\"\n") { _ in "\u{1F600}" },
  ]
}
