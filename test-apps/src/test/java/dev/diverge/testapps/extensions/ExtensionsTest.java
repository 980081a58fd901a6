package dev.diverge.testapps.extensions;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.diverge.testapps.answers.Child;
import dev.diverge.testapps.answers.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Integrations of the user's own do what ours do; whatever is wrong with one is a line. */
class ExtensionsTest {

  private static final String TICKETS = TicketIds.class.getName();

  /** What is asked of the helper at a clone is of a class that nothing has loaded before. */
  private static final Map<String, String> GOOD =
      Map.of(
          "com.acme.Tickets",
          """
          package com.acme;

          import dev.diverge.integrations.*;

          public final class Tickets implements Integration {
            @Override
            public void describe(Library library) {
              library.name("acme-tickets").state("the node").reset("drawn anew");
              library
                  .type("%s")
                  .checked("next")
                  .onClone(statics -> statics.set("NODE", fresh -> Helper.node(fresh)));
            }
          }
          """
              .formatted(TICKETS),
          "com.acme.Helper",
          """
          package com.acme;

          final class Helper {
            static long node(dev.diverge.integrations.Fresh fresh) {
              return fresh.number();
            }
          }
          """);

  private static final List<String> PROVIDER = List.of("com.acme.Tickets # told by itself");

  private static final String CLONE = "clone detected";

  @TempDir Path folder;

  @Test
  void withoutItIdsAreShared() throws Exception {
    assertEquals("shared", cloned(run()));
  }

  @Test
  void aJarAFolderOfJarsAndAFolderOfClasses() throws Exception {
    ExtensionJar extensions = new ExtensionJar(folder);
    Path classes = extensions.classes("acme", GOOD, PROVIDER);
    Path jars = Files.createDirectory(folder.resolve("jars"));
    Path jar = extensions.pack("acme", classes, "1.0");
    Files.copy(jar, jars.resolve("acme.jar"));
    for (Path path : List.of(classes, jars, jar)) {
      try (Child child = run("extensions=" + path)) {
        assertEquals("its own", child.await("its own"));
        assertEquals(1, child.awaitErr(CLONE).lines().count(), child.err());
        if (path.equals(jar)) {
          String doctor = doctor(child).replaceAll(" +", " ");
          assertTrue(doctor.contains("libraries 1 active acme-tickets\n"), doctor);
          assertTrue(doctor.contains("registered extensions " + jar + " [acme-tickets]\n"), doctor);
        }
      }
    }
    assertEquals("shared", cloned(run("extensions=" + jar, "integration.acme-tickets=off")));
  }

  @Test
  void nothingIsLoadedFromItAtAClone() throws Exception {
    Path jar = new ExtensionJar(folder).jar("acme", GOOD, PROVIDER, null);
    Path log = folder.resolve("classes.log");
    Page page = Page.in(folder);
    try (Child child =
        Child.main(
            folder,
            List.of(
                Child.agent(page, "extensions=" + jar),
                "-Xlog:class+load:file=" + log + "::filecount=0"),
            TicketApp.class,
            page.file().toString(),
            "waits")) {
      await().atMost(60, SECONDS).until(() -> Files.readString(log).contains("com.acme.Helper "));
      Files.write(jar, new byte[100]);
      child.say("");
      assertEquals("its own", child.await("its own"));
      assertEquals(1, child.awaitErr(CLONE).lines().count(), child.err());
    }
  }

  @Test
  void eachFaultIsOneLineAndTheRestGoesOn() throws Exception {
    Map<String, String> faults = faulty();
    List<String> options = new ArrayList<>(faults.keySet());
    Path good = new ExtensionJar(folder).jar("good", GOOD, PROVIDER, "1.0");
    options.add(good.toString());
    try (Child child = run("extensions=" + String.join("+", options))) {
      assertEquals("its own", child.await("its own"));
      List<String> said =
          child.awaitErr(CLONE).lines().filter(line -> !line.contains(CLONE)).toList();
      for (Map.Entry<String, String> fault : faults.entrySet()) {
        String begin = "diverge: extension " + fault.getKey() + ": ";
        List<String> lines = said.stream().filter(line -> line.startsWith(begin)).toList();
        assertEquals(1, lines.size(), fault + " in " + child.err());
        assertTrue(lines.get(0).contains(fault.getValue()), fault + " is not " + lines);
      }
      assertEquals(faults.size(), said.size(), child.err());
    }
  }

  /** What is wrong, by what is said of it. */
  private Map<String, String> faulty() throws Exception {
    Map<String, String> faults = new LinkedHashMap<>();
    ExtensionJar jars = new ExtensionJar(folder);
    faults.put(folder.resolve("absent.jar").toString(), "no such file");
    faults.put(Files.writeString(folder.resolve("text.jar"), "text").toString(), "is no jar");
    Path whole = jars.jar("whole", GOOD, PROVIDER, null);
    byte[] bytes = Files.readAllBytes(whole);
    faults.put(
        Files.write(folder.resolve("half.jar"), Arrays.copyOf(bytes, bytes.length / 3)).toString(),
        "cannot be used (");
    faults.put(
        jars.jar("nobody", GOOD, List.of(), null).toString(), "names no integration: there is no");
    faults.put(
        jars.jar("missing", GOOD, List.of("com.acme.Missing"), null).toString(),
        "com.acme.Missing cannot be used (java.lang.ClassNotFoundException");
    faults.put(
        jars.jar("other", GOOD, List.of("com.acme.Helper"), null).toString(),
        "com.acme.Helper is no dev.diverge.integrations.Integration");
    faults.put(
        jars.jar("later", GOOD, PROVIDER, "2.0").toString(),
        "made for version 2.0 of diverge-integrations, this agent has");
    faults.put(one("throws", "throw new IllegalStateException(\"boom\");"), "boom");
    faults.put(
        one("unnamed", "library.type(\"com.acme.X\").tracked();"), "it does not say its name");
    faults.put(
        one("taken", "library.name(\"hikaricp\").type(\"com.acme.X\").tracked();"),
        "there is an integration named hikaricp already");
    faults.put(one("empty", "library.name(\"acme-empty\");"), "it describes no type");
    faults.put(
        one(
            "ours",
            "library.name(\"ours\").type(\"org.bson.types.ObjectId\").checked(\"<init>\");"),
        "org.bson.types.ObjectId is reset by mongodb-objectid already");
    faults.put(
        one(
            "internals",
            "Object no = new dev.diverge.integrations.Library().getClass()"
                + ".getClassLoader(); try { Class.forName(\"dev.diverge.agent.Agent\"); } catch"
                + " (ClassNotFoundException e) { throw new IllegalStateException(\"unseen\"); }"),
        "unseen");
    Path open = jars.jar("open", GOOD, PROVIDER, null);
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-rw-rw-"));
    faults.put(open.toString(), "writable by others");
    return faults;
  }

  private String one(String name, String body) throws Exception {
    String source =
        "package com.acme; import dev.diverge.integrations.*; public final class One implements"
            + " Integration { @Override public void describe(Library library) { "
            + body
            + " } }";
    return new ExtensionJar(folder)
        .jar(name, Map.of("com.acme.One", source), List.of("com.acme.One"), null)
        .toString();
  }

  @Test
  void nobodyElsesFilesAreTaken() throws Exception {
    assumeTrue(Files.getOwner(folder).getName().equals("root"), "only root can give files away");
    Path jar = new ExtensionJar(folder).jar("acme", GOOD, PROVIDER, null);
    Files.setAttribute(jar, "unix:uid", 12345);
    try (Child child = run("extensions=" + jar)) {
      assertEquals("shared", child.await("shared"));
      assertTrue(child.err().contains("extension " + jar + ": cannot be used ("), child.err());
    }
  }

  private Child run(String... options) throws Exception {
    Page page = Page.in(folder);
    return Child.main(
        folder, List.of(Child.agent(page, options)), TicketApp.class, page.file().toString());
  }

  /** The last word of one that ends. */
  private static String cloned(Child child) throws Exception {
    try (child) {
      return child.finish().lines().reduce((first, last) -> last).orElse("");
    }
  }

  private String doctor(Child of) throws Exception {
    List<String> command =
        List.of("-jar", Child.agentJar().toString(), "doctor", Long.toString(of.pid()));
    try (Child child = Child.java(folder, command)) {
      return child.finish();
    }
  }
}
