package dev.diverge.testapps.sessions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testapps.answers.Child;
import dev.diverge.testapps.answers.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.session.MapSession;

/** Web applications that come and go in a Tomcat leave nothing with the agent. */
class RedeploymentsTest {

  /** What else goes on in the JVM moves by less; it is ten for each deployment. */
  private static final int NOISE_KIB = 1024;

  @TempDir Path folder;

  @Test
  void aHundredDeploymentsLeaveNothing() throws Exception {
    Page page = Page.in(folder);
    try (Child child =
        Child.main(
            folder,
            // Interpreted, for the compiler keeps what it learns in metaspace.
            List.of(Child.agent(page, "log=warning"), "-Xmx128m", "-Xint"),
            RedeploymentsApp.class,
            page.file().toString(),
            application().toString())) {
      String out = child.finish();
      assertEquals("held 0", line(out, "held"), child.err());
      for (String figure : List.of("more KiB of heap", "more KiB of metaspace")) {
        int more = Integer.parseInt(line(out, figure).substring(figure.length() + 1));
        assertTrue(more < NOISE_KIB, out);
      }
    }
  }

  private Path application() throws Exception {
    Path application = folder.resolve("application");
    Path libraries = Files.createDirectories(application.resolve("WEB-INF/lib"));
    for (Class<?> type : List.of(ObjectId.class, MapSession.class)) {
      Path jar = place(type);
      Files.copy(jar, libraries.resolve(jar.getFileName()));
    }
    for (Class<?> type : List.of(Redeployed.class, Redeployed.Own.class)) {
      String name = type.getName().replace('.', '/') + ".class";
      Path copy = application.resolve("WEB-INF/classes").resolve(name);
      Files.createDirectories(copy.getParent());
      Files.copy(place(type).resolve(name), copy);
    }
    return application;
  }

  private static Path place(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static String line(String out, String prefix) throws IOException {
    return out.lines()
        .filter(line -> line.startsWith(prefix))
        .findFirst()
        .orElseThrow(() -> new IOException("no " + prefix + " in " + out));
  }
}
