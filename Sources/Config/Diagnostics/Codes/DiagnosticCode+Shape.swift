extension DiagnosticCode {
  /// Explanations of the codes about shape.
  var explanationOfShape: String? {
    switch self {
    case .notAResource:
      #"""
      A document is not a resource. Each document has the four fields `apiVersion`, `kind`, `metadata` and \#
      `spec`; several documents in a file are separated by `---`.
      """#
    case .unknownVersion:
      #"""
      The document's `apiVersion` is not one this program knows. The only version is `voicebot/v1`.
      """#
    case .unknownKind:
      #"""
      There is no kind of that name. Kinds are Project, Tenant, Trunk, Provider, Bot, Ivr, Sink, \#
      Scenario, KnowledgeBase and Test, written with a capital.
      """#
    case .missingField:
      #"""
      A field that must be there is not. The message names it; the schema of the kind in `schemas/` says \#
      what it means and gives an example.
      """#
    case .wrongType:
      #"""
      A value is of another type than its field: a list where one text belongs, a text where a number \#
      belongs. Where the value only needs or must lose quotes, the fix is given.
      """#
    case .unquoted:
      #"""
      A text is written without quotes and reads as a number, true, false or nothing. Phone numbers, PINs \#
      and ids are texts: as numbers `0012` would lose its zeros and `+4930` its plus sign. Put it in \#
      quotes.
      """#
    case .unknownField:
      #"""
      The field does not exist in this place. It is never ignored, since a misspelt field would silently \#
      leave its default in force. Where a known field is spelt much alike it is named.
      """#
    case .notAChoice:
      #"""
      The value is not one of those the field accepts. They are listed in the message, and explained in \#
      the kind's schema.
      """#
    case .badDuration:
      #"""
      A duration is a whole number with its unit and no space: `300ms`, `2s`, `10m`, `4h`, `30d`. A number \#
      alone could be seconds or milliseconds, so it is refused.
      """#
    case .outOfRange:
      #"""
      A number is outside what its field accepts, or contradicts the number it belongs with, such as a \#
      maximum less than the minimum.
      """#
    case .badFormat:
      #"""
      A text does not look like what its field holds: a name, a phone number, a SIP URI, an address. The \#
      message says what is expected.
      """#
    case .empty:
      #"""
      A field is there without a value, or a list without an element where one is needed. Write a value, \#
      or leave the field out to get its default.
      """#
    case .exactlyOne:
      #"""
      Of some fields exactly one must be there, and there are none or several. The message names \#
      them: a tool runs by one of the ways there are, a reaction to silence is `say` or `do`.
      """#
    case .wrongFolder:
      #"""
      The kind does not belong in this place. The Project is in `voicebot.yaml`; tenants, trunks, \#
      providers, bots, menus and sinks are under `bots/<tenant>/`; scenarios are in \#
      `scenarios/<name>/scenario.yaml` and their tests in `tests/` beside it; a knowledge base is under \#
      `bots/<tenant>/` or in the folder of a scenario. Folders are how access to a repository is divided, so they are held to.
      """#
    case .otherTenant:
      #"""
      A resource lies in the folder of one tenant and names another. The folder is what code owners and \#
      reviews go by, so the two must agree. Move the file or drop `metadata.tenant`.
      """#
    case .otherName:
      #"""
      A scenario's name differs from its folder's. A scenario is a folder that can be copied whole, and \#
      bots refer to it by the folder's name.
      """#
    case .secretValue:
      #"""
      The field wants a reference to a secret, `env:NAME` or `file:/path`, and holds something else, \#
      perhaps the secret itself. Values never enter a repository. If one was committed, revoke it: it \#
      stays in the history.
      """#
    case .badTemplate:
      #"""
      Braces in a text do not make a reference. `{{name}}` stands for a variable, a slot or \#
      `result.field`; `{slot}` in an example sentence stands for any value of the slot. There are no \#
      expressions, filters or nested braces.
      """#
    case .badSchema:
      #"""
      A JSON Schema uses a keyword wrongly, or one that is not of JSON Schema draft 2020-12. All keywords of \#
      that draft are carried out, save that `format` and the content keywords are notes and that references \#
      lead only within the schema. A misspelt or foreign keyword is refused rather than ignored. A `pattern` \#
      is a regular expression of ECMA-262 without lookaround and backreferences.
      """#
    default: nil
    }
  }
}
