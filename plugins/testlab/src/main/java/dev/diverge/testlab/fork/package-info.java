/** How a JVM is forked. Public for the labs of this project alone: nothing is promised of it. */
@org.jspecify.annotations.NullMarked
package dev.diverge.testlab.fork;
