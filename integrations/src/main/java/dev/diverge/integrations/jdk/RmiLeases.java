package dev.diverge.integrations.jdk;

import dev.diverge.integrations.Phase;
import dev.diverge.integrations.Tools;
import dev.diverge.integrations.TrackedReset;
import java.rmi.dgc.VMID;

/**
 * Under which name RMI leases remote objects: two clones of one name would end each other's leases.
 * The next renewal, after half a lease at most, is in the new name.
 */
public final class RmiLeases implements TrackedReset {

  @Override
  public String name() {
    return "rmi-leases";
  }

  @Override
  public Phase phase() {
    return Phase.ID_GENERATORS;
  }

  @Override
  public int reset(Tools tools) throws Exception {
    int count = 0;
    for (Class<?> type : tools.initialised("sun.rmi.transport.DGCClient")) {
      tools.field(type, "vmid").set(null, new VMID());
      count++;
    }
    return count;
  }

  @Override
  public boolean rehearse(Tools tools) throws Exception {
    boolean any = false;
    for (Class<?> type : tools.initialised("sun.rmi.transport.DGCClient")) {
      any = tools.field(type, "vmid").get(null) != null || new VMID().hashCode() == 0;
    }
    return any;
  }
}
