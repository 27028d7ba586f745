/// Why a file was not written. What was there before is there still.
package struct FileError: Error, Hashable {
  package enum Reason: Hashable, Sendable {
    /// The file holds something else than its writer was told, or is gone.
    case changed
    /// A folder, or a link where none is followed.
    case notAFile
    /// A link to something that is not there.
    case leadsNowhere
    /// The folder takes no new file, which replacing one needs: the error number of the operating system.
    case folder(Int32)
    /// The error number of the operating system.
    case system(Int32)
  }

  package var path: String
  package var reason: Reason
  package init(path: String, reason: Reason) {
    self.path = path
    self.reason = reason
  }
}
