import Synchronization

/// A ring index alone on its cache lines, so that the two sides of a ring do not slow each other.
struct PaddedIndex: ~Copyable {
  let value = Atomic<Int>(0)
  private let padding: (Int, Int, Int, Int, Int, Int, Int, Int, Int, Int, Int, Int, Int, Int, Int) =
    (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
}
