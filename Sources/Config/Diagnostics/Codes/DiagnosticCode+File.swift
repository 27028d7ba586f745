extension DiagnosticCode {
  /// Explanations of the codes about files and YAML.
  var explanationOfFile: String? {
    switch self {
    case .fileTooLong:
      #"""
      A file of the repository is longer than 1 MiB, or holds more than 100,000 lists and mappings. \#
      Configuration that long is data: put menus, price lists and the like into a database or a knowledge \#
      base, or split the file into several.
      """#
    case .notUTF8:
      #"""
      The file is not UTF-8. Everything in a repository is UTF-8, with or without a byte order mark at its \#
      start; UTF-16 and Latin-1 are refused because a wrong guess would change what the bot says. Save the \#
      file as UTF-8.
      """#
    case .forbiddenCharacter:
      #"""
      The file holds a control character, a byte order mark in its middle, or one of the separators \#
      U+0085, U+2028 and U+2029, which YAML 1.1 and 1.2 read differently. They are invisible in most \#
      editors. Delete the character, or write it as an escape such as `\u2028` in a double quoted text.
      """#
    case .syntax:
      #"""
      The file is not YAML. The message says what was found where the reader gave up; the cause is often a \#
      few lines above: a missing quote, a colon without a space after it, or a line indented differently \#
      from its neighbours. A text that holds `: ` or ` #`, or starts with one of `{ [ * & ! | > ' " % @` \#
      and the backquote, must be quoted.
      """#
    case .tooDeep:
      #"""
      Lists and mappings are nested more than 64 deep. No resource needs that; such a file is a mistake or \#
      an attack on the reader.
      """#
    case .duplicateKey:
      #"""
      A mapping has the same key twice. Readers disagree on which of the two counts, so neither does. \#
      Delete one, or merge them.
      """#
    case .anchor:
      #"""
      The file uses an anchor (`&name`) or an alias (`*name`). They are not part of the language: what a \#
      resource says must be readable where it stands, and nested aliases can blow a small file up to \#
      gigabytes. Write the value out. A text that starts with `&` or `*` must be quoted.
      """#
    case .tag:
      #"""
      The file uses a tag such as `!!str` or `!include`. The type of each field is fixed by the language, \#
      so tags have nothing to say. Quote a text that starts with `!`.
      """#
    case .directive:
      #"""
      A line starts with `%`. Directives such as `%YAML` are not part of the language, and no value can \#
      start there. Indent the line where it belongs to a text, or delete it.
      """#
    case .tab:
      #"""
      A line is indented with a tab. YAML allows only spaces in indentation, since the width of a tab is a \#
      matter of taste. Replace it with spaces.
      """#
    case .structuredKey:
      #"""
      A key is itself a list or a mapping. Keys are names. The usual cause is a template without quotes: \#
      `{{name}}` at the start of a value is a mapping to YAML, so write `"{{name}}"`.
      """#
    case .noProject:
      #"""
      The tree has no `voicebot.yaml` at its root with a document of kind Project. An empty or partial \#
      checkout looks the same, so nothing is taken from such a tree and the running configuration stays as \#
      it is.
      """#
    case .unreadableFile:
      #"""
      A file of the configuration is there and was not read: it is a symbolic link, a submodule, a device or \#
      a pipe, its name is not UTF-8, or there is more than a repository may have. Nothing is taken from a \#
      tree of which a part is missing. Commit the file itself, or take it out of the folders of the \#
      configuration.
      """#
    case .repeatedFile:
      #"""
      The same path was given twice. A tree has one file at a path; which of the two counts would depend \#
      on their order.
      """#
    default: nil
    }
  }
}
