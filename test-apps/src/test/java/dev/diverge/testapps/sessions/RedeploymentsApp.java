package dev.diverge.testapps.sessions;

import dev.diverge.testapps.answers.Page;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.ref.WeakReference;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.session.StandardManager;
import org.apache.catalina.startup.Tomcat;

/**
 * Deploys one web application a hundred times, each with a session that a clone ends, and says what
 * is left of them.
 *
 * <p>Arguments: the page, and the folder of the application.
 */
public final class RedeploymentsApp {

  private static final int FIRST = 20;
  private static final int DEPLOYMENTS = 100;

  private final Page page;
  private final Tomcat tomcat = new Tomcat();
  private final Connector connector = new Connector();
  private final String application;
  private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();

  private RedeploymentsApp(Page page, String application) {
    this.page = page;
    this.application = application;
  }

  public static void main(String[] arguments) throws Exception {
    RedeploymentsApp app = new RedeploymentsApp(new Page(Path.of(arguments[0])), arguments[1]);
    app.start();
    app.deploy(FIRST);
    long before = app.settled();
    long metaspace = metaspace();
    int classes = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
    app.deploy(DEPLOYMENTS);
    long heap = app.settled() - before;
    System.out.println("held " + app.held());
    System.out.println(
        "more classes "
            + (ManagementFactory.getClassLoadingMXBean().getLoadedClassCount() - classes));
    System.out.println("more KiB of heap " + heap / 1024);
    System.out.println("more KiB of metaspace " + (metaspace() - metaspace) / 1024);
    System.exit(0); // Tomcat's threads would go on
  }

  private void start() throws Exception {
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    tomcat.setBaseDir(application);
    tomcat.setConnector(connector);
    tomcat.start();
  }

  private void deploy(int times) throws Exception {
    for (int i = 0; i < times; i++) {
      Context context = tomcat.addContext("/application", application);
      StandardManager manager = new StandardManager();
      manager.setPathname(null); // the next deployment is not to have its sessions
      context.setManager(manager);
      Tomcat.addServlet(context, "servlet", Redeployed.class.getName()).addMapping("/");
      loaders.add(new WeakReference<>(context.getLoader().getClassLoader()));
      String cookie = visit("").substring(0, 32);
      page.raise();
      if (visit(cookie).startsWith(cookie)) {
        throw new IllegalStateException("the session outlived the clone");
      }
      context.stop();
      tomcat.getHost().removeChild(context);
      context.destroy();
    }
  }

  private String visit(String cookie) throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/application/");
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    if (!cookie.isEmpty()) {
      connection.setRequestProperty("Cookie", "JSESSIONID=" + cookie);
    }
    return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Waits until the deployments are gone, if they go. */
  private long settled() throws InterruptedException {
    for (int i = 0; i < 100 && (held() > 0 || i < 3); i++) {
      System.gc();
      Thread.sleep(50);
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private long held() {
    return loaders.stream().filter(loader -> loader.get() != null).count();
  }

  private static long metaspace() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getName().equals("Metaspace"))
        .map(MemoryPoolMXBean::getUsage)
        .mapToLong(usage -> usage.getUsed())
        .sum();
  }
}
