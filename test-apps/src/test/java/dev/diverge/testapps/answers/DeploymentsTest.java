package dev.diverge.testapps.answers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of one library in several class loaders are each reset, and none is kept alive. */
class DeploymentsTest {

  /** A version that lacks a field that all others have. */
  private static final String OTHER_VERSION =
      """
      package org.bson.types;
      public final class ObjectId {
        private static final int RANDOM_VALUE1 = new java.security.SecureRandom().nextInt(1 << 24);
        private final int node = RANDOM_VALUE1;
        public ObjectId() {}
        public String toHexString() { return String.format("%08x%010x%06x", 0, node, 0); }
      }
      """;

  @TempDir Path folder;

  @Test
  void eachCopyIsResetAndNoneIsHeld() throws Exception {
    try (Child child = run()) {
      String[] before = child.await("before").split(" ", -1);
      String[] after = child.await("after").split(" ", -1);
      for (int copy = 1; copy <= 3; copy++) {
        assertTrue(!before[copy].equals(after[copy]), "copy " + copy + " kept " + before[copy]);
      }
      assertEquals("held 0", child.await("held"));
      assertEquals("classes as before", child.await("classes"));
      String doctor = doctor(child);
      assertTrue(doctor.contains("libraries   1 active     mongodb-objectid"), doctor);
      assertEquals(2, doctor.lines().filter(line -> line.contains("mongodb-obj")).count(), doctor);
      assertTrue(
          doctor.contains("org.bson.types.ObjectId has no field NEXT_COUNTER: that is not reset"),
          doctor);
      child.say("");
    }
  }

  @Test
  void switchedOffNothingIsReset() throws Exception {
    try (Child child = run("integration.mongodb-objectid=off")) {
      String before = child.await("before");
      assertEquals(before.replace("before", "after"), child.await("after"));
      child.say("");
    }
  }

  private Child run(String... options) throws Exception {
    Page page = Page.in(folder);
    Path jar = Path.of(ObjectId.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return Child.main(
        folder,
        List.of(Child.agent(page, options)),
        DeploymentsApp.class,
        page.file().toString(),
        jar.toString(),
        otherVersion().toString());
  }

  private Path otherVersion() throws Exception {
    Path source = Files.createDirectories(folder.resolve("other")).resolve("ObjectId.java");
    Files.writeString(source, OTHER_VERSION);
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "--release", "17", "-d", source.getParent() + "", source + "");
    assertEquals(0, status);
    return source.getParent();
  }

  private static String doctor(Child child) throws Exception {
    Process process =
        new ProcessBuilder(
                Child.home().resolve("bin/java").toString(),
                "-jar",
                Child.agentJar().toString(),
                "doctor",
                Long.toString(child.pid()))
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
