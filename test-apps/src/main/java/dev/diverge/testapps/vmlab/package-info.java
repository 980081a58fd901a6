/** Real VMs, snapshotted and restored by a hypervisor, and what their clones then draw. */
@org.jspecify.annotations.NullMarked
package dev.diverge.testapps.vmlab;
