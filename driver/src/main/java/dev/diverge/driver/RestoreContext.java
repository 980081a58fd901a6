package dev.diverge.driver;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts the restores of which a context tells its resources, and says so before the restore is
 * over. Of CRaC's shape, in whatever package: {@code Core}, {@code Context} and {@code Resource}.
 */
final class RestoreContext implements InvocationHandler {
  private final SourceNews news;
  private final AtomicLong restores = new AtomicLong();

  /** Held since a context may hold it weakly. */
  private volatile @Nullable Object resource;

  RestoreContext(SourceNews news) {
    this.news = news;
  }

  /** The package's entry, not initialised; null if that loader has no such package. */
  static @Nullable Class<?> core(String in, @Nullable ClassLoader loader) {
    try {
      return Class.forName(in.concat(".Core"), false, loader);
    } catch (ClassNotFoundException | LinkageError absent) {
      return null;
    }
  }

  /**
   * Registers with the global context. What registers later hears of a restore after us, so that
   * what it draws is this clone's own.
   */
  void register(SourceSpec spec, Class<?> core) throws SourceRefusedException {
    String in = core.getPackageName();
    try {
      ClassLoader loader = core.getClassLoader();
      Class<?> kind = Class.forName(in.concat(".Resource"), false, loader);
      Class<?> context = Class.forName(in.concat(".Context"), false, loader);
      Object mine = Proxy.newProxyInstance(loader, new Class<?>[] {kind}, this);
      Object global = core.getMethod("getGlobalContext").invoke(null);
      context.getMethod("register", kind).invoke(global, mine);
      resource = mine;
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      throw Inode.refused(spec, in + " is there and does not take a resource: " + e);
    }
  }

  long restores() {
    return restores.get();
  }

  boolean isRegistered() {
    return resource != null;
  }

  void forget() {
    resource = null;
  }

  /** What the context calls: {@code beforeCheckpoint} and {@code afterRestore}. */
  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object[] arguments) {
    switch (method.getName()) {
      case "beforeCheckpoint" -> {
        news.beforeSnapshot();
        return null;
      }
      case "afterRestore" -> {
        restores.incrementAndGet();
        news.run();
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
}
