package dev.diverge.testapps.conduct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.diverge.testapps.conduct.Child.Outcome;
import dev.diverge.testlab.GenerationPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The list of what a start loads, {@code agent/src/start.pack}, against what one loads. What is
 * missing from it costs each start an entry of the jar, inflated by itself; what is too much in it
 * costs each start its bytes.
 */
class StartPackTest {

  private static final String SUFFIX = ".classdata";

  /** Where the loader, which reads the pack, comes from. */
  private static final String BEFORE_THE_PACK = "dev/diverge/entry/";

  private static final Set<String> RESOURCES =
      Set.of("packages", "META-INF/services/dev.diverge.integrations.Integration");

  /** What the other JDK needs to map a page: 17 has no quick way. */
  private static final Set<String> OF_ONE_JDK =
      Set.of(
          "dev/diverge/driver/ChannelMapper",
          "dev/diverge/agent/guard/JdkMapper",
          "sun/nio/ch/DivergeMapper");

  /** What a start without options asks the machine; it may have no such thing, or not for us. */
  private static final Set<String> OF_SOME_MACHINES =
      Set.of(
          "dev/diverge/driver/CracSource",
          "dev/diverge/driver/CriuSource",
          "dev/diverge/driver/DeviceNumber",
          "dev/diverge/driver/Devices",
          "dev/diverge/driver/KmsgLog",
          "dev/diverge/driver/KmsgLog$KernelDevice",
          "dev/diverge/driver/KmsgReader",
          "dev/diverge/driver/KmsgSource");

  @TempDir Path folder;

  @Test
  void itIsWhatAStartLoads() throws Exception {
    GenerationPage.create(folder.resolve("gen.page"));
    Set<String> loaded = loaded("source=page:gen.page");
    Set<String> packed = packed();
    Set<String> lacks = new TreeSet<>(loaded);
    lacks.removeAll(packed);
    keepWhatEachStartLoads(lacks, "source=page:gen.page");
    assertEquals(Set.of(), lacks, "a start loads these, add them to the list");
    Set<String> idle = new TreeSet<>(packed);
    idle.removeAll(loaded);
    idle.removeAll(OF_ONE_JDK);
    idle.removeAll(OF_SOME_MACHINES);
    assertEquals(Set.of(), idle, "no start loads these, take them off the list");
  }

  /** One of a source that is on all machines, and one that asks for what is there. */
  @Test
  void soIsWhatAStartWithoutOptionsLoads() throws Exception {
    Set<String> lacks = loaded("");
    assertFalse(lacks.isEmpty());
    lacks.removeAll(packed());
    lacks.removeIf(name -> name.startsWith("dev/diverge/driver/Vm")); // where there is a device
    lacks.removeIf(name -> name.startsWith("dev/diverge/driver/Sysgenid"));
    keepWhatEachStartLoads(lacks, "");
    assertEquals(Set.of(), lacks);
  }

  /** On a busy machine what follows the start may overtake the application's first class. */
  private void keepWhatEachStartLoads(Set<String> lacks, String options) throws Exception {
    for (int more = 0; more < 3 && !lacks.isEmpty(); more++) {
      lacks.retainAll(loaded(options));
    }
  }

  /** The classes of ours that are loaded before the application's first. */
  private Set<String> loaded(String options) throws Exception {
    Path log = folder.resolve("log");
    Outcome outcome =
        new Child(folder)
            .agent(options)
            .flags("-Xlog:class+load:file=" + log)
            .variable("DIVERGE_LOG", "off")
            .run(Quiet.class);
    assertEquals(0, outcome.status(), outcome.err());
    Set<String> loaded = new TreeSet<>();
    for (String line : Files.readAllLines(log)) {
      int end = line.indexOf(" source: ");
      if (end < 0) {
        continue;
      }
      String name = line.substring(line.lastIndexOf(' ', end - 1) + 1, end).replace('.', '/');
      if (name.equals(Quiet.class.getName().replace('.', '/'))) {
        return loaded;
      }
      if (isOurs(name)) {
        loaded.add(name);
      }
    }
    throw new AssertionError("the application was not loaded");
  }

  private static boolean isOurs(String name) {
    return (name.startsWith("dev/diverge/") && !name.startsWith(BEFORE_THE_PACK))
        || name.startsWith("org/objectweb/asm/")
        || name.startsWith("java/lang/Diverge")
        || name.startsWith("sun/nio/ch/Diverge");
  }

  private static Set<String> packed() throws IOException {
    Set<String> classes = new TreeSet<>();
    for (String name : Packs.names("diverge/start.pack")) {
      if (!RESOURCES.contains(name)) {
        assertEquals(name.length() - SUFFIX.length(), name.indexOf(SUFFIX));
        classes.add(name.replace(SUFFIX, ""));
      }
    }
    return classes;
  }
}
