/** What is made of it: which fields clones share, and who sees to them. */
@org.jspecify.annotations.NullMarked
package dev.diverge.scan.judge;
