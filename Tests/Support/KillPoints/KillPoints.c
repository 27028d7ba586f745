#define _GNU_SOURCE
#include "KillPoints.h"

#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_long count;
static atomic_long deadly;
static atomic_bool armed;

void kill_points_arm(long number) {
  atomic_store(&count, 0);
  atomic_store(&deadly, number);
  atomic_store(&armed, true);
}

long kill_points_count(void) { return atomic_load(&count); }

static void change(void) {
  if (!atomic_load(&armed)) return;
  if (atomic_fetch_add(&count, 1) + 1 == atomic_load(&deadly)) {
    syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);
    for (;;) pause();
  }
}

void kill_points_pass(void) { change(); }

// Standard output and errors are not files of the data directory.
static void change_of(int file) {
  if (file > 2) change();
}

ssize_t write(int file, const void *bytes, size_t size) {
  change_of(file);
  return syscall(SYS_write, file, bytes, size);
}

ssize_t writev(int file, const struct iovec *parts, int number) {
  change_of(file);
  return syscall(SYS_writev, file, parts, number);
}

ssize_t pwrite(int file, const void *bytes, size_t size, off_t place) {
  change_of(file);
  return syscall(SYS_pwrite64, file, bytes, size, place);
}

ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t place) {
  change_of(file);
  return syscall(SYS_pwrite64, file, bytes, size, place);
}

int ftruncate(int file, off_t size) {
  change_of(file);
  return syscall(SYS_ftruncate, file, size);
}

int ftruncate64(int file, off64_t size) {
  change_of(file);
  return syscall(SYS_ftruncate, file, size);
}

int rename(const char *from, const char *to) {
  change();
  return syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int renameat2(int from_directory, const char *from, int to_directory, const char *to, unsigned int flags) {
  change();
  return syscall(SYS_renameat2, from_directory, from, to_directory, to, flags);
}

int link(const char *from, const char *to) {
  change();
  return syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int unlink(const char *path) {
  change();
  return syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}

int rmdir(const char *path) {
  change();
  return syscall(SYS_unlinkat, AT_FDCWD, path, AT_REMOVEDIR);
}

int mkdir(const char *path, mode_t mode) {
  change();
  return syscall(SYS_mkdirat, AT_FDCWD, path, mode);
}

int chmod(const char *path, mode_t mode) {
  change();
  return syscall(SYS_fchmodat, AT_FDCWD, path, mode);
}

static int open_at(int directory, const char *path, int flags, va_list arguments) {
  mode_t mode = 0;
  if (flags & (O_CREAT | O_TMPFILE)) mode = va_arg(arguments, mode_t);
  if (flags & (O_CREAT | O_TRUNC)) change();
  return syscall(SYS_openat, directory, path, flags, mode);
}

#define OPEN(name)                                           \
  int name(const char *path, int flags, ...) {               \
    va_list arguments;                                       \
    va_start(arguments, flags);                              \
    int file = open_at(AT_FDCWD, path, flags, arguments);    \
    va_end(arguments);                                       \
    return file;                                             \
  }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                         \
  int name(int directory, const char *path, int flags, ...) { \
    va_list arguments;                                       \
    va_start(arguments, flags);                              \
    int file = open_at(directory, path, flags, arguments);   \
    va_end(arguments);                                       \
    return file;                                             \
  }
OPENAT(openat)
OPENAT(openat64)
