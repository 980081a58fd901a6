/** The libraries that integrations describe: found as their classes are loaded, woven and reset. */
@org.jspecify.annotations.NullMarked
package dev.diverge.agent.libraries;
