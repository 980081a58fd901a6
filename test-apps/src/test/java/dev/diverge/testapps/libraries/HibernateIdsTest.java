package dev.diverge.testapps.libraries;

import dev.diverge.testapps.forklab.Emitters;
import org.hibernate.id.UUIDHexGenerator;
import org.hibernate.id.enhanced.HiLoOptimizer;
import org.hibernate.id.enhanced.LegacyHiLoAlgorithmOptimizer;
import org.hibernate.id.enhanced.Optimizer;
import org.hibernate.id.enhanced.PooledLoOptimizer;
import org.hibernate.id.enhanced.PooledLoThreadLocalOptimizer;
import org.hibernate.id.enhanced.PooledOptimizer;
import org.hibernate.id.uuid.CustomVersionOneStrategy;

@Versions({
  "org.hibernate.orm:hibernate-core:6.0.0.Final",
  "org.hibernate.orm:hibernate-core:7.4.13.Final"
})
class HibernateIdsTest implements LibraryTest {
  private static final int BLOCK = 50;

  @Override
  @SuppressWarnings({"deprecation", "removal"}) // what was deprecated is in use
  public void describe(Emitters emitters) {
    key(emitters, "pooled", new PooledOptimizer(Long.class, BLOCK), BLOCK);
    key(emitters, "pooled-lo", new PooledLoOptimizer(Long.class, BLOCK), BLOCK);
    key(emitters, "pooled-lotl", new PooledLoThreadLocalOptimizer(Long.class, BLOCK), BLOCK);
    key(emitters, "hilo", new HiLoOptimizer(Long.class, BLOCK), 1);
    key(emitters, "legacy-hilo", new LegacyHiLoAlgorithmOptimizer(Long.class, BLOCK), 1);
    CustomVersionOneStrategy versionOne = new CustomVersionOneStrategy();
    emitters.add(
        "UUID of version 1",
        SameMoment.of(() -> versionOne.generateUuid(null).getMostSignificantBits()));
    UUIDHexGenerator hex = new UUIDHexGenerator();
    emitters.add(
        "uuid.hex", SameMoment.of(() -> hex.generate(null, null).toString().substring(0, 16)));
  }

  private static void key(Emitters emitters, String name, Optimizer optimizer, int increment) {
    emitters.add(name, () -> SharedSequence.make(increment), optimizer::generate);
  }
}
