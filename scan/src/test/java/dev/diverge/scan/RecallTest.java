package dev.diverge.scan;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.diverge.integrations.Library;
import dev.diverge.integrations.SensitiveType;
import dev.diverge.integrations.Step;
import dev.diverge.integrations.Verified;
import dev.diverge.scan.flow.ClassFacts;
import dev.diverge.scan.flow.FieldFacts;
import dev.diverge.scan.flow.Program;
import dev.diverge.scan.judge.Tables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * How much of what the integrations name {@code scan} finds that has never heard of them: the count
 * in {@code docs/scan-judged.md}, on the newest version of each library that is in the local
 * repository, where the lab of all libraries puts them.
 */
class RecallTest {

  private static final Path REPOSITORY =
      Path.of(
          System.getProperty(
              "maven.repo.local", System.getProperty("user.home") + "/.m2/repository"));

  /** What is named and holds no value, but an object, a cache, a truth: not looked for. */
  private static final Set<String> WITHOUT_VALUE =
      Set.of(
          "com.mongodb.internal.session.ServerSessionPool$ServerSessionImpl#dirty",
          "io.ktor.util.NonceKt#nonceChannel",
          "io.ktor.util.NonceKt#nonceGeneratorJob",
          "io.nats.client.impl.NatsConnection#inboxDispatcher",
          "me.ahoo.cosid.segment.DefaultSegmentId#segment",
          "me.ahoo.cosid.segment.SegmentChainId#headChain",
          "org.apache.activemq.artemis.utils.UUIDGenerator#mTimer",
          "org.bouncycastle.jsse.provider.ProvSSLSessionContext#sessionsByID",
          "org.bouncycastle.jsse.provider.ProvSSLSessionContext#sessionsByPeer",
          "org.hornetq.utils.UUIDGenerator#mTimer");

  /** Of a hundred that hold a value. */
  private static final int LEAST = 85;

  private static final int FIELDS = 100;

  private final Set<String> found = new TreeSet<>();
  private final Set<String> missed = new TreeSet<>();

  @Test
  void mostOfWhatTheIntegrationsName() throws Exception {
    assumeTrue(Boolean.getBoolean("diverge.slow"), "takes a minute, and the libraries' jars");
    ExecutorService workers =
        Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(), ScanCommand::worker);
    try {
      for (Library library : Tables.libraries().values()) {
        Map<String, Set<String>> named = named(library);
        for (Verified verified : named.isEmpty() ? List.<Verified>of() : library.verified()) {
          Path jar = jar(verified);
          if (Files.exists(jar)) {
            count(named, jar, workers);
          }
        }
      }
    } finally {
      workers.shutdownNow();
    }
    int named = found.size() + missed.size();
    missed.removeAll(WITHOUT_VALUE);
    int all = found.size() + missed.size();
    System.out.println("named " + named + ", with a value " + all + ", found " + found.size());
    found.forEach(field -> System.out.println("found  " + field));
    missed.forEach(field -> System.out.println("missed " + field));
    assumeTrue(all >= FIELDS, "only " + all + " fields: run the lab of all libraries first");
    assertTrue(found.size() * 100 >= all * LEAST, found.size() + " of " + all);
  }

  /** The fields that its steps name, by class; the JDK's own are not to be scanned. */
  private static Map<String, Set<String>> named(Library library) {
    Map<String, Set<String>> named = new TreeMap<>();
    for (SensitiveType type : library.types()) {
      List<Step> steps = new ArrayList<>(type.statics());
      steps.addAll(type.instances());
      for (Step step : steps) {
        if (!step.isMethod() && !step.member().isEmpty() && !type.name().startsWith("java/")) {
          named.computeIfAbsent(type.name(), name -> new TreeSet<>()).add(step.member());
        }
      }
    }
    return named;
  }

  private static Path jar(Verified verified) {
    String[] names = verified.artifact().split(":", -1);
    return REPOSITORY
        .resolve(names[0].replace('.', '/'))
        .resolve(names[1])
        .resolve(verified.newest())
        .resolve(names[1] + "-" + verified.newest() + ".jar");
  }

  private void count(Map<String, Set<String>> named, Path jar, ExecutorService workers) {
    Program program = Scans.program(workers, jar.toString());
    Set<String> reported = Scans.of(program).keySet();
    for (ClassFacts type : program.sorted()) {
      named.forEach(
          (name, fields) -> {
            if (SensitiveType.isCalled(type.name(), name)) {
              for (String field : fields) {
                count(declared(program, type, field), reported);
              }
            }
          });
    }
  }

  private void count(@Nullable FieldFacts field, Set<String> reported) {
    if (field != null) {
      String target = field.owner().name().replace('/', '.') + "#" + field.name();
      if (!found.contains(target) && !missed.contains(target)) {
        (reported.contains(target) ? found : missed).add(target);
      }
    }
  }

  /** By the class or by one above it. */
  private static @Nullable FieldFacts declared(Program program, ClassFacts type, String name) {
    for (ClassFacts at = type; at != null; at = program.find(at.superName())) {
      for (FieldFacts field : at.fields()) {
        if (field.name().equals(name)) {
          return field;
        }
      }
    }
    return null;
  }
}
