/** Reaches classes and instances that no code of ours knows: who was born, and their members. */
@org.jspecify.annotations.NullMarked
package dev.diverge.agent.reach;
