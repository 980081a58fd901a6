/** Weaves the guard into the classes that integrations describe. Plain ASM, at load time. */
@org.jspecify.annotations.NullMarked
package dev.diverge.agent.weave;
