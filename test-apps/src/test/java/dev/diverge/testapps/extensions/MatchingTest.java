package dev.diverge.testapps.extensions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testapps.answers.Child;
import dev.diverge.testapps.answers.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a type's name cannot say, and the verbs cannot, is said with a Byte Buddy brought along. */
class MatchingTest {

  private static final String PLATES = Plates.class.getName();

  private static final String INTEGRATION =
      """
      package com.acme;

      import dev.diverge.integrations.*;

      public final class Plates implements Integration {
        @Override
        public void describe(Library library) {
          library.name("acme-plates");
          library.matching(Match.below("%1$s$Plate").and(Match.named("%1$s*")), this::node);
          library.matching(Match.annotated("%1$s$Numbered"), this::node);
          library.type("%1$s$Turns").advised("next", Turn.class);
          library.matching(Match.named("*Plates$*Node"), this::node);
        }

        private void node(SensitiveType type) {
          type.checked("number")
              .onClone(statics -> statics.set("NODE", fresh -> fresh.number()).ifThere());
        }
      }
      """
          .formatted(PLATES);

  private static final String ADVICE =
      """
      package com.acme;

      import dev.diverge.integrations.*;
      import net.bytebuddy.asm.Advice;

      public final class Turn {
        @Advice.OnMethodEnter
        static void enter(
            @Epoch long epoch,
            @FreshLong long fresh,
            @Advice.FieldValue(value = "seen", readOnly = false) long seen) {
          if (epoch != 0) {
            seen = fresh;
          }
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void allThatIsSaidAndNothingElse() throws Exception {
    Path extension = extension();
    assertEquals("[]", run());
    Path log = folder.resolve("classes.log");
    String all = "[supertype, annotation, name, advice]";
    assertEquals(
        all, run("extensions=" + extension, "-Xlog:class+load:file=" + log + "::filecount=0"));
    assertTrue(Files.readString(log).contains("net.bytebuddy."));
  }

  @Test
  void itIsToldWhereThereIsNoByteBuddy() throws Exception {
    Path extension = extension();
    Files.delete(extension.resolve("byte-buddy.jar"));
    try (Child child = child("extensions=" + extension)) {
      assertEquals("[]\n", child.finish());
      assertTrue(child.err().contains("com.acme.Plates cannot be used ("), child.err());
    }
  }

  /** Byte Buddy lies there, and nothing of it is loaded. */
  @Test
  void aNameAloneTakesNoByteBuddy() throws Exception {
    ExtensionJar jars = new ExtensionJar(folder);
    String source =
        INTEGRATION
            .replaceAll(".*(below|annotated|advised)\\(.*\\n", "")
            .replace("Plates i", "Ps i");
    Path jar = jars.jar("names", Map.of("com.acme.Ps", source), List.of("com.acme.Ps"), "1.0");
    Path both = Files.createDirectory(folder.resolve("both"));
    Files.copy(jar, both.resolve("names.jar"));
    Files.copy(byteBuddy(), both.resolve("byte-buddy.jar"));
    Path log = folder.resolve("classes.log");
    assertEquals(
        "[name]", run("extensions=" + both, "-Xlog:class+load:file=" + log + "::filecount=0"));
    assertFalse(Files.readString(log).contains("net.bytebuddy."));
  }

  /** A folder with the extension and Byte Buddy. */
  private Path extension() throws Exception {
    Path jars = Files.createDirectory(folder.resolve("jars"));
    Path jar =
        new ExtensionJar(folder)
            .jar(
                "plates",
                Map.of("com.acme.Plates", INTEGRATION, "com.acme.Turn", ADVICE),
                List.of("com.acme.Plates"),
                "1.0");
    Files.copy(jar, jars.resolve("plates.jar"));
    Files.copy(byteBuddy(), jars.resolve("byte-buddy.jar"));
    return jars;
  }

  static Path byteBuddy() throws Exception {
    return Path.of(ByteBuddy.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private String run(String... how) throws Exception {
    try (Child child = child(how)) {
      String out = child.finish().strip();
      assertEquals(1, child.err().lines().count(), child.err()); // of the clone
      return out;
    }
  }

  /** The agent's options first, flags of the JVM after them. */
  private Child child(String... how) throws Exception {
    Page page = Page.in(folder);
    List<String> options = List.of(how).stream().filter(each -> !each.startsWith("-")).toList();
    List<String> flags =
        new ArrayList<>(List.of(how).stream().filter(each -> each.startsWith("-")).toList());
    flags.add(Child.agent(page, options.toArray(new String[0])));
    return Child.main(folder, flags, PlatesApp.class, page.file().toString());
  }
}
