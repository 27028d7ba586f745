// Writes its second argument into the file that is its first, and is killed before the system call whose number is its
// third; 0 lets it live, and then it prints how many such calls there were. Run by root it becomes somebody who may
// write only what everybody may.
import Files
import Glibc
import KillPoints

guard CommandLine.arguments.count == 4, let deadly = Int(CommandLine.arguments[3]) else { exit(64) }
alarm(60)
if geteuid() == 0, setgid(65534) != 0 || setuid(65534) != 0 { exit(70) }
let (path, text) = (CommandLine.arguments[1], CommandLine.arguments[2])
kill_points_arm(deadly)
do throws(FileError) {
  try AtomicFile.write(text, to: path)
} catch {
  print(error.reason)
  exit(1)
}
print(kill_points_count())
