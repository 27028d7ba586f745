/// One utterance on its way to text. Owned by the lock of its stream.
struct Utterance {
  static let rate = 16000
  /// Longer audio is decoded in pieces.
  static let longestPiece = 30 * rate
  /// What comes after is dropped.
  static let longest = 300 * rate

  let number: Int
  private(set) var audio: [Int16] = []
  private(set) var levels = LevelTrack(sampleRate: rate)
  /// Samples that are decoded for good, and their text.
  private(set) var settled = 0
  private(set) var settledText: [String] = []
  /// What the latest decoding saw and said.
  private(set) var latest: (extent: LevelTrack.Extent, samples: Int, text: String)?
  /// Samples there were when the latest partial was asked for.
  var asked = 0
  var partial: InferencePool.Ticket?
  /// When `end` was called.
  var ended: ContinuousClock.Instant?

  init(number: Int, preroll: [Int16]) {
    self.number = number
    append(preroll)
  }

  mutating func append(_ samples: [Int16]) {
    guard audio.count + samples.count <= Self.longest else { return }
    audio.append(contentsOf: samples)
    levels.append(samples)
  }

  /// Whether decoding now tells something: after 300 ms of new audio, later in a long utterance, whose decoding costs
  /// more; and as soon as the caller pauses, since that may already be the final text.
  var wantsPartial: Bool {
    let fresh = audio.count - asked
    guard fresh > 0, finalText == nil else { return false }
    if fresh >= max(Self.rate * 3 / 10, (audio.count - settled) / 10) { return true }
    guard let extent = levels.extent(), levels.frames - extent.last >= 12 else { return false }
    return asked / levels.frame < extent.last + 10
  }

  /// The latest text, where nothing but silence came after what it was made from.
  var finalText: String? {
    guard let latest, let extent = levels.extent(), extent.first == latest.extent.first,
      extent.last == latest.extent.last, latest.samples >= (extent.last + 10) * levels.frame
    else { return nil }
    return latest.text
  }

  /// What to decode next: the audio and whether it is a piece that will not be looked at again. Nil where there is no
  /// speech worth decoding.
  func work() -> (range: Range<Int>, extent: LevelTrack.Extent, isPiece: Bool)? {
    guard let extent = levels.extent(), extent.loud >= 8, audio.count >= Self.rate / 4 else { return nil }
    let frame = levels.frame
    let start = max(settled, extent.first * frame - Self.rate / 10)
    let end = min(audio.count, (extent.last + 1) * frame + Self.rate / 5)
    guard end > start else { return nil }
    if end - start > Self.longestPiece { return (start..<quietest(after: start), extent, true) }
    return (start..<end, extent, false)
  }

  mutating func decoded(_ range: Range<Int>, _ extent: LevelTrack.Extent, isPiece: Bool, samples: Int, text: String) {
    if isPiece {
      settled = range.upperBound
      settledText.append(text)
    } else {
      let loud = Duration.milliseconds(10 * extent.loud)
      let whole = (settledText + [text]).joined(separator: " ")
      latest = (extent, samples, TranscriptCleaning.clean(whole, loud: loud, peak: extent.peak))
    }
  }

  /// The quietest 100 ms in the last third of a piece that begins at `start`.
  private func quietest(after start: Int) -> Int {
    let step = Self.rate / 10
    var best = (position: start + Self.longestPiece - step, energy: Int64.max)
    var position = start + Self.longestPiece * 2 / 3
    while position + step <= start + Self.longestPiece {
      let energy = audio[position..<position + step].reduce(Int64(0)) { $0 + Int64($1) * Int64($1) }
      if energy < best.energy { best = (position + step / 2, energy) }
      position += step / 2
    }
    return best.position
  }
}
