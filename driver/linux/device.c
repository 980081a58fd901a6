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

/*
 * What this file names bears its name, and no parameter is a mere word: the
 * kernel's headers make macros of such (at_least, from 7.2 on).
 */

/* The page that is mapped, and its first words. */
static struct page *sysgenid_page;
static u32 *sysgenid_generation;
static u32 *sysgenid_herald;

/* Guards everything below, every watcher, and stores to the page. */
static DEFINE_SPINLOCK(sysgenid_lock);
static u64 sysgenid_changes;
static bool sysgenid_heralded; /* the generation is still to come */
static unsigned long sysgenid_heralded_at;
static unsigned int sysgenid_tracked;
static unsigned int sysgenid_outdated; /* of the tracked ones */

static DECLARE_WAIT_QUEUE_HEAD(sysgenid_changed);
static DECLARE_WAIT_QUEUE_HEAD(sysgenid_settled);

static bool is_outdated_locked(const struct watcher *watcher)
{
	lockdep_assert_held(&sysgenid_lock);
	return watcher->confirmed != sysgenid_changes;
}

static bool is_outdated(const struct watcher *watcher)
{
	bool answer;

	spin_lock_bh(&sysgenid_lock);
	answer = is_outdated_locked(watcher);
	spin_unlock_bh(&sysgenid_lock);
	return answer;
}

/* True when WAIT_WATCHERS has nothing more to wait for. */
static bool is_settled(const struct watcher *waiting)
{
	bool answer;

	spin_lock_bh(&sysgenid_lock);
	answer = sysgenid_outdated == 0 || is_outdated_locked(waiting);
	spin_unlock_bh(&sysgenid_lock);
	return answer;
}

static void one_less_outdated_locked(void)
{
	lockdep_assert_held(&sysgenid_lock);
	if (--sysgenid_outdated == 0)
		wake_up_interruptible_all(&sysgenid_settled);
}

/* Another number, and never 0: that is the herald of those who have none. */
static void send_herald_locked(u32 number)
{
	lockdep_assert_held(&sysgenid_lock);
	while (number == *sysgenid_herald || number == 0)
		number++;
	smp_store_release(sysgenid_herald, number);
}

static void id_was_sighted(void)
{
	u32 number;

	spin_lock_bh(&sysgenid_lock);
	if (herald_take(&number)) {
		send_herald_locked(number);
		sysgenid_heralded = true;
		sysgenid_heralded_at = jiffies;
	}
	spin_unlock_bh(&sysgenid_lock);
}

/* Unless it has gone before this generation already. */
static void send_late_herald_locked(void)
{
	u32 number;

	if (herald_take(&number))
		send_herald_locked(number);
	else if (!sysgenid_heralded ||
		 time_after(jiffies, sysgenid_heralded_at + HERALD_LASTS))
		send_herald_locked(*sysgenid_herald + 1);
	sysgenid_heralded = false;
}

static void change_generation(u32 least_value)
{
	u32 next_value;

	spin_lock_bh(&sysgenid_lock);
	if (herald_sees())
		send_late_herald_locked();
	next_value = max(least_value, *sysgenid_generation + 1);
	if (next_value == *sysgenid_generation)
		next_value++; /* asked for where it wraps: still a change */
	sysgenid_changes++;
	sysgenid_outdated = sysgenid_tracked;
	/* Release: who sees the new value sees the kernel's reseed as well. */
	smp_store_release(sysgenid_generation, next_value);
	spin_unlock_bh(&sysgenid_lock);

	wake_up_interruptible_poll(&sysgenid_changed, EPOLLIN | EPOLLRDNORM);
	/* Who waits for watchers is now outdated itself and must learn of it. */
	wake_up_interruptible_all(&sysgenid_settled);
}

static int sysgenid_open(struct inode *inode, struct file *file)
{
	struct watcher *watcher = kzalloc(sizeof(*watcher), GFP_KERNEL_ACCOUNT);

	if (!watcher)
		return -ENOMEM;
	spin_lock_bh(&sysgenid_lock);
	watcher->confirmed = sysgenid_changes;
	spin_unlock_bh(&sysgenid_lock);
	file->private_data = watcher;
	return 0;
}

static void set_tracked(struct watcher *watcher, bool tracked)
{
	spin_lock_bh(&sysgenid_lock);
	if (tracked != watcher->tracked) {
		watcher->tracked = tracked;
		if (tracked) {
			sysgenid_tracked++;
			sysgenid_outdated += is_outdated_locked(watcher);
		} else {
			sysgenid_tracked--;
			if (is_outdated_locked(watcher))
				one_less_outdated_locked();
		}
	}
	spin_unlock_bh(&sysgenid_lock);
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
	if (!is_outdated(watcher)) {
		if (file->f_flags & O_NONBLOCK)
			return -EAGAIN;
		err = wait_event_interruptible(sysgenid_changed,
					       is_outdated(watcher));
		if (err)
			return err;
	}
	current_generation = READ_ONCE(*sysgenid_generation);
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
	spin_lock_bh(&sysgenid_lock);
	if (confirmed != *sysgenid_generation) {
		result = -EINVAL;
	} else if (is_outdated_locked(watcher)) {
		watcher->confirmed = sysgenid_changes;
		if (watcher->tracked)
			one_less_outdated_locked();
	}
	spin_unlock_bh(&sysgenid_lock);
	return result;
}

static __poll_t sysgenid_poll(struct file *file, poll_table *wait)
{
	poll_wait(file, &sysgenid_changed, wait);
	return is_outdated(file->private_data) ? EPOLLIN | EPOLLRDNORM : 0;
}

static long wait_watchers(struct watcher *watcher, unsigned int timeout_ms)
{
	/* One more, for the current jiffy is over before it has lasted one. */
	long limit = msecs_to_jiffies(timeout_ms) + 1;
	long left;

	if (timeout_ms == 0) {
		left = wait_event_interruptible(sysgenid_settled,
						is_settled(watcher));
	} else {
		left = wait_event_interruptible_timeout(sysgenid_settled,
							is_settled(watcher),
							limit);
		if (left == 0)
			left = -ETIME;
		/*
		 * Begun anew it would wait for the whole time once more. As
		 * with a socket's time-out the caller knows what is left.
		 */
		if (left == -ERESTARTSYS)
			left = -EINTR;
	}
	if (is_outdated(watcher))
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
	get_page(sysgenid_page);
	fault->page = sysgenid_page;
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

	sysgenid_page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	if (!sysgenid_page)
		return -ENOMEM;
	sysgenid_generation = page_address(sysgenid_page);
	sysgenid_herald = sysgenid_generation + 1;

	err = herald_start(id_was_sighted);
	if (err)
		goto free_counter;
	if (herald_sees()) {
		spin_lock_bh(&sysgenid_lock);
		send_herald_locked(*sysgenid_herald + 1);
		spin_unlock_bh(&sysgenid_lock);
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
free_counter:
	__free_page(sysgenid_page);
	return err;
}

static void __exit sysgenid_exit(void)
{
	misc_deregister(&sysgenid_device);
	unregister_random_vmfork_notifier(&vmfork_notifier);
	herald_stop();
	__free_page(sysgenid_page);
}

module_init(sysgenid_init);
module_exit(sysgenid_exit);

MODULE_DESCRIPTION("System generation counter that follows the VM generation ID");
MODULE_AUTHOR("The Diverge authors");
MODULE_LICENSE("GPL");
MODULE_VERSION("0.1.0");
MODULE_SOFTDEP("pre: vmgenid");
