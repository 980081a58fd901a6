// SPDX-License-Identifier: GPL-2.0
/*
 * Sees the hypervisor's generation id change before the kernel is told.
 *
 * The hypervisor writes a clone's id into the guest's memory before any of its
 * processors runs. The kernel only learns of it by an interrupt and two work
 * items later, for which a busy processor may keep it waiting. Here the id is
 * compared at every tick of every processor that runs something: a tick comes
 * before whatever runs there has used up its time. A deferrable timer wakes
 * nobody: where nothing runs there is nothing to be told.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/acpi.h>
#include <linux/cpuhotplug.h>
#include <linux/io.h>
#include <linux/jiffies.h>
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/random.h>
#include <linux/siphash.h>
#include <linux/string.h>
#include <linux/timer.h>
#include <linux/version.h>

#include "herald.h"

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 2, 0)
#define timer_delete_sync del_timer_sync
#endif

#define HERALD_ID_BYTES 16

static bool herald_early = true;
module_param_named(early, herald_early, bool, 0444);
MODULE_PARM_DESC(early, "look for another id at every tick (default yes)");

/* The hypervisor's, null if there is none, and what was last seen there. */
static void *herald_id;
static u8 herald_seen[HERALD_ID_BYTES];

/* The id is the kernel's secret: what is told of it goes through this. */
static siphash_key_t herald_secret;

static void (*herald_sighted)(void);
static enum cpuhp_state herald_hotplug;
static DEFINE_PER_CPU(struct timer_list, herald_timer);

static bool id_is_another(void)
{
	return memcmp(herald_id, herald_seen, HERALD_ID_BYTES) != 0;
}

static void herald_look(struct timer_list *timer)
{
	/* Nobody's lock is taken for this; who takes note of it looks again. */
	if (id_is_another())
		herald_sighted();
	mod_timer(timer, jiffies + 1);
}

static int begin_to_look(unsigned int cpu)
{
	struct timer_list *timer = per_cpu_ptr(&herald_timer, cpu);

	timer_setup(timer, herald_look, TIMER_DEFERRABLE | TIMER_PINNED);
	timer->expires = jiffies + 1;
	add_timer_on(timer, cpu);
	return 0;
}

static int cease_to_look(unsigned int cpu)
{
	timer_delete_sync(per_cpu_ptr(&herald_timer, cpu));
	return 0;
}

#if IS_ENABLED(CONFIG_ACPI)
/* The device says where its id is: two numbers, the lower half first. */
static phys_addr_t address_from(acpi_handle device)
{
	struct acpi_buffer answer = { ACPI_ALLOCATE_BUFFER, NULL };
	union acpi_object *pair;
	phys_addr_t address = 0;

	if (ACPI_FAILURE(acpi_evaluate_object(device, "ADDR", NULL, &answer)))
		return 0;
	pair = answer.pointer;
	if (pair && pair->type == ACPI_TYPE_PACKAGE &&
	    pair->package.count == 2 &&
	    pair->package.elements[0].type == ACPI_TYPE_INTEGER &&
	    pair->package.elements[1].type == ACPI_TYPE_INTEGER)
		address = pair->package.elements[0].integer.value |
			  (u64)pair->package.elements[1].integer.value << 32;
	ACPI_FREE(answer.pointer);
	return address;
}

static phys_addr_t address_of_id(void)
{
	static const char *const names[] = { "VMGENCTR", "VM_GEN_COUNTER" };
	struct acpi_device *device;
	phys_addr_t address = 0;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names) && !address; i++) {
		device = acpi_dev_get_first_match_dev(names[i], NULL, -1);
		if (device) {
			address = address_from(device->handle);
			acpi_dev_put(device);
		}
	}
	return address;
}
#else
static phys_addr_t address_of_id(void)
{
	return 0;
}
#endif

int herald_start(void (*sighted)(void))
{
	phys_addr_t address = herald_early ? address_of_id() : 0;
	int state;

	if (address)
		herald_id = memremap(address, HERALD_ID_BYTES, MEMREMAP_WB);
	if (!herald_id) {
		pr_info("no id in memory: the kernel's word is waited for\n");
		return 0;
	}
	memcpy(herald_seen, herald_id, HERALD_ID_BYTES);
	get_random_bytes(&herald_secret, sizeof(herald_secret));
	herald_sighted = sighted;
	state = cpuhp_setup_state(CPUHP_AP_ONLINE_DYN, "sysgenid:online",
				  begin_to_look, cease_to_look);
	if (state < 0) {
		memunmap(herald_id);
		herald_id = NULL;
		return state;
	}
	herald_hotplug = state;
	return 0;
}

void herald_stop(void)
{
	if (!herald_id)
		return;
	cpuhp_remove_state(herald_hotplug);
	memunmap(herald_id);
}

bool herald_sees(void)
{
	return herald_id;
}

bool herald_take(u32 *number)
{
	if (!herald_id || !id_is_another())
		return false;
	memcpy(herald_seen, herald_id, HERALD_ID_BYTES);
	*number = siphash(herald_seen, HERALD_ID_BYTES, &herald_secret);
	return true;
}
