/** Which classes are woven, and whether it took. */
@org.jspecify.annotations.NullMarked
package dev.diverge.agent.hooks;
