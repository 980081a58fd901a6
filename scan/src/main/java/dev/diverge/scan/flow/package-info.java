/** Where values go: summaries of methods, and what reaches which field. */
@org.jspecify.annotations.NullMarked
package dev.diverge.scan.flow;
