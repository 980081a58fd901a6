package dev.diverge.integrations;

/**
 * Resets state that is few and long-lived, once in each transition, on the thread that noticed the
 * clone, unless it {@link #isLong takes long}. Must not wait for a lock that an application thread
 * may hold, since that thread may be frozen or gone. One instance serves all transitions of a JVM;
 * it is made when the first is near.
 */
public interface TrackedReset {

  /** What a report calls it: {@code tls-sessions}. */
  String name();

  /** When it runs: after all of the phases before, and before any of the later ones. */
  Phase phase();

  /**
   * Makes the state this clone's own.
   *
   * @param tools for the length of this call, and of what it leaves for later
   * @return how many instances were reset
   * @throws Exception reported by name; the other resets go on
   */
  int reset(Tools tools) throws Exception;

  /**
   * Whether there is so much to reset that who noticed the clone is not to wait for it. It is then
   * run on another thread, at once, and whoever is about to use what it resets has to wait for that
   * himself: {@link SensitiveType#noticed}. For {@link Phase#CONNECTIONS}.
   */
  default boolean isLong(Tools tools) throws Exception {
    return false;
  }

  /**
   * Loads what {@link #reset} needs once there is something to reset, and changes nothing: so that
   * no class is loaded at a clone. Asked now and then on a thread of the agent's until it is done.
   *
   * @return whether it is; false if there is nothing to reset yet
   */
  default boolean rehearse(Tools tools) throws Exception {
    return true;
  }
}
