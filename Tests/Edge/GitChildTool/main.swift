// The child process of `GitMirror`, as the `voicebot` binary has it, for tests that do not build that binary. With
// `tip DIRECTORY` it prints the id of a repository's HEAD instead.
import Git
import Glibc

guard CommandLine.arguments.count == 3, CommandLine.arguments[1] == "tip" else { exit(GitChild.run()) }
print(try GitRepository(path: CommandLine.arguments[2]).tip())
