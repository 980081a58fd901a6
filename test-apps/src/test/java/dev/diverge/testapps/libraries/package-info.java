/** Each integration against the real library. */
@org.jspecify.annotations.NullMarked
package dev.diverge.testapps.libraries;
