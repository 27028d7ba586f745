// libgit2's options are set through one variadic function, which Swift cannot call; zlib's start is a macro; what the
// child process needs of spawning is not seen by Swift's import of glibc.
#pragma once
#include <git2.h>
#include <git2/sys/mempack.h>
#include <git2/sys/odb_backend.h>
#include <git2/sys/repository.h>
#include <spawn.h>
#include <string.h>
#include <zlib.h>

/// Makes libgit2 look for configuration of that level (`git_config_level_t`) in `path` only; "" is nowhere.
static inline int cgit2_set_search_path(int level, const char *path) {
  return git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, path);
}

/// Bounds the memory that libgit2 keeps for objects it has read.
static inline int cgit2_set_cache_limit(ssize_t bytes) {
  return git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, bytes);
}

/// Lets repositories be opened that another user owns (1 is libgit2's default: refuse them).
static inline int cgit2_set_owner_validation(int enabled) {
  return git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, enabled);
}

/// Makes libgit2 flush what it writes to the disk before it goes on.
static inline int cgit2_set_flush(int enabled) {
  return git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, enabled);
}

/// The certificate authorities that https servers must be vouched for by, instead of the machine's.
static inline int cgit2_set_authorities(const char *file) {
  return git_libgit2_opts(GIT_OPT_SET_SSL_CERT_LOCATIONS, file, NULL);
}

/// Bounds how many objects, and how large a one, a pack from a remote may declare.
static inline int cgit2_set_pack_limit(size_t objects) {
  return git_libgit2_opts(GIT_OPT_SET_PACK_MAX_OBJECTS, objects);
}

/// glibc 2.34 has it, behind a feature test that Swift's import does not pass.
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);

/// glibc 2.28 has it, behind the same.
extern int renameat2(int from_directory, const char *from, int to_directory, const char *to, unsigned int flags);

/// Puts each of two files or directories of one file system in the other's place, in one step.
static inline int cgit2_exchange(const char *one, const char *other) {
  // AT_FDCWD and RENAME_EXCHANGE; their header would make this module the owner of what Glibc has.
  return renameat2(-100, one, -100, other, 1 << 1);
}

/// An object store of our own that reads loose objects below an open directory.
typedef struct {
  git_odb_backend parent;
  int directory;
} cgit2_loose_backend;

static inline int cgit2_inflate_start(z_stream *stream) {
  memset(stream, 0, sizeof(*stream));
  return inflateInit(stream);
}
