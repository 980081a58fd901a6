package dev.diverge.testapps.answers;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Web applications in class loaders of their own, each with its copy of a library: two versions of
 * it at once, then a hundred deployments one after the other, of each of which a class at least
 * would stay if something held it.
 */
public final class DeploymentsApp {

  /** What the JVM loads but once, when it comes to it, is not in the least of them. */
  private static final int ROUNDS = 4;

  private static final int DEPLOYMENTS = 25;

  private DeploymentsApp() {}

  public static void main(String[] arguments) throws Exception {
    Page page = new Page(Path.of(arguments[0]));
    URL jar = Path.of(arguments[1]).toUri().toURL();
    URL other = Path.of(arguments[2]).toUri().toURL();
    Deployment one = new Deployment(jar);
    Deployment two = new Deployment(jar);
    Deployment old = new Deployment(other);
    String before = one.node() + " " + two.node() + " " + old.node();
    page.raise();
    System.out.println("before " + before);
    System.out.println("after " + one.node() + " " + two.node() + " " + old.node());

    List<WeakReference<ClassLoader>> gone = new ArrayList<>();
    int least = Integer.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      int loaded = classes();
      for (int i = 0; i < DEPLOYMENTS; i++) {
        gone.add(deploy(page, jar));
      }
      awaitNoneHeld(gone);
      least = Math.min(least, classes() - loaded);
    }
    System.out.println("held " + held(gone));
    System.out.println("classes " + (least < DEPLOYMENTS ? "as before" : least + " more"));
    System.in.read();
  }

  private static int classes() {
    return ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
  }

  private static void awaitNoneHeld(List<WeakReference<ClassLoader>> gone) throws Exception {
    long deadline = System.nanoTime() + 20_000_000_000L;
    do {
      System.gc();
      Thread.sleep(50);
    } while (held(gone) > 0 && System.nanoTime() < deadline);
  }

  private static WeakReference<ClassLoader> deploy(Page page, URL jar) throws Exception {
    try (Deployment deployment = new Deployment(jar)) {
      deployment.node();
      page.raise();
      deployment.node();
      return new WeakReference<>(deployment.loader);
    }
  }

  private static long held(List<WeakReference<ClassLoader>> loaders) {
    return loaders.stream().filter(loader -> loader.get() != null).count();
  }

  private static final class Deployment implements AutoCloseable {
    final URLClassLoader loader;
    private final Class<?> type;

    Deployment(URL place) throws Exception {
      loader = new URLClassLoader(new URL[] {place}, ClassLoader.getPlatformClassLoader());
      type = loader.loadClass("org.bson.types.ObjectId");
    }

    /** The part of its ids that is drawn once: neither the time before it nor the counter after. */
    String node() throws Exception {
      Object id = type.getConstructor().newInstance();
      return ((String) type.getMethod("toHexString").invoke(id)).substring(8, 18);
    }

    @Override
    public void close() throws IOException {
      loader.close();
    }
  }
}
