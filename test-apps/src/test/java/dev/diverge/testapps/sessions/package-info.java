/** Sessions of real web containers, before a clone and after it. */
@org.jspecify.annotations.NullMarked
package dev.diverge.testapps.sessions;
