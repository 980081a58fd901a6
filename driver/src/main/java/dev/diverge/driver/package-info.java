/**
 * The generation: what the sources say about this VM, as one epoch that only grows.
 *
 * <p>A <em>source</em> is one way to learn that the machine was cloned, restored or rolled back;
 * the value it shows is the <em>generation</em>. {@link dev.diverge.driver.Generation} follows any
 * number of sources and turns whatever they say into an <em>epoch</em>: 0 at start, one more for
 * each change, never back. {@link dev.diverge.driver.Watcher} is a handle on the epoch with the
 * manners of the kernel's character device: read blocks until something is new, confirm says that
 * it was dealt with.
 *
 * <p>Begin with {@link dev.diverge.driver.Generation}, whose opening explains the protocol, then
 * {@link dev.diverge.driver.Source}, which every kind of source implements in a class of its own;
 * {@code Sources} is the table of them. Nothing here knows what is done about a clone.
 *
 * <p>A generation value never appears in a message, a name or an exception: kernel reviewers asked
 * that it be kept from user space, and nobody needs it to understand what went wrong.
 */
@org.jspecify.annotations.NullMarked
package dev.diverge.driver;
