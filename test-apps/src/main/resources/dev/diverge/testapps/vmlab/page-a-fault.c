// Preloaded into QEMU: the kernel maps one page of a clone's memory at a fault, and not its
// neighbours along with it. So what is mapped was touched. It asks for faults of a kind that never
// come, those of pages that are protected by userfaultfd; that alone keeps the neighbours out.
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

// Less is no guest's memory.
static const size_t LEAST = 16u << 20;

static void page_a_fault(void *memory, size_t size) {
  int fd = (int)syscall(SYS_userfaultfd, O_CLOEXEC | UFFD_USER_MODE_ONLY);
  struct uffdio_api api = {.api = UFFD_API,
                           .features = UFFD_FEATURE_PAGEFAULT_FLAG_WP |
                                       UFFD_FEATURE_WP_HUGETLBFS_SHMEM};
  struct uffdio_register all = {.range = {.start = (uintptr_t)memory, .len = size},
                                .mode = UFFDIO_REGISTER_MODE_WP};
  if (fd < 0 || ioctl(fd, UFFDIO_API, &api) || ioctl(fd, UFFDIO_REGISTER, &all)) {
    perror("no page by page: it takes Linux 5.19 or later, and a memory file in a tmpfs");
    _exit(1);
  }
}

void *mmap64(void *address, size_t size, int protection, int flags, int fd, off64_t offset) {
  void *mapped = (void *)syscall(SYS_mmap, address, size, protection, flags, fd, offset);
  if (mapped != MAP_FAILED && fd >= 0 && size >= LEAST && (flags & MAP_PRIVATE) &&
      (protection & PROT_WRITE)) {
    page_a_fault(mapped, size);
  }
  return mapped;
}

void *mmap(void *address, size_t size, int protection, int flags, int fd, off_t offset) {
  return mmap64(address, size, protection, flags, fd, offset);
}
