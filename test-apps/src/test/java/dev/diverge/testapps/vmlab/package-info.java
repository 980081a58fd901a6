/** Tests of the VM lab's parts, and the lab itself where it is asked for. */
@org.jspecify.annotations.NullMarked
package dev.diverge.testapps.vmlab;
