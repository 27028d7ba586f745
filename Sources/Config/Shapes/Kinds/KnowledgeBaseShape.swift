import JSON
import Resources

enum KnowledgeBaseShape {
  private static let source = ObjectShape(
    title: "Source", doc: "One document, or a folder of them.",
    fields: [
      Field(
        "path", .text(.path), examples: ["menu.md"], "A file or a folder of the repository, relative to this file."),
      Field("url", .text(.webURL), examples: ["https://example.com/menu"], "A page of the web."),
      Field(
        "format",
        .choice([
          Choice("markdown", "Markdown; its headings say what belongs together."),
          Choice("html", "HTML; menus and scripts are left out."),
          Choice("text", "Plain text."),
          Choice("pdf", "PDF that holds text; scanned pages are not read."),
        ]), "What it is. Without it the name's ending, or the server, says so."),
      Field(
        "refresh", .durationIn(.seconds(60)...(.seconds(30 * 86_400))), examples: ["24h"],
        "For `url`: how often it is read again. Without it once for each commit."),
    ],
    exactlyOne: ["path", "url"])
  private static let chunking = ObjectShape(
    title: "Chunking", doc: "How documents are cut into pieces.",
    fields: [
      Field("size", .integer(50...4000), default: 400, "Longest piece, in words."),
      Field("overlap", .integer(0...1000), default: 40, "Words that a piece shares with the one before."),
    ])
  private static let embeddings = ObjectShape(
    title: "Embeddings", doc: "What turns pieces into vectors.",
    fields: [
      Field(
        "provider", .text(.name), required: true, examples: ["embedder"],
        "A Provider of the tenant that can do `embedding`."),
      Field("model", .text(.any), examples: ["text-embedding-3-small"], "Overrides the provider's model."),
    ])
  private static let retrieval = ObjectShape(
    title: "Retrieval", doc: "How pieces are found.",
    fields: [
      Field("top", .integer(1...50), default: 4, "Most pieces that an answer is made of."),
      Field(
        "minimumScore", .number(0...1), default: 0.2,
        "Likeness below which a piece is not used. Where none is left, the bot says that it does not know."),
    ])

  static let spec = ObjectShape(
    title: "KnowledgeBase", doc: "Documents that bots answer from.",
    fields: [
      Field(
        "sources", .list(.object(source), least: 1), required: true, examples: [[["path": "menu.md"]]],
        "Its documents."),
      Field("chunking", .object(chunking), "How documents are cut into pieces."),
      Field(
        "embeddings", .object(embeddings), examples: [["provider": "embedder"]],
        "What turns pieces into vectors. Without it pieces are found by their words alone."),
      Field("retrieval", .object(retrieval), "How pieces are found."),
    ], carriedOut: false)
}
