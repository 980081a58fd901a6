package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Draw;
import dev.diverge.testlab.Emitters;
import dev.diverge.testlab.Make;
import java.util.UUID;
import org.hibernate.id.UUIDHexGenerator;
import org.hibernate.id.enhanced.HiLoOptimizer;
import org.hibernate.id.enhanced.LegacyHiLoAlgorithmOptimizer;
import org.hibernate.id.enhanced.Optimizer;
import org.hibernate.id.enhanced.PooledLoOptimizer;
import org.hibernate.id.enhanced.PooledLoThreadLocalOptimizer;
import org.hibernate.id.enhanced.PooledOptimizer;
import org.hibernate.id.uuid.CustomVersionOneStrategy;

@Versions({
  "org.hibernate:hibernate-core:5.2.0.Final",
  "org.hibernate:hibernate-core:5.6.15.Final",
  "org.hibernate.orm:hibernate-core:6.0.0.Final",
  "org.hibernate.orm:hibernate-core:7.4.13.Final"
})
class HibernateIdsTest implements LibraryTest {
  private static final int BLOCK = 50;

  @Override
  @SuppressWarnings({"deprecation", "removal"}) // what was deprecated is in use
  public void describe(Emitters emitters) {
    key(emitters, "pooled", () -> new PooledOptimizer(Long.class, BLOCK), BLOCK);
    key(emitters, "pooled-lo", () -> new PooledLoOptimizer(Long.class, BLOCK), BLOCK);
    key(emitters, "pooled-lotl", () -> new PooledLoThreadLocalOptimizer(Long.class, BLOCK), BLOCK);
    key(emitters, "hilo", () -> new HiLoOptimizer(Long.class, BLOCK), 1);
    key(emitters, "legacy-hilo", () -> new LegacyHiLoAlgorithmOptimizer(Long.class, BLOCK), 1);
    // Their methods take and give other types in Hibernate 5.
    Loose versionOne = new Loose(new CustomVersionOneStrategy());
    emitters.add(
        "UUID of version 1",
        SameMoment.of(() -> ((UUID) generated(versionOne).value()).getMostSignificantBits()));
    Loose hex = new Loose(new UUIDHexGenerator());
    emitters.add(
        "uuid.hex",
        SameMoment.of(() -> hex.call("generate", null, null).value().toString().substring(0, 16)));
  }

  private static Loose generated(Loose versionOne) throws Exception {
    try {
      return versionOne.call("generateUuid", (Object) null);
    } catch (NoSuchMethodError e) {
      return versionOne.call("generateUUID", (Object) null); // before 6
    }
  }

  private static void key(
      Emitters emitters, String name, Make<Optimizer> optimizer, int increment) {
    emitters.add(
        name,
        () -> {
          Optimizer made = optimizer.make();
          SharedSequence sequence = SharedSequence.make(increment);
          return () -> made.generate(sequence);
        },
        Draw::draw);
  }
}
