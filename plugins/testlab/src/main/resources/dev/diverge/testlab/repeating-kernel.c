// Preloaded: the kernel's random bytes are a sequence with a known beginning, which each forked
// child goes on with from where its parent was. So clones of a machine are off whose kernel has
// not reseeded yet.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include <sys/types.h>

enum { DESCRIPTORS = 65536 };

static atomic_char is_device[DESCRIPTORS];
static atomic_ullong given;

static void *next(const char *function) { return dlsym(RTLD_NEXT, function); }

static int names_device(const char *path) {
  static const char *const names[] = {"/dev/urandom", "/dev/random", "/dev/./urandom",
                                      "/dev/./random", "/dev/hwrng"};
  for (size_t i = 0; path && i < sizeof names / sizeof *names; i++) {
    if (!strcmp(path, names[i])) return 1;
  }
  return 0;
}

static int opened(int fd, const char *path) {
  if (fd >= 0 && fd < DESCRIPTORS) is_device[fd] = names_device(path);
  return fd;
}

static ssize_t give(void *to, size_t count) {
  unsigned char *bytes = to;
  for (size_t i = 0; i < count; i++) {
    uint64_t x = atomic_fetch_add(&given, 1) + 0x6a09e667f3bcc909ULL;
    x = (x ^ x >> 32) * 0xd6e8feb86659fd93ULL;
    x = (x ^ x >> 32) * 0xd6e8feb86659fd93ULL;
    bytes[i] = (unsigned char)(x ^ x >> 32);
  }
  return (ssize_t)count;
}

static mode_t mode_of(int flags, va_list rest) {
  return flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE ? va_arg(rest, mode_t) : 0;
}

#define OPEN(name)                                        \
  int name(const char *path, int flags, ...) {            \
    va_list rest;                                         \
    va_start(rest, flags);                                \
    mode_t mode = mode_of(flags, rest);                   \
    va_end(rest);                                         \
    int (*real)(const char *, int, ...) = next(#name);    \
    return opened(real(path, flags, mode), path);         \
  }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                           \
  int name(int folder, const char *path, int flags, ...) {     \
    va_list rest;                                              \
    va_start(rest, flags);                                     \
    mode_t mode = mode_of(flags, rest);                        \
    va_end(rest);                                              \
    int (*real)(int, const char *, int, ...) = next(#name);    \
    return opened(real(folder, path, flags, mode), path);      \
  }
OPENAT(openat)
OPENAT(openat64)

int close(int fd) {
  static int (*real)(int);
  if (!real) real = next("close");
  if (fd >= 0 && fd < DESCRIPTORS) is_device[fd] = 0;
  return real(fd);
}

ssize_t read(int fd, void *to, size_t count) {
  static ssize_t (*real)(int, void *, size_t);
  if (!real) real = next("read");
  return fd >= 0 && fd < DESCRIPTORS && is_device[fd] ? give(to, count) : real(fd, to, count);
}

ssize_t getrandom(void *to, size_t count, unsigned flags) {
  (void)flags;
  return give(to, count);
}

int getentropy(void *to, size_t count) {
  give(to, count);
  return 0;
}
