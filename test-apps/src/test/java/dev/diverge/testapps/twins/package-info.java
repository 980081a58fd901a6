/**
 * What becomes of two clients of one server that are alike, as clones of one client are: one is
 * given what the other has drawn.
 */
@org.jspecify.annotations.NullMarked
package dev.diverge.testapps.twins;
