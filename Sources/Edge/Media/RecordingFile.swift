import Glibc
import PCM
import Synchronization

/// A WAV file that grows; used by the writer's thread only.
///
/// Invariant: at every moment the header on disk counts only samples that were written before it, so that the file
/// plays after the process is killed.
struct RecordingFile: ~Copyable {
  private static let rate = 8000
  /// Largest stretch of silence put in for lost frames: one minute.
  private static let longestGap = 3000

  let tap: RecordingTap
  private let descriptor: Int32
  private let channels: RecordingConfiguration.Channels
  private var written = 0
  private var rounds = 0
  private var pending: [Int16] = []
  private var hasFailed = false

  init(_ configuration: RecordingConfiguration, tap: RecordingTap) throws(MediaError) {
    self.tap = tap
    channels = configuration.channels
    descriptor = open(configuration.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .recording(path: configuration.path, errno: errno) }
    writeHeader()
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Writes what waits in the tap, then the header that counts it.
  mutating func flush() {
    pending.removeAll(keepingCapacity: true)
    var frames = pending
    pending = []
    var next = rounds
    let isStereo = channels == .stereo
    tap.drain { number, samples in
      let silence = min(number - next, Self.longestGap) * RecordingTap.frameSize
      for _ in 0..<silence * (isStereo ? 2 : 1) { frames.append(0) }
      next = number + 1
      for index in 0..<RecordingTap.frameSize {
        let caller = samples[index]
        let bot = samples[RecordingTap.frameSize + index]
        if isStereo {
          frames.append(caller)
          frames.append(bot)
        } else {
          frames.append(Mix.sum(caller, bot))
        }
      }
    }
    rounds = next
    if !frames.isEmpty && !hasFailed {
      frames.withUnsafeBytes { bytes in
        if write(bytes, at: WAVHeader.size + written) { written += bytes.count }
      }
      writeHeader()
    }
    pending = frames
  }

  private mutating func writeHeader() {
    let header = WAVHeader(sampleRate: Self.rate, channels: channels == .stereo ? 2 : 1, dataSize: written)
    header.bytes.withUnsafeBytes { _ = write($0, at: 0) }
  }

  /// `false` after an error, which is kept for the statistics; a failed recording is not tried again.
  private mutating func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Bool {
    var done = 0
    while done < bytes.count {
      let count = pwrite(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done, offset + done)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else {
        hasFailed = true
        tap.error.store(count < 0 ? errno : ENOSPC, ordering: .relaxed)
        return false
      }
      done += count
    }
    return true
  }
}
