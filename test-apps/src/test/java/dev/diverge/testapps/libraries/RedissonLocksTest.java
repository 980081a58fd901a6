package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import java.lang.reflect.Method;

@Versions({"org.redisson:redisson:3.23.0", "org.redisson:redisson:4.3.0"})
class RedissonLocksTest implements LibraryTest {

  private static final long THREAD = 1;

  @Override
  public void describe(Emitters emitters) {
    emitters
        .add("id of a client", RedissonLocksTest::client, client -> client.call("getId").value())
        .constant();
    emitters.add("owner of a lock", Locks::new, locks -> owner(locks.before)).constant();
    emitters.add("owner of a lock made after", Locks::new, Locks::ownerOfBoth).constant();
    String ids = "org.redisson.api.RandomIdGenerator";
    emitters.add("id of a permit", () -> Inside.make(ids), made -> Inside.call(made, "generateId"));
  }

  /** Connected with nobody yet. */
  private static Loose client() throws Exception {
    Loose config = Loose.make("org.redisson.config.Config");
    config.call("setLazyInitialization", true);
    config.call("useSingleServer").call("setAddress", "redis://127.0.0.1:1");
    Class<?> library = Class.forName("org.redisson.Redisson");
    return new Loose(
        library.getMethod("create", config.value().getClass()).invoke(null, config.value()));
  }

  private static Object owner(Loose lock) throws Exception {
    Method name =
        Class.forName("org.redisson.RedissonBaseLock").getDeclaredMethod("getLockName", long.class);
    name.setAccessible(true);
    return name.invoke(lock.value(), THREAD);
  }

  private static final class Locks {
    private final Loose client = client();
    private final Loose before = client.call("getLock", "stock");

    Locks() throws Exception {}

    /** A thread may enter its lock again by another object. */
    Object ownerOfBoth() throws Exception {
      Object owner = owner(client.call("getLock", "stock"));
      if (!owner.equals(owner(before))) {
        throw new IllegalStateException("one thread is two owners");
      }
      return owner;
    }
  }
}
