// SPDX-License-Identifier: GPL-2.0
/*
 * Tries every operation of /dev/sysgenid, its error codes, and unloading.
 *
 * usage: sysgenid-test /path/to/sysgenid.ko
 *
 * Runs as root in a guest that may be thrown away: it changes the generation,
 * and loads and unloads the module. Prints one line a case; exit 0 = all good.
 */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "sysgenid.h"

#define DEVICE "/dev/sysgenid"
#define NOBODY 65534
#define LOAD_SECONDS 5
#define USERS 4

static const char *module_path;
static void *volatile nowhere = (void *)8; /* an address that is never mapped */
static int failures;

/* ---- saying what happened ---- */

static void check_(bool good, const char *what, int line)
{
	if (good)
		return;
	failures++;
	printf("  WRONG at line %d: %s (errno %d: %s)\n", line, what, errno,
	       strerror(errno));
}

#define check(condition) check_(condition, #condition, __LINE__)

#define fails_with(error, call)                                                \
	do {                                                                   \
		errno = 0;                                                     \
		check_((call) == -1 && errno == (error),                       \
		       #call " fails with " #error, __LINE__);                 \
	} while (0)

/* ---- the device in single words ---- */

static int open_as(int flags)
{
	int fd = open(DEVICE, flags | O_CLOEXEC);

	if (fd == -1) {
		perror("open " DEVICE);
		exit(2);
	}
	return fd;
}

static int watcher(void)
{
	return open_as(O_RDWR | O_NONBLOCK);
}

static long trigger(uint32_t least_value)
{
	int fd = watcher();
	long result = ioctl(fd, SYSGENID_TRIGGER_GEN_UPDATE, least_value);

	close(fd);
	return result;
}

static uint32_t *map_counter(int fd)
{
	void *page = mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 0);

	check(page != MAP_FAILED);
	return page;
}

static uint32_t current(void)
{
	int fd = open_as(O_RDONLY);
	uint32_t *page = map_counter(fd);
	uint32_t value = *(volatile uint32_t *)page;

	munmap(page, 4096);
	close(fd);
	return value;
}

static ssize_t confirm(int fd, uint32_t value)
{
	return write(fd, &value, sizeof(value));
}

static int events(int fd, int timeout_ms)
{
	struct pollfd p = { .fd = fd, .events = POLLIN | POLLRDNORM };

	return poll(&p, 1, timeout_ms) == 1 ? p.revents : 0;
}

static long milliseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000L + t.tv_nsec / 1000000;
}

static void rest(long ms)
{
	struct timespec t = { ms / 1000, ms % 1000 * 1000000 };

	nanosleep(&t, NULL);
}

static long load(void)
{
	int fd = open(module_path, O_RDONLY | O_CLOEXEC);
	long result = syscall(SYS_finit_module, fd, "", 0);
	int error = errno;

	close(fd);
	errno = error;
	return result;
}

static long unload(void)
{
	return syscall(SYS_delete_module, "sysgenid", O_NONBLOCK);
}

/* Runs a case in a child; the child's own failures become its exit code. */
static void in_child(void (*body)(void))
{
	int status;
	pid_t child;

	fflush(stdout);
	child = fork();
	if (child == 0) {
		failures = 0;
		body();
		fflush(stdout);
		_exit(failures > 100 ? 100 : failures);
	}
	check(waitpid(child, &status, 0) == child);
	check(WIFEXITED(status));
	failures += WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

/* ---- the cases ---- */

static void a_new_handle_is_up_to_date(void)
{
	int fd = watcher();
	uint32_t value;

	fails_with(EAGAIN, read(fd, &value, sizeof(value)));
	check(events(fd, 0) == 0);
	check(confirm(fd, current()) == 4);
	close(fd);
}

static void a_change_is_read_until_confirmed(void)
{
	uint32_t before = current(), value = 0;
	uint64_t wide = 0;
	int fd = watcher();

	check(trigger(0) == 0);
	check(current() == before + 1);
	check(events(fd, 0) == (POLLIN | POLLRDNORM));
	check(read(fd, &value, sizeof(value)) == 4 && value == before + 1);
	check(read(fd, &wide, sizeof(wide)) == 4);
	check(pread(fd, &value, sizeof(value), 0) == 4 && value == before + 1);
	check(confirm(fd, value) == 4);
	fails_with(EAGAIN, read(fd, &value, sizeof(value)));
	check(events(fd, 0) == 0);
	check(confirm(fd, value) == 4);
	close(fd);
}

static void sizes_and_pointers_are_checked(void)
{
	uint32_t value[4] = { 0 };
	int fd = watcher();

	fails_with(EINVAL, read(fd, value, 3));
	fails_with(EINVAL, read(fd, value, 0));
	fails_with(ENOBUFS, write(fd, value, 3));
	fails_with(ENOBUFS, write(fd, value, 8));
	fails_with(EFAULT, write(fd, nowhere, 4));
	check(trigger(0) == 0);
	fails_with(EFAULT, read(fd, nowhere, 4));
	check(events(fd, 0) != 0);
	close(fd);
}

static void only_the_current_generation_confirms(void)
{
	uint32_t before = current();
	int fd = watcher();

	check(trigger(0) == 0);
	fails_with(EINVAL, confirm(fd, before));
	fails_with(EINVAL, confirm(fd, before + 2));
	check(events(fd, 0) != 0);
	check(confirm(fd, before + 1) == 4);
	check(events(fd, 0) == 0);
	/* Up to date, and still no excuse for a wrong value. */
	fails_with(EINVAL, confirm(fd, before));
	close(fd);
}

static void the_least_value_is_honoured(void)
{
	uint32_t before = current();

	check(trigger(before + 10) == 0 && current() == before + 10);
	check(trigger(before) == 0 && current() == before + 11);
}

static void handles_confirm_for_themselves_only(void)
{
	int one = watcher(), other = watcher();

	check(trigger(0) == 0);
	check(confirm(one, current()) == 4);
	check(events(one, 0) == 0 && events(other, 0) != 0);
	close(one);
	close(other);
}

static int shared_fd;

static void confirm_shared(void)
{
	check(confirm(shared_fd, current()) == 4);
}

static void a_description_is_shared_by_its_processes(void)
{
	shared_fd = watcher();
	check(trigger(0) == 0);
	in_child(confirm_shared);
	check(events(shared_fd, 0) == 0);
	close(shared_fd);
}

static void *read_blocking(void *result)
{
	int fd = open_as(O_RDWR);
	uint32_t value = 0;
	ssize_t n = read(fd, &value, sizeof(value));

	*(long *)result = n == 4 ? (long)value : -errno;
	close(fd);
	return NULL;
}

static void a_blocked_read_wakes_on_a_change(void)
{
	long result = -1;
	pthread_t thread;

	pthread_create(&thread, NULL, read_blocking, &result);
	rest(100);
	check(*(volatile long *)&result == -1);
	check(trigger(0) == 0);
	pthread_join(thread, NULL);
	check(result == (long)current());
}

static void nothing(int signal)
{
	(void)signal;
}

static void a_signal_interrupts_a_blocked_read(void)
{
	struct sigaction action = { .sa_handler = nothing };
	long result = -1;
	pthread_t thread;

	sigaction(SIGUSR1, &action, NULL);
	pthread_create(&thread, NULL, read_blocking, &result);
	rest(100);
	pthread_kill(thread, SIGUSR1);
	pthread_join(thread, NULL);
	check(result == -EINTR);
}

static void *confirm_soon(void *fd)
{
	rest(100);
	check(confirm(*(int *)fd, current()) == 4);
	return NULL;
}

static void a_poll_waits_and_times_out(void)
{
	int fd = watcher(), loop = epoll_create1(0);
	struct epoll_event event = { .events = EPOLLIN | EPOLLET };
	long start = milliseconds();

	check(events(fd, 50) == 0 && milliseconds() - start >= 49);
	check(epoll_ctl(loop, EPOLL_CTL_ADD, fd, &event) == 0);
	check(epoll_wait(loop, &event, 1, 0) == 0);
	for (int i = 0; i < 3; i++) {
		/* Edge-triggered: every change is an edge of its own. */
		check(trigger(0) == 0);
		check(epoll_wait(loop, &event, 1, 1000) == 1);
		check(epoll_wait(loop, &event, 1, 0) == 0);
	}
	close(loop);
	close(fd);
}

static void the_page_is_read_only(void)
{
	int fd = watcher(), reader = open_as(O_RDONLY);
	uint32_t *page = map_counter(fd), *other = map_counter(reader);
	void *private;

	check(*page == *other);
	check(trigger(0) == 0);
	check(*(volatile uint32_t *)page == *(volatile uint32_t *)other);
	for (int i = 2; i < 1024; i++)
		check(page[i] == 0);
	fails_with(EACCES, mprotect(page, 4096, PROT_READ | PROT_WRITE));
	check(mprotect(page, 4096, PROT_NONE) == 0);
	check(mprotect(page, 4096, PROT_READ) == 0 && *page == *other);
#define map(length, protection, flags, file, offset)                           \
	((long)mmap(NULL, length, protection, flags, file, offset))
	fails_with(EPERM, map(4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0));
	fails_with(EPERM, map(4096, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0));
	fails_with(EINVAL, map(4096, PROT_READ, MAP_SHARED, fd, 4096));
	fails_with(EINVAL, map(8192, PROT_READ, MAP_SHARED, fd, 0));
	private = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, fd, 0);
	check(private != MAP_FAILED);
	close(fd);
	/* A mapping outlives its descriptor. */
	check(trigger(0) == 0 && *(volatile uint32_t *)page == current());
	fails_with(EWOULDBLOCK, unload());
	munmap(page, 4096);
	munmap(other, 4096);
	munmap(private, 4096);
	close(reader);
}

static void touch_beyond_the_page(void)
{
	char *page = (char *)map_counter(watcher());
	char *wider = mremap(page, 4096, 8192, MREMAP_MAYMOVE);

	if (wider != MAP_FAILED)
		(void)*(volatile char *)(wider + 4096);
	else
		raise(SIGBUS);
}

static void nothing_lies_beyond_the_page(void)
{
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		touch_beyond_the_page();
		_exit(0);
	}
	check(waitpid(child, &status, 0) == child);
	check(WIFSIGNALED(status) && WTERMSIG(status) == SIGBUS);
}

static void the_counter_wraps(void)
{
	int fd, never_again;
	uint32_t value;

	check(trigger(UINT32_MAX) == 0 && current() == UINT32_MAX);
	never_again = watcher();
	fd = watcher();
	check(trigger(UINT32_MAX) == 0 && current() == 0);
	check(read(fd, &value, sizeof(value)) == 4 && value == 0);
	check(confirm(fd, 0) == 4);
	check(trigger(UINT32_MAX) == 0 && current() == UINT32_MAX);
	/* The value that this handle confirmed is back, the change is not undone. */
	check(events(never_again, 0) != 0);
	check(trigger(5) == 0 && current() == 5);
	close(fd);
	close(never_again);
}

static void unknown_commands_are_refused(void)
{
	int fd = watcher();

	fails_with(ENOTTY, ioctl(fd, _IO(SYSGENID_IOCTL, 4), 0));
	fails_with(ENOTTY, ioctl(fd, 0x5401, 0));
	fails_with(EINVAL, ioctl(fd, SYSGENID_WAIT_WATCHERS, 1UL << 32));
	fails_with(EINVAL, ioctl(fd, SYSGENID_TRIGGER_GEN_UPDATE, 1UL << 32));
	close(fd);
}

static void waiting_concerns_tracked_watchers(void)
{
	int waiting = watcher(), slow = watcher();
	pthread_t thread;
	long start;

	check(trigger(0) == 0);
	check(confirm(waiting, current()) == 4);
	/* Untracked: nobody waits for it. */
	check(ioctl(waiting, SYSGENID_WAIT_WATCHERS, 1000) == 0);

	/* Tracked from now on, outdated already. */
	check(ioctl(slow, SYSGENID_SET_WATCHER_TRACKING, 1) == 0);
	check(ioctl(slow, SYSGENID_SET_WATCHER_TRACKING, 1) == 0);
	start = milliseconds();
	fails_with(ETIME, ioctl(waiting, SYSGENID_WAIT_WATCHERS, 100));
	check(milliseconds() - start >= 99);

	/* It confirms: a wait without a limit ends. */
	pthread_create(&thread, NULL, confirm_soon, &slow);
	check(ioctl(waiting, SYSGENID_WAIT_WATCHERS, 0) == 0);
	pthread_join(thread, NULL);

	/* It is outdated and closed: nobody is left to wait for. */
	check(trigger(0) == 0);
	check(confirm(waiting, current()) == 4);
	fails_with(ETIME, ioctl(waiting, SYSGENID_WAIT_WATCHERS, 20));
	close(slow);
	check(ioctl(waiting, SYSGENID_WAIT_WATCHERS, 20) == 0);

	/* It is outdated and no longer tracked: likewise. */
	slow = watcher();
	check(ioctl(slow, SYSGENID_SET_WATCHER_TRACKING, 1) == 0);
	check(trigger(0) == 0);
	check(confirm(waiting, current()) == 4);
	fails_with(ETIME, ioctl(waiting, SYSGENID_WAIT_WATCHERS, 20));
	check(ioctl(slow, SYSGENID_SET_WATCHER_TRACKING, 0) == 0);
	check(ioctl(waiting, SYSGENID_WAIT_WATCHERS, 20) == 0);
	close(slow);
	close(waiting);
}

struct nuisance {
	pthread_t target;
	atomic_bool stop;
};

/* A signal every 20 ms, whose handler has what it interrupts begun anew. */
static void *signal_often(void *argument)
{
	struct nuisance *nuisance = argument;

	for (int i = 0; i < 250 && !atomic_load(&nuisance->stop); i++) {
		rest(20);
		pthread_kill(nuisance->target, SIGUSR1);
	}
	return NULL;
}

static void signals_do_not_prolong_a_wait(void)
{
	struct sigaction action = { .sa_handler = nothing,
				    .sa_flags = SA_RESTART };
	int waiting = watcher(), slow = watcher();
	struct nuisance nuisance = { .target = pthread_self() };
	long start = milliseconds(), end = start + 200, left;
	pthread_t thread, helper;
	int interrupted = 0;

	sigaction(SIGUSR1, &action, NULL);
	check(ioctl(slow, SYSGENID_SET_WATCHER_TRACKING, 1) == 0);
	check(trigger(0) == 0);
	check(confirm(waiting, current()) == 4);
	pthread_create(&thread, NULL, signal_often, &nuisance);

	/* The caller knows what is left, and so the deadline is kept. */
	while ((left = end - milliseconds()) > 0) {
		check(ioctl(waiting, SYSGENID_WAIT_WATCHERS, left) == -1);
		if (errno == ETIME)
			break;
		check(errno == EINTR);
		interrupted++;
	}
	check(milliseconds() - start >= 199);
	check(milliseconds() - start < 2000);
	check(interrupted > 0);

	/* Without a limit there is no deadline: it is begun anew. */
	pthread_create(&helper, NULL, confirm_soon, &slow);
	check(ioctl(waiting, SYSGENID_WAIT_WATCHERS, 0) == 0);
	pthread_join(helper, NULL);

	atomic_store(&nuisance.stop, true);
	pthread_join(thread, NULL);
	close(slow);
	close(waiting);
}

static void wait_in_vain(void)
{
	int waiting = watcher();

	failures = 0;
	check(confirm(waiting, current()) == 4);
	check(ioctl(waiting, SYSGENID_WAIT_WATCHERS, 200) == -1);
	check(errno == EINTR || errno == ETIME);
	fflush(stdout);
	_exit(failures);
}

/* By a debugger or a container's engine: no handler, and begun anew as well. */
static void stops_do_not_prolong_a_wait(void)
{
	int slow = watcher(), status = -1;
	long start = milliseconds();
	pid_t child, ended = 0;

	check(ioctl(slow, SYSGENID_SET_WATCHER_TRACKING, 1) == 0);
	check(trigger(0) == 0);
	fflush(stdout);
	child = fork();
	if (child == 0)
		wait_in_vain();
	for (int i = 0; i < 100 && ended == 0; i++) {
		kill(child, SIGSTOP);
		rest(10);
		kill(child, SIGCONT);
		rest(10);
		ended = waitpid(child, &status, WNOHANG);
	}
	check(milliseconds() - start < 1500);
	if (ended == 0)
		check(waitpid(child, &status, 0) == child);
	check(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	close(slow);
}

static void *trigger_soon(void *unused)
{
	rest(100);
	check(trigger(0) == 0);
	return unused;
}

static void an_outdated_waiter_is_told_so(void)
{
	int waiting = watcher(), slow = watcher();
	pthread_t thread;

	check(ioctl(slow, SYSGENID_SET_WATCHER_TRACKING, 1) == 0);
	check(trigger(0) == 0);
	fails_with(EINTR, ioctl(waiting, SYSGENID_WAIT_WATCHERS, 1000));
	check(confirm(waiting, current()) == 4);

	/* It becomes outdated while it waits. */
	pthread_create(&thread, NULL, trigger_soon, NULL);
	fails_with(EINTR, ioctl(waiting, SYSGENID_WAIT_WATCHERS, 0));
	pthread_join(thread, NULL);
	close(slow);
	close(waiting);
}

static void keep_only(int capability)
{
	struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
	struct __user_cap_data_struct data[2] = { 0 };

	check(prctl(PR_SET_KEEPCAPS, 1) == 0);
	check(setresgid(NOBODY, NOBODY, NOBODY) == 0);
	check(setresuid(NOBODY, NOBODY, NOBODY) == 0);
	if (capability >= 0) {
		data[capability / 32].permitted = 1U << capability % 32;
		data[capability / 32].effective = 1U << capability % 32;
	}
	check(syscall(SYS_capset, &header, data) == 0);
}

static void as_nobody(void)
{
	int fd, root_fd = watcher();
	uint32_t before = current(), value;

	keep_only(-1);
	fd = watcher();
	fails_with(EACCES, ioctl(fd, SYSGENID_TRIGGER_GEN_UPDATE, 0));
	/* It is the caller that counts, not who opened. */
	fails_with(EACCES, ioctl(root_fd, SYSGENID_TRIGGER_GEN_UPDATE, 0));
	check(current() == before);
	fails_with(EAGAIN, read(fd, &value, sizeof(value)));
	check(confirm(fd, before) == 4);
	check(ioctl(fd, SYSGENID_SET_WATCHER_TRACKING, 1) == 0);
	check(ioctl(fd, SYSGENID_WAIT_WATCHERS, 10) == 0);
}

static void as_root_of_a_user_namespace(void)
{
	keep_only(-1);
	if (unshare(CLONE_NEWUSER) == -1) {
		printf("  (no user namespaces here)\n");
		return;
	}
	fails_with(EACCES, trigger(0));
}

static void with_checkpoint_restore(void)
{
	keep_only(CAP_CHECKPOINT_RESTORE);
	check(trigger(0) == 0);
}

static void with_sys_admin(void)
{
	keep_only(CAP_SYS_ADMIN);
	check(trigger(0) == 0);
}

static void only_the_capable_may_trigger(void)
{
	struct stat status;

	check(stat(DEVICE, &status) == 0);
	check(S_ISCHR(status.st_mode) && (status.st_mode & 07777) == 0666);
	in_child(as_nobody);
	in_child(as_root_of_a_user_namespace);
	in_child(with_checkpoint_restore);
	in_child(with_sys_admin);
}

#define MANY 4000
#define READERS 32

static void *confirm_until_told(void *stop)
{
	int fd = open_as(O_RDWR);
	struct pollfd p = { .fd = fd, .events = POLLIN };
	uint32_t value;

	check(ioctl(fd, SYSGENID_SET_WATCHER_TRACKING, 1) == 0);
	while (!atomic_load((atomic_bool *)stop)) {
		if (poll(&p, 1, 20) != 1)
			continue;
		check(read(fd, &value, sizeof(value)) == 4);
		if (confirm(fd, value) != 4)
			check(errno == EINVAL); /* it changed in between */
	}
	close(fd);
	return NULL;
}

static void many_watchers_settle_after_every_change(void)
{
	static int fds[MANY];
	static pthread_t threads[READERS];
	atomic_bool stop = false;
	int waiting = watcher();

	for (int i = 0; i < MANY; i++) {
		fds[i] = watcher();
		ioctl(fds[i], SYSGENID_SET_WATCHER_TRACKING, i % 2);
	}
	check(trigger(0) == 0);
	for (int i = 0; i < MANY; i++)
		check(confirm(fds[i], current()) == 4);
	check(confirm(waiting, current()) == 4);
	check(ioctl(waiting, SYSGENID_WAIT_WATCHERS, 10) == 0);
	for (int i = 0; i < MANY; i++)
		close(fds[i]);

	for (int i = 0; i < READERS; i++)
		pthread_create(&threads[i], NULL, confirm_until_told, &stop);
	for (int i = 0; i < 300; i++) {
		check(trigger(0) == 0);
		check(confirm(waiting, current()) == 4);
		check(ioctl(waiting, SYSGENID_WAIT_WATCHERS, 10000) == 0);
	}
	atomic_store(&stop, true);
	for (int i = 0; i < READERS; i++)
		pthread_join(threads[i], NULL);
	close(waiting);
}

static void *count_changes(void *stop)
{
	long seen = 0;
	int fd = open_as(O_RDONLY);
	volatile uint32_t *page = map_counter(fd);
	uint32_t last = *page;

	while (!atomic_load((atomic_bool *)stop)) {
		uint32_t now = *page;

		if (now != last) {
			check((int32_t)(now - last) > 0);
			seen++;
			last = now;
		}
	}
	munmap((void *)page, 4096);
	close(fd);
	return (void *)seen;
}

static void *trigger_often(void *times)
{
	int fd = watcher();

	for (long i = 0; i < (long)times; i++)
		check(ioctl(fd, SYSGENID_TRIGGER_GEN_UPDATE, 0) == 0);
	close(fd);
	return NULL;
}

static void no_change_is_lost_among_many(void)
{
	atomic_bool stop = false;
	pthread_t triggers[4], reader;
	uint32_t before = current();
	void *seen;

	pthread_create(&reader, NULL, count_changes, &stop);
	for (int i = 0; i < 4; i++)
		pthread_create(&triggers[i], NULL, trigger_often, (void *)20000L);
	for (int i = 0; i < 4; i++)
		pthread_join(triggers[i], NULL);
	atomic_store(&stop, true);
	pthread_join(reader, &seen);
	check(current() == before + 80000);
	check((long)seen > 0);
}

static void a_used_module_stays(void)
{
	long result = -1;
	int fd = watcher();
	pthread_t thread;

	fails_with(EWOULDBLOCK, unload());
	pthread_create(&thread, NULL, read_blocking, &result);
	rest(50);
	close(fd);
	fails_with(EWOULDBLOCK, unload());
	check(trigger(0) == 0);
	pthread_join(thread, NULL);
	fails_with(EEXIST, load());
	check(unload() == 0);
	fails_with(ENOENT, open(DEVICE, O_RDWR));
	check(load() == 0);
	check(current() == 0);
}

static void a_herald_goes_with_every_change(void)
{
	int fd = open_as(O_RDONLY);
	volatile uint32_t *page = map_counter(fd);
	uint32_t before = page[1];

	/* In a guest without a generation id in memory there is none. */
	check(before != 0);
	for (int i = 0; i < 3 && before != 0; i++) {
		check(page[1] == before);
		check(trigger(0) == 0);
		check(page[1] != before && page[1] != 0);
		before = page[1];
	}
	munmap((void *)page, 4096);
	close(fd);
}

static void *use_at_random(void *stop)
{
	unsigned int seed = (unsigned int)(uintptr_t)pthread_self();
	uint32_t value;
	long opened = 0;

	while (!atomic_load((atomic_bool *)stop)) {
		int fd = open(DEVICE, O_RDWR | O_NONBLOCK | O_CLOEXEC);
		struct pollfd p = { .fd = fd, .events = POLLIN };
		void *page;

		if (fd == -1) {
			/* gone, or on its way in or out */
			check(errno == ENOENT || errno == ENODEV ||
			      errno == ENXIO);
			sched_yield();
			continue;
		}
		opened++;
		page = mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 0);
		check(page != MAP_FAILED);
		ioctl(fd, SYSGENID_SET_WATCHER_TRACKING, rand_r(&seed) % 2);
		if (rand_r(&seed) % 2)
			ioctl(fd, SYSGENID_TRIGGER_GEN_UPDATE, 0);
		if (rand_r(&seed) % 4 == 0)
			ioctl(fd, SYSGENID_WAIT_WATCHERS, 1);
		poll(&p, 1, rand_r(&seed) % 2);
		if (read(fd, &value, sizeof(value)) == 4)
			confirm(fd, value);
		close(fd);
		(void)*(volatile uint32_t *)page;
		munmap(page, 4096);
		/* Leave a gap now and then in which nobody holds the device. */
		rest(rand_r(&seed) % 40);
	}
	return (void *)opened;
}

static void it_unloads_under_load(void)
{
	pthread_t threads[USERS];
	atomic_bool stop = false;
	long unloaded = 0, refused = 0, opened = 0;
	long end = milliseconds() + LOAD_SECONDS * 1000;

	for (int i = 0; i < USERS; i++)
		pthread_create(&threads[i], NULL, use_at_random, &stop);
	while (milliseconds() < end) {
		if (unload() == 0) {
			unloaded++;
			check(load() == 0);
			rest(2);
		} else {
			check(errno == EWOULDBLOCK);
			refused++;
			sched_yield();
		}
	}
	atomic_store(&stop, true);
	for (int i = 0; i < USERS; i++) {
		void *by_thread;

		pthread_join(threads[i], &by_thread);
		opened += (long)by_thread;
	}
	printf("  opened %ld times, unloaded %ld times, refused %ld times\n",
	       opened, unloaded, refused);
	check(opened > 0 && unloaded > 0 && refused > 0);
}

/* ---- running them ---- */

static const struct {
	const char *name;
	void (*body)(void);
} cases[] = {
#define CASE(function) { #function, function }
	CASE(a_new_handle_is_up_to_date),
	CASE(a_change_is_read_until_confirmed),
	CASE(sizes_and_pointers_are_checked),
	CASE(only_the_current_generation_confirms),
	CASE(the_least_value_is_honoured),
	CASE(handles_confirm_for_themselves_only),
	CASE(a_description_is_shared_by_its_processes),
	CASE(a_blocked_read_wakes_on_a_change),
	CASE(a_signal_interrupts_a_blocked_read),
	CASE(a_poll_waits_and_times_out),
	CASE(the_page_is_read_only),
	CASE(nothing_lies_beyond_the_page),
	CASE(the_counter_wraps),
	CASE(unknown_commands_are_refused),
	CASE(waiting_concerns_tracked_watchers),
	CASE(signals_do_not_prolong_a_wait),
	CASE(stops_do_not_prolong_a_wait),
	CASE(an_outdated_waiter_is_told_so),
	CASE(only_the_capable_may_trigger),
	CASE(many_watchers_settle_after_every_change),
	CASE(no_change_is_lost_among_many),
	CASE(a_herald_goes_with_every_change),
	CASE(a_used_module_stays),
	CASE(it_unloads_under_load),
};

/* A module from outside the tree taints the kernel; a warning or an oops more so. */
static bool kernel_is_well(void)
{
	const unsigned long died = 1UL << 7, warned = 1UL << 9;
	unsigned long taint = ~0UL;
	FILE *file = fopen("/proc/sys/kernel/tainted", "r");

	if (!file || fscanf(file, "%lu", &taint) != 1)
		printf("cannot read /proc/sys/kernel/tainted\n");
	if (file)
		fclose(file);
	return (taint & (died | warned)) == 0;
}

int main(int argc, char **argv)
{
	struct rlimit files = { 2 * MANY, 2 * MANY };
	int bad = 0;

	if (argc != 2) {
		fprintf(stderr, "usage: %s /path/to/sysgenid.ko\n", argv[0]);
		return 2;
	}
	module_path = argv[1];
	setvbuf(stdout, NULL, _IOLBF, 0);
	setrlimit(RLIMIT_NOFILE, &files);
	if (load() == -1 && errno != EEXIST) {
		perror("load");
		return 2;
	}
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		long start = milliseconds();

		failures = 0;
		cases[i].body();
		printf("%s %s (%ld ms)\n", failures ? "FAILED" : "ok",
		       cases[i].name, milliseconds() - start);
		bad += failures != 0;
	}
	if (!kernel_is_well()) {
		printf("FAILED the kernel warned or died, see its log\n");
		bad++;
	}
	printf("sysgenid-test: %s, %d of %zu cases failed\n",
	       bad ? "FAILED" : "passed", bad, sizeof(cases) / sizeof(cases[0]));
	return bad ? 1 : 0;
}
