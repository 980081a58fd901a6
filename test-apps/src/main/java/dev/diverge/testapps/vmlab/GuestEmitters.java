package dev.diverge.testapps.vmlab;

import java.util.List;

/**
 * What the guest draws from. Named to {@link GuestApp} by its class; needs a public constructor.
 */
public interface GuestEmitters {
  /** Fresh state for one thread of the guest. */
  List<GuestEmitter> make() throws Exception;
}
