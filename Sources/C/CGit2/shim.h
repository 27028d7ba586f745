// libgit2's options are set through one variadic function, which Swift cannot call.
#pragma once
#include <git2.h>

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
