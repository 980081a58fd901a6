/** The demonstration: a hundred clones of one service, and the key that two of them give away. */
@org.jspecify.annotations.NullMarked
package dev.diverge.testapps.demo;
