import ArgumentParser
import Loading
import Resources
import Shapes
import Templates

/// What a new repository is made from.
enum InitTemplate: String, ExpressibleByArgument, CaseIterable {
  case pizza, hotel, support, minimal

  var files: [EmbeddedFile] {
    switch self {
    case .pizza: EmbeddedFile.pizza
    case .hotel: EmbeddedFile.hotel
    case .support: EmbeddedFile.support
    case .minimal: EmbeddedFile.minimal
    }
  }
}

/// Whose continuous integration checks it.
enum InitCI: String, ExpressibleByArgument, CaseIterable {
  case github, gitlab, none

  var files: [EmbeddedFile] {
    switch self {
    case .github: EmbeddedFile.github
    case .gitlab: EmbeddedFile.gitlab
    case .none: []
    }
  }
}

/// The files of a new repository.
enum InitFiles {
  /// Ordered by path. `project` is any text; what is no name is made one.
  static func make(_ template: InitTemplate, _ integration: InitCI, project: String) -> [EmbeddedFile] {
    let bot = bot(of: template)
    let common = EmbeddedFile.common.map { file in
      EmbeddedFile(
        path: file.path,
        text: file.text.replacing("PROJECT", with: name(from: project)).replacing("BOT", with: bot.name)
          .replacing("NUMBER", with: bot.number))
    }
    let schemas = SchemaFiles.render().filter { $0.path.hasPrefix("schemas/") }.map {
      EmbeddedFile(path: $0.path, text: $0.text)
    }
    return (common + template.files + integration.files + schemas).sorted { $0.path < $1.path }
  }

  /// The template's one bot.
  static func bot(of template: InitTemplate) -> (name: String, number: String) {
    let files = (template.files + EmbeddedFile.common).map {
      SourceFile(path: $0.path, text: $0.text.replacing("PROJECT", with: "bots"))
    }
    let bot = Loader.load(files, revision: "template").snapshot?.bots.values.first
    return (bot?.metadata.name ?? "", bot?.numbers.first ?? "")
  }

  /// Lower-case letters, digits and hyphens, with a letter in front.
  static func name(from text: String) -> String {
    var name = ""
    for character in text.lowercased() {
      if character.isASCII, character.isLetter || character.isNumber {
        name.append(character)
      } else if !name.isEmpty, !name.hasSuffix("-") {
        name.append("-")
      }
    }
    while name.hasSuffix("-") { name.removeLast() }
    name = String(name.prefix(40))
    return name.first?.isLetter == true ? name : "bots"
  }
}
