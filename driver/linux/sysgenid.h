/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/*
 * What a program needs to talk to /dev/sysgenid.
 *
 * The generation is a native-endian u32. read() gives it, write() of the
 * current one confirms it, mmap() shows it at offset 0 of one read-only page.
 *
 * The u32 behind it is the herald: 0 if this kernel has none, and otherwise
 * another number for every generation, as soon as the hypervisor's id is seen
 * to be another. That is earlier than the generation, and before the kernel
 * has reseeded: who sees it may not trust getrandom() until the generation
 * changes too.
 */
#ifndef SYSGENID_H
#define SYSGENID_H

#include <linux/ioctl.h>

#define SYSGENID_IOCTL 0xE4

/* Argument: 1 makes WAIT_WATCHERS wait for this handle, 0 (at open) does not. */
#define SYSGENID_SET_WATCHER_TRACKING _IO(SYSGENID_IOCTL, 1)

/* Argument: milliseconds, 0 for ever. Waits until no tracked handle is outdated. */
#define SYSGENID_WAIT_WATCHERS _IO(SYSGENID_IOCTL, 2)

/* Argument: the least value that the new generation may have. */
#define SYSGENID_TRIGGER_GEN_UPDATE _IO(SYSGENID_IOCTL, 3)

#endif
