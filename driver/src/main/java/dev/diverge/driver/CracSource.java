package dev.diverge.driver;

import org.jspecify.annotations.Nullable;

/**
 * {@code crac}: counts the restores of a JVM with Coordinated Restore at Checkpoint, and says so
 * before the restore is over. Found by reflection in whichever package this JVM has it.
 *
 * <p>Asynchronous, and about processes only: a clone of the whole machine goes unnoticed.
 */
final class CracSource implements Source {
  private static final String[] PACKAGES = {"jdk.crac", "javax.crac", "org.crac"};

  private final SourceSpec spec;
  private final RestoreContext context;

  private CracSource(SourceSpec spec, RestoreContext context) {
    this.spec = spec;
    this.context = context;
  }

  static CracSource open(SourceSpec spec, SourceNews news) throws SourceRefusedException {
    for (String name : PACKAGES) {
      Class<?> core = RestoreContext.core(name, loader(name));
      if (core != null) {
        RestoreContext context = new RestoreContext(news);
        context.register(spec, core);
        return new CracSource(spec, context);
      }
    }
    throw new SourceRefusedException(
        Inode.line(spec, "this JVM has neither jdk.crac nor javax.crac nor org.crac"),
        SourceRefusedException.Reason.UNAVAILABLE);
  }

  @Override
  public long generation() {
    return context.restores();
  }

  @Override
  public @Nullable String tend() {
    return null;
  }

  @Override
  public SourceSpec spec() {
    return spec;
  }

  @Override
  public String merit(String besides) {
    return "this JVM tells of its own restores; not of clones of the machine";
  }

  @Override
  public boolean usable() {
    return context.isRegistered();
  }

  @Override
  public boolean noticesMachines() {
    return false;
  }

  @Override
  public void close() {
    context.forget();
  }

  /** Whether this JVM itself has it; a library on the class path is not looked for. */
  static boolean inJdk() {
    try {
      // Not by RestoreContext: it would be one more class before every main.
      Class.forName(PACKAGES[0].concat(".Core"), false, null);
      return true;
    } catch (ClassNotFoundException | LinkageError absent) {
      return false;
    }
  }

  /** The JDK's own packages are there without a class path, and must not make one loaded early. */
  private static @Nullable ClassLoader loader(String name) {
    return name.equals(PACKAGES[0]) ? null : ClassLoader.getSystemClassLoader();
  }
}
