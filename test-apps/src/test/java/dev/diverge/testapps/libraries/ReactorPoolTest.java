package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import java.util.UUID;
import java.util.concurrent.Callable;

@Versions({
  "io.projectreactor.addons:reactor-pool:1.0.0",
  "io.projectreactor.addons:reactor-pool:1.2.8"
})
class ReactorPoolTest implements LibraryTest {

  @Override
  public void describe(Emitters emitters) {
    emitters.add("object", ReactorPoolTest::pool, ReactorPoolTest::lent).constant();
  }

  private static Object pool() throws Exception {
    Callable<UUID> maker = UUID::randomUUID;
    Object names = Inside.call("reactor.core.publisher.Mono", "fromCallable", maker);
    Object builder = Inside.call("reactor.pool.PoolBuilder", "from", names);
    return Inside.call(Inside.call(builder, "sizeBetween", 1, 1), "buildPool");
  }

  private static Object lent(Object pool) throws Exception {
    Object lent = Inside.call(Inside.call(pool, "acquire"), "block");
    Inside.call(Inside.call(lent, "release"), "block");
    return Inside.call(lent, "poolable");
  }
}
