package dev.diverge.crac;

/** As {@code org.crac.Core}. Nothing is ever checkpointed here: the clone is another's doing. */
public final class Core {

  private static final Registered GLOBAL = new Registered();

  static {
    GLOBAL.join();
  }

  private Core() {}

  public static Context<Resource> getGlobalContext() {
    return GLOBAL;
  }

  /**
   * Not supported.
   *
   * @throws UnsupportedOperationException always
   */
  @SuppressWarnings("DoNotCallSuggester") // org.crac looks for it
  public static void checkpointRestore() throws CheckpointException, RestoreException {
    throw new UnsupportedOperationException("this JVM takes no checkpoint of itself");
  }
}
