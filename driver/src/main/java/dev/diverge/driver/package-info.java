/** The generation: what the sources say about this VM, as one epoch that only grows. */
@org.jspecify.annotations.NullMarked
package dev.diverge.driver;
