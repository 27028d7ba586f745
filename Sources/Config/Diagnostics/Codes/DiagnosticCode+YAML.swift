extension DiagnosticCode {
  /// Explanations of the codes about parts of YAML that are left out, and about texts YAML changes.
  var explanationOfYAML: String? {
    switch self {
    case .explicitKey:
      #"""
      A key is introduced with `?`. YAML has this form for keys that are long or structured; keys of the \#
      language are names, so write `name: value`. A text that starts with `? ` must be quoted.
      """#
    case .mergeKey:
      #"""
      The file uses the merge key `<<`. YAML 1.1 copies fields of another mapping in its place, YAML 1.2 \#
      dropped it, and readers disagree about which of two values wins. Write the fields out where they \#
      count; what several environments share belongs in the resource, and what differs in \#
      `environments/<name>.yaml`. A name that is really `<<` must be quoted.
      """#
    case .gluedComment:
      #"""
      A `#` follows directly on a bracket, a comma or a quote. Some readers take it for a comment, others \#
      refuse it. Put a space before it where it is a comment, and quotes around it where it is text.
      """#
    case .commentCutsText:
      #"""
      A text without quotes is followed by one space and `#`: `say: Please press # to go on` says only "Please press". \#
      YAML takes ` #` for the start of a comment wherever it stands. Quote the text where the rest belongs \#
      to it. Where it is a comment, put two spaces before the `#`, as `voicebot fmt` does behind other \#
      values; then this is not reported. Single words followed by `# ` are taken for what they are.
      """#
    case .placeholder:
      #"""
      `{name}` without quotes is a mapping with the one field `name` and no value, not a text with a \#
      placeholder. Write `"{name}"`. The same holds for `{{name}}`, which is refused as VB0011.
      """#
    case .booleanWord:
      #"""
      `yes`, `no`, `on` and `off` are texts to YAML 1.2, which this language follows, but true or false to \#
      YAML 1.1, which many editors and tools still follow: one of them may write back `true` for your \#
      "yes", and Norway becomes `false`. Quote the word. `voicebot validate --fix` does so; the value stays \#
      the same.
      """#
    case .leadingZero:
      #"""
      A number starts with a zero: `0012` is read as 12 by YAML 1.2 and as 10 by YAML 1.1. Quote it where it \#
      is a text, such as a PIN, an extension or a postal code; otherwise leave the zeros out.
      """#
    case .plusSign:
      #"""
      `+4930123456` is read as an integer, so its plus sign is lost. Quote it where it is a text such as a \#
      phone number; otherwise leave the sign out.
      """#
    case .sexagesimal:
      #"""
      Digits with colons, such as `22:30` or `1:30`, are a text to YAML 1.2 but a number of base 60 to YAML \#
      1.1: 22:30 becomes 1350. Quote them. `voicebot validate --fix` does so; the value stays the same.
      """#
    case .numberOfOneVersion:
      #"""
      `1_000` and `0b11` are numbers to YAML 1.1 and texts to YAML 1.2; `0o17` is the other way round. Write \#
      the number in plain decimal digits, or quote it where it is a text.
      """#
    case .foldedLines:
      #"""
      A text without quotes runs over several lines. YAML joins them with spaces, a blank line becomes a \#
      line break, and a line with `: ` or ` #` breaks the file. Say what is meant with a block: `>-` joins \#
      the lines as now, `|-` keeps them. `voicebot validate --fix` writes `>-`; the value stays the same.
      """#
    case .swallowedLine:
      #"""
      A line starts like an item of a list, `- `, or like a field, `name:`, and is part of the text before it, because \#
      it is indented further or has no space behind its colon. The item, or the field, is then not there at all. \#
      Indent it as those beside it and write `name: value` with a space; where it is text, quote the whole text.
      """#
    case .tilde:
      #"""
      `~` is another way to write `null`: no value. Write `null` for that, or `"~"` for the character.
      """#
    default: nil
    }
  }
}

extension DiagnosticCode {
  /// What is wrong beside what is right, for the same codes.
  var exampleOfYAML: (wrong: String, right: String)? {
    switch self {
    case .explicitKey: ("? language\n: en-US", "language: en-US")
    case .mergeKey: ("turns:\n  <<: {}\n  learn: true", "turns:\n  learn: true")
    case .gluedComment: ("numbers: [\"100\",# the desk\n  \"101\"]", "numbers: [\"100\", # the desk\n  \"101\"]")
    case .commentCutsText: ("say: Please press # to go on.", "say: \"Please press # to go on.\"")
    case .placeholder: ("with: {name: {caller}}", "with: {name: \"{caller}\"}")
    case .booleanWord: ("examples: [no, not now]", "examples: [\"no\", not now]")
    case .leadingZero: ("with: {pin: 0012}", "with: {pin: \"0012\"}")
    case .plusSign: ("with: {to: +493012345678}", "with: {to: \"+493012345678\"}")
    case .sexagesimal: ("with: {until: 22:30}", "with: {until: \"22:30\"}")
    case .numberOfOneVersion: ("with: {limit: 1_000}", "with: {limit: 1000}")
    case .foldedLines: ("say: One moment,\n  please.", "say: >-\n  One moment,\n  please.")
    case .tilde: ("with: {note: ~}", "with: {note: null}")
    default: nil
    }
  }
}
