/** What an application says about its own state; does nothing without the agent. */
@org.jspecify.annotations.NullMarked
package dev.diverge;
