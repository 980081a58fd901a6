package dev.diverge.integrations;

/** Uses a guarded type so that its hook is run: the self-test of an integration. */
public interface Provocation {

  /**
   * Draws once from the type on this thread.
   *
   * @param type the binary name of the guarded type
   * @throws Exception if this JVM cannot make an instance, which is not a fault of the hook
   */
  void provoke(String type) throws Exception;
}
