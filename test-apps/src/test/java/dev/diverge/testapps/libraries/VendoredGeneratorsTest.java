package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import java.lang.reflect.Proxy;
import java.math.BigInteger;

/** Generators that libraries bring as a copy, and counters that begin at what one of them drew. */
@Versions({
  "io.sentry:sentry:8.0.0",
  "io.sentry:sentry:8.64.0",
  "org.apache.ignite:ignite-core:2.17.0",
  "org.apache.lucene:lucene-core:5.0.0",
  "org.apache.lucene:lucene-core:9.12.3",
  "org.apache.derby:derby:10.1.1.0",
  "org.apache.derby:derby:10.16.1.1",
  "com.github.stephenc.eaio-uuid:uuid:3.2.0",
  "com.github.stephenc.eaio-uuid:uuid:3.4.2"
})
class VendoredGeneratorsTest implements LibraryTest {

  private static final String SENTRY = "io.sentry.util.Random";
  private static final String SENTRYS_OWN = "io.sentry.util.SentryRandom";
  private static final String IGNITE = "org.apache.ignite.lang.IgniteUuid";
  private static final String GRID = "org.apache.ignite.internal.util.GridRandom";
  private static final String LUCENE = "org.apache.lucene.util.StringHelper";
  private static final String DERBY = "org.apache.derby.impl.services.uuid.BasicUUIDFactory";
  private static final String EAIO = "com.eaio.uuid.UUIDGen";

  @Override
  public void describe(Emitters emitters) throws Exception {
    if (Loose.exists(SENTRY)) {
      emitters.add("Sentry", () -> Inside.make(SENTRY), r -> Inside.call(r, "nextLong"));
      emitters.add("Sentry's double", () -> Inside.make(SENTRY), r -> Inside.call(r, "nextDouble"));
      emitters
          .add("Sentry, made after", () -> Inside.call(Inside.make(SENTRY), "nextLong"))
          .onlyRecorded(); // the time counts, too: without Diverge they differ by chance
      seeded(emitters);
      if (Loose.exists(SENTRYS_OWN)) {
        emitters.add(
            "Sentry's of a thread",
            () -> Inside.call(Inside.call(SENTRYS_OWN, "current"), "nextLong"));
      }
    }
    if (Loose.exists(IGNITE)) {
      Inside.open("java.nio"); // as Ignite's script does
      emitters.add("IgniteUuid", () -> Inside.call(IGNITE, "randomUuid"));
      emitters.add("the JVM's UUID", () -> Inside.call(IGNITE, "vmId")).constant();
    }
    if (Loose.exists(GRID)) {
      emitters.add("GridRandom", () -> Inside.make(GRID), r -> Inside.call(r, "nextLong"));
    }
    if (Loose.exists(LUCENE)) {
      emitters.add("segment id", () -> new BigInteger((byte[]) Inside.call(LUCENE, "randomId")));
    }
    if (Loose.exists(DERBY)) {
      emitters.add("UUID", VendoredGeneratorsTest::derby, made -> Inside.call(made, "createUUID"));
    }
    if (Loose.exists(EAIO)) {
      emitters.add("clock and node", SameMoment.of(() -> Inside.call(EAIO, "getClockSeqAndNode")));
    }
  }

  private static void seeded(Emitters emitters) throws Exception {
    if (Inside.canMake(SENTRY, 42L, 1L)) {
      emitters
          .add(
              "Sentry, seeded",
              () -> Inside.make(SENTRY, 42L, 1L),
              random -> Inside.call(random, "nextLong"))
          .mustEqual();
    }
  }

  /** Within a Derby that does not run. */
  private static Object derby() throws Exception {
    String monitor = "org.apache.derby.iapi.services.monitor.Monitor";
    Inside.set(Inside.make(monitor), "monitor", nobody(monitor));
    return Inside.make(DERBY);
  }

  private static Object nobody(String monitor) throws Exception {
    Class<?> type = Class.forName(monitor).getDeclaredField("monitor").getType();
    return Proxy.newProxyInstance(
        type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null);
  }
}
