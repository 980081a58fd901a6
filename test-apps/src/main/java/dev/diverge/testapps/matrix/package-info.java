/**
 * What is supported, from what was run: the reports of a run of all tests become facts, and the
 * facts of the runs on each JDK the page {@code docs/support-matrix.md}.
 */
@org.jspecify.annotations.NullMarked
package dev.diverge.testapps.matrix;
