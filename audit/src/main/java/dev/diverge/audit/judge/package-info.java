/** What walks tell, compared: what clones would share, and who sees to it. */
@org.jspecify.annotations.NullMarked
package dev.diverge.audit.judge;
