/* SPDX-License-Identifier: GPL-2.0 */
/* Sees the hypervisor's generation id change before the kernel is told. */

#ifndef SYSGENID_HERALD_H
#define SYSGENID_HERALD_H

#include <linux/types.h>

/*
 * From now on calls sighted(), in softirq context and on any processor, when
 * the id in memory is another; until herald_take() has taken note of it.
 * Without an id in memory it never calls, and that is no error.
 */
int herald_start(void (*sighted)(void));
void herald_stop(void);

/* Whether there is an id to look at. */
bool herald_sees(void);

/*
 * True once for each change of the id; the number is then another, which no
 * other clone is likely to have, and tells nothing of the id. The caller sees
 * to it that there is one at a time.
 */
bool herald_take(u32 *number);

#endif
