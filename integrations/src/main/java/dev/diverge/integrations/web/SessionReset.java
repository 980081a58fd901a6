package dev.diverge.integrations.web;

import dev.diverge.integrations.Phase;
import dev.diverge.integrations.Tools;
import dev.diverge.integrations.TrackedReset;

/** Ends the sessions of stores, unless {@code sessions=keep}. */
abstract class SessionReset implements TrackedReset {

  private final String name;

  SessionReset(String name) {
    this.name = name;
  }

  /**
   * Ends them all, or leaves that for {@link Tools#whileUsersWait}: there may be many.
   *
   * @return how many
   */
  abstract int end(Tools tools) throws Exception;

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Phase phase() {
    return Phase.POOLS;
  }

  @Override
  public final int reset(Tools tools) throws Exception {
    return tools.option("sessions").equals("keep") ? 0 : end(tools);
  }
}
