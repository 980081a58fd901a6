package dev.diverge.testapps.answers;

import dev.diverge.Diverge;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.Notification;
import javax.management.ObjectName;

/** Waits to be asked; with "jmx" it asks itself, as any JMX client would. */
final class AnswersApp {

  private AnswersApp() {}

  public static void main(String[] args) throws Exception {
    Object owner = new Object();
    Diverge.onClone(owner, o -> {});
    Page page = new Page(Path.of(args[0]));
    System.out.println("up");
    switch (args[1]) {
      case "jmx" -> jmx(page);
      case "clones" -> {
        for (int i = 0; i < 2; i++) {
          page.raise();
          Diverge.epoch();
          Thread.sleep(300);
        }
      }
      default -> {
        while (System.in.read() >= 0) {
          page.raise();
        }
      }
    }
    System.out.println("owner " + (owner.hashCode() == 0 ? "" : "kept"));
  }

  private static void jmx(Page page) throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName name = new ObjectName("dev.diverge:type=Diverge");
    for (int i = 0; i < 300 && !server.isRegistered(name); i++) {
      Thread.sleep(50);
    }
    BlockingQueue<Notification> heard = new LinkedBlockingQueue<>();
    server.addNotificationListener(name, (n, back) -> heard.add(n), null, null);
    System.out.println(
        "before " + server.getAttribute(name, "Epoch") + server.getAttribute(name, "Source"));
    page.raise();
    System.out.println("epoch " + server.getAttribute(name, "Epoch"));
    Notification first = heard.poll(10, TimeUnit.SECONDS);
    System.out.println(first == null ? "nothing" : first.getType() + " " + first.getMessage());
    System.out.println(
        "confirmed "
            + server.getAttribute(name, "Confirmed")
            + server.getAttribute(name, "ConfirmedEpoch"));
    System.out.println("drill " + server.invoke(name, "drill", new Object[0], new String[0]));
  }
}
