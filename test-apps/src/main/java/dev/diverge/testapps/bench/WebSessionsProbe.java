package dev.diverge.testapps.bench;

import dev.diverge.testlab.GenerationPage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.apache.catalina.Context;
import org.apache.catalina.Manager;
import org.apache.catalina.startup.Tomcat;

/**
 * In a JVM with the agent: has Tomcat make sessions, raises the page, and draws; then asks Tomcat
 * for a session of before.
 *
 * <p>Arguments: the page's file, how many sessions, how often. Prints when the draw came back and
 * when the session was refused, in microseconds after the page was raised, a line each time.
 */
public final class WebSessionsProbe {

  private WebSessionsProbe() {}

  public static void main(String[] arguments) throws Exception {
    GenerationPage page = new GenerationPage(Path.of(arguments[0]));
    int count = Integer.parseInt(arguments[1]);
    Random random = new Random();
    long sum = random.nextInt();
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(Files.createTempDirectory("diverge-bench").toString());
    tomcat.setPort(0);
    Context context = tomcat.addContext("", null);
    tomcat.start();
    Manager manager = context.getManager();
    Lull.pass();
    for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
      String id = "";
      for (int s = 0; s < count; s++) {
        id = manager.createSession(null).getIdInternal();
      }
      page.write(System.nanoTime());
      long began = System.nanoTime();
      sum += random.nextInt();
      long drawn = System.nanoTime();
      if (manager.findSession(id) != null) {
        throw new IllegalStateException("a session of before was found");
      }
      System.out.println((drawn - began) / 1000.0 + " " + (System.nanoTime() - began) / 1000.0);
      while (manager.getExpiredSessions() < (long) (i + 1) * count) {
        Thread.onSpinWait(); // Tomcat goes on to expire them
      }
    }
    tomcat.stop();
    System.err.println("sum " + sum);
  }
}
