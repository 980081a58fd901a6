package dev.diverge.driver;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * {@code crac}: counts the restores of a JVM with Coordinated Restore at Checkpoint, and says so
 * before the restore is over. Found by reflection in whichever package this JVM has it.
 *
 * <p>Asynchronous, and about processes only: a clone of the whole machine goes unnoticed.
 */
final class CracSource implements Source, InvocationHandler {
  private static final String[] PACKAGES = {"jdk.crac", "javax.crac", "org.crac"};

  private final SourceSpec spec;
  private final Runnable heard;
  private final AtomicLong restores = new AtomicLong();

  /** Held since the context may hold it weakly. */
  private volatile @Nullable Object resource;

  private CracSource(SourceSpec spec, Runnable heard) {
    this.spec = spec;
    this.heard = heard;
  }

  static CracSource open(SourceSpec spec, Runnable heard) throws SourceRefusedException {
    for (String name : PACKAGES) {
      Class<?> core = core(name);
      if (core != null) {
        CracSource source = new CracSource(spec, heard);
        source.register(core, name);
        return source;
      }
    }
    throw new SourceRefusedException(
        Inode.line(spec, "this JVM has neither jdk.crac nor javax.crac nor org.crac"),
        SourceRefusedException.Reason.UNAVAILABLE);
  }

  @Override
  public long generation() {
    return restores.get();
  }

  /** What the context calls: {@code beforeCheckpoint} and {@code afterRestore}. */
  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object[] arguments) {
    switch (method.getName()) {
      case "afterRestore" -> {
        restores.incrementAndGet();
        heard.run();
        return null;
      }
      case "equals" -> {
        return arguments != null && proxy == arguments[0];
      }
      case "hashCode" -> {
        return System.identityHashCode(this);
      }
      case "toString" -> {
        return "Diverge";
      }
      default -> {
        return null;
      }
    }
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
    return resource != null;
  }

  @Override
  public boolean noticesMachines() {
    return false;
  }

  @Override
  public void close() {
    resource = null;
  }

  /** Whether this JVM itself has it; a library on the class path is not looked for. */
  static boolean inJdk() {
    return core(PACKAGES[0]) != null;
  }

  private static @Nullable Class<?> core(String name) {
    try {
      // The JDK's own packages are there without a class path, and must not make one loaded early.
      ClassLoader loader = name.equals(PACKAGES[0]) ? null : ClassLoader.getSystemClassLoader();
      return Class.forName(name.concat(".Core"), false, loader);
    } catch (ClassNotFoundException | LinkageError absent) {
      return null;
    }
  }

  private void register(Class<?> core, String name) throws SourceRefusedException {
    try {
      ClassLoader loader = core.getClassLoader();
      Class<?> kind = Class.forName(name.concat(".Resource"), false, loader);
      Class<?> context = Class.forName(name.concat(".Context"), false, loader);
      Object mine = Proxy.newProxyInstance(loader, new Class<?>[] {kind}, this);
      Object global = core.getMethod("getGlobalContext").invoke(null);
      context.getMethod("register", kind).invoke(global, mine);
      resource = mine;
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      throw Inode.refused(spec, name + " is there and does not take a resource: " + e);
    }
  }
}
