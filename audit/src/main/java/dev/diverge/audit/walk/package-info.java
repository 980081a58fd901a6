/**
 * What an audit loads into the application's JVM, when it is asked for and not before: a walk over
 * what its classes and threads hold, that tells of each value where it is, of what kind and how
 * long, and a keyed digest, by which it is known again in another walk. Values themselves go
 * nowhere.
 */
@org.jspecify.annotations.NullMarked
package dev.diverge.audit.walk;
