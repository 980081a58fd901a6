// SPDX-License-Identifier: GPL-2.0
/*
 * /dev/sysgenid for stock kernels: a counter that grows when this VM was cloned.
 *
 * The kernel's vmgenid driver learns of a clone, reseeds the kernel's random
 * number generator and then calls a notifier chain. This module sits on that
 * chain, so whoever sees the new generation may already trust getrandom().
 * For those who would rather know at once, a herald goes before it.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/capability.h>
#include <linux/fs.h>
#include <linux/gfp.h>
#include <linux/jiffies.h>
#include <linux/kconfig.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/notifier.h>
#include <linux/poll.h>
#include <linux/random.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

#include "herald.h"
#include "sysgenid.h"

/* Without it the notifier functions are stubs, and a clone would go unnoticed. */
#if !IS_ENABLED(CONFIG_VMGENID)
#error "this kernel was built without CONFIG_VMGENID"
#endif

/*
 * One open file description.
 *
 * It remembers the number of the change that it confirmed, not the generation:
 * the u32 may wrap back to a value confirmed long ago, this may not.
 */
struct watcher {
	u64 confirmed;
	bool tracked;
};

/* How long after its herald a generation may come, in jiffies. */
#define HERALD_LASTS (10 * HZ)

/* The page that is mapped, and its first words. */
static struct page *counter_page;
static u32 *generation;
static u32 *herald;

/* Guards everything below, every watcher, and stores to the page. */
static DEFINE_SPINLOCK(lock);
static u64 changes;
static bool heralded; /* the generation is still to come */
static unsigned long heralded_at;
static unsigned int tracked_watchers;
static unsigned int outdated_watchers; /* of the tracked ones */

static DECLARE_WAIT_QUEUE_HEAD(generation_changed);
static DECLARE_WAIT_QUEUE_HEAD(watchers_settled);

static bool outdated_locked(const struct watcher *watcher)
{
	lockdep_assert_held(&lock);
	return watcher->confirmed != changes;
}

static bool outdated(const struct watcher *watcher)
{
	bool answer;

	spin_lock_bh(&lock);
	answer = outdated_locked(watcher);
	spin_unlock_bh(&lock);
	return answer;
}

/* True when WAIT_WATCHERS has nothing more to wait for. */
static bool settled(const struct watcher *waiting)
{
	bool answer;

	spin_lock_bh(&lock);
	answer = outdated_watchers == 0 || outdated_locked(waiting);
	spin_unlock_bh(&lock);
	return answer;
}

static void one_less_outdated_locked(void)
{
	lockdep_assert_held(&lock);
	if (--outdated_watchers == 0)
		wake_up_interruptible_all(&watchers_settled);
}

/* Another number, and never 0: that is the herald of those who have none. */
static void send_herald_locked(u32 number)
{
	lockdep_assert_held(&lock);
	while (number == *herald || number == 0)
		number++;
	smp_store_release(herald, number);
}

static void id_was_sighted(void)
{
	u32 number;

	spin_lock_bh(&lock);
	if (herald_take(&number)) {
		send_herald_locked(number);
		heralded = true;
		heralded_at = jiffies;
	}
	spin_unlock_bh(&lock);
}

/* Unless it has gone before this generation already. */
static void send_late_herald_locked(void)
{
	u32 number;

	if (herald_take(&number))
		send_herald_locked(number);
	else if (!heralded ||
		 time_after(jiffies, heralded_at + HERALD_LASTS))
		send_herald_locked(*herald + 1);
	heralded = false;
}

static void change_generation(u32 at_least)
{
	u32 next;

	spin_lock_bh(&lock);
	if (herald_sees())
		send_late_herald_locked();
	next = max(at_least, *generation + 1);
	if (next == *generation)
		next++; /* at_least is where the counter wraps: still a change */
	changes++;
	outdated_watchers = tracked_watchers;
	/* Release: who sees the new value sees the kernel's reseed as well. */
	smp_store_release(generation, next);
	spin_unlock_bh(&lock);

	wake_up_interruptible_poll(&generation_changed, EPOLLIN | EPOLLRDNORM);
	/* Who waits for watchers is now outdated itself and must learn of it. */
	wake_up_interruptible_all(&watchers_settled);
}

static int sysgenid_open(struct inode *inode, struct file *file)
{
	struct watcher *watcher = kzalloc(sizeof(*watcher), GFP_KERNEL_ACCOUNT);

	if (!watcher)
		return -ENOMEM;
	spin_lock_bh(&lock);
	watcher->confirmed = changes;
	spin_unlock_bh(&lock);
	file->private_data = watcher;
	return 0;
}

static void set_tracked(struct watcher *watcher, bool tracked)
{
	spin_lock_bh(&lock);
	if (tracked != watcher->tracked) {
		watcher->tracked = tracked;
		if (tracked) {
			tracked_watchers++;
			outdated_watchers += outdated_locked(watcher);
		} else {
			tracked_watchers--;
			if (outdated_locked(watcher))
				one_less_outdated_locked();
		}
	}
	spin_unlock_bh(&lock);
}

static int sysgenid_release(struct inode *inode, struct file *file)
{
	set_tracked(file->private_data, false);
	kfree(file->private_data);
	return 0;
}

static ssize_t sysgenid_read(struct file *file, char __user *to, size_t count,
			     loff_t *offset)
{
	struct watcher *watcher = file->private_data;
	u32 current_generation;
	int err;

	if (count < sizeof(current_generation))
		return -EINVAL;
	if (!outdated(watcher)) {
		if (file->f_flags & O_NONBLOCK)
			return -EAGAIN;
		err = wait_event_interruptible(generation_changed,
					       outdated(watcher));
		if (err)
			return err;
	}
	current_generation = READ_ONCE(*generation);
	if (copy_to_user(to, &current_generation, sizeof(current_generation)))
		return -EFAULT;
	return sizeof(current_generation);
}

static ssize_t sysgenid_write(struct file *file, const char __user *from,
			      size_t count, loff_t *offset)
{
	struct watcher *watcher = file->private_data;
	ssize_t result = count;
	u32 confirmed;

	if (count != sizeof(confirmed))
		return -ENOBUFS;
	if (copy_from_user(&confirmed, from, sizeof(confirmed)))
		return -EFAULT;
	spin_lock_bh(&lock);
	if (confirmed != *generation) {
		result = -EINVAL;
	} else if (outdated_locked(watcher)) {
		watcher->confirmed = changes;
		if (watcher->tracked)
			one_less_outdated_locked();
	}
	spin_unlock_bh(&lock);
	return result;
}

static __poll_t sysgenid_poll(struct file *file, poll_table *wait)
{
	poll_wait(file, &generation_changed, wait);
	return outdated(file->private_data) ? EPOLLIN | EPOLLRDNORM : 0;
}

static long wait_watchers(struct watcher *watcher, unsigned int timeout_ms)
{
	/* One more, for the current jiffy is over before it has lasted one. */
	long limit = msecs_to_jiffies(timeout_ms) + 1;
	long left;

	if (timeout_ms == 0) {
		left = wait_event_interruptible(watchers_settled,
						settled(watcher));
	} else {
		left = wait_event_interruptible_timeout(watchers_settled,
							settled(watcher),
							limit);
		if (left == 0)
			left = -ETIME;
	}
	if (outdated(watcher))
		return -EINTR;
	return min(left, 0L);
}

static long sysgenid_ioctl(struct file *file, unsigned int command,
			   unsigned long argument)
{
	struct watcher *watcher = file->private_data;

	switch (command) {
	case SYSGENID_SET_WATCHER_TRACKING:
		set_tracked(watcher, argument != 0);
		return 0;
	case SYSGENID_WAIT_WATCHERS:
		if (argument > UINT_MAX)
			return -EINVAL;
		return wait_watchers(watcher, argument);
	case SYSGENID_TRIGGER_GEN_UPDATE:
		/* The counter is the machine's: root of a container may not. */
		if (!checkpoint_restore_ns_capable(&init_user_ns))
			return -EACCES;
		if (argument > U32_MAX)
			return -EINVAL;
		change_generation(argument);
		return 0;
	default:
		return -ENOTTY;
	}
}

static vm_fault_t counter_fault(struct vm_fault *fault)
{
	if (fault->pgoff != 0)
		return VM_FAULT_SIGBUS;
	get_page(counter_page);
	fault->page = counter_page;
	return 0;
}

static int counter_mprotect(struct vm_area_struct *vma, unsigned long start,
			    unsigned long end, unsigned long flags)
{
	return flags & VM_WRITE ? -EACCES : 0;
}

static const struct vm_operations_struct counter_mapping = {
	.fault = counter_fault,
	.mprotect = counter_mprotect,
};

static int sysgenid_mmap(struct file *file, struct vm_area_struct *vma)
{
	if (vma->vm_pgoff != 0 || vma_pages(vma) != 1)
		return -EINVAL;
	if (vma->vm_flags & VM_WRITE)
		return -EPERM;
	vma->vm_ops = &counter_mapping;
	return 0;
}

/* The owner's count keeps the module loaded while a handle or a mapping lives. */
static const struct file_operations sysgenid_operations = {
	.owner = THIS_MODULE,
	.open = sysgenid_open,
	.release = sysgenid_release,
	.read = sysgenid_read,
	.write = sysgenid_write,
	.poll = sysgenid_poll,
	.unlocked_ioctl = sysgenid_ioctl,
	.compat_ioctl = sysgenid_ioctl, /* arguments are numbers, not pointers */
	.mmap = sysgenid_mmap,
	.llseek = noop_llseek,
};

/* For all: a write only confirms the writer's own handle. */
static struct miscdevice sysgenid_device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "sysgenid",
	.mode = 0666,
	.fops = &sysgenid_operations,
};

static int vm_was_cloned(struct notifier_block *block, unsigned long action,
			 void *data)
{
	change_generation(0);
	return NOTIFY_DONE;
}

static struct notifier_block vmfork_notifier = {
	.notifier_call = vm_was_cloned,
};

static int __init sysgenid_init(void)
{
	int err;

	counter_page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	if (!counter_page)
		return -ENOMEM;
	generation = page_address(counter_page);
	herald = generation + 1;

	err = herald_start(id_was_sighted);
	if (err)
		goto free_page;
	if (herald_sees()) {
		spin_lock_bh(&lock);
		send_herald_locked(*herald + 1);
		spin_unlock_bh(&lock);
	}
	/* First the notifier: no clone may pass between it and the device. */
	err = register_random_vmfork_notifier(&vmfork_notifier);
	if (err)
		goto stop_herald;
	err = misc_register(&sysgenid_device);
	if (err)
		goto unregister_notifier;
	return 0;

unregister_notifier:
	unregister_random_vmfork_notifier(&vmfork_notifier);
stop_herald:
	herald_stop();
free_page:
	__free_page(counter_page);
	return err;
}

static void __exit sysgenid_exit(void)
{
	misc_deregister(&sysgenid_device);
	unregister_random_vmfork_notifier(&vmfork_notifier);
	herald_stop();
	__free_page(counter_page);
}

module_init(sysgenid_init);
module_exit(sysgenid_exit);

MODULE_DESCRIPTION("System generation counter that follows the VM generation ID");
MODULE_AUTHOR("The Diverge authors");
MODULE_LICENSE("GPL");
MODULE_VERSION("0.1.0");
MODULE_SOFTDEP("pre: vmgenid");
