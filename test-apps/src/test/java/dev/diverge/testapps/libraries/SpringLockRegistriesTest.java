package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.concurrent.locks.Lock;

@Versions({
  "org.springframework.integration:spring-integration-redis:5.5.20 +"
      + " org.springframework.integration:spring-integration-jdbc:5.5.20",
  "org.springframework.integration:spring-integration-redis:7.1.2 +"
      + " org.springframework.integration:spring-integration-jdbc:7.1.2"
})
class SpringLockRegistriesTest implements LibraryTest {

  @Override
  public void describe(Emitters emitters) {
    emitters
        .add(
            "owner of Redis locks",
            SpringLockRegistriesTest::redis,
            registry -> {
              registry.call("obtain", "stock");
              return read(registry, "clientId");
            })
        .constant();
    emitters.add("owner of a Redis lock", HeldLock::new, HeldLock::owner).constant();
    emitters
        .add(
            "owner of database locks",
            SpringLockRegistriesTest::jdbc,
            repository -> {
              unanswered(() -> repository.call("isAcquired", "stock"));
              return read(repository, "id");
            })
        .constant();
  }

  private static Loose redis() throws Exception {
    return Loose.make(
        "org.springframework.integration.redis.util.RedisLockRegistry",
        nobody("org.springframework.data.redis.connection.RedisConnectionFactory"),
        "locks");
  }

  private static Loose jdbc() throws Exception {
    return Loose.make(
        "org.springframework.integration.jdbc.lock.DefaultLockRepository",
        nobody("javax.sql.DataSource"));
  }

  /** A server that is not there. */
  private static Object nobody(String type) throws Exception {
    return Proxy.newProxyInstance(
        SpringLockRegistriesTest.class.getClassLoader(),
        new Class<?>[] {Class.forName(type)},
        (proxy, method, arguments) -> {
          throw new UnsupportedOperationException("no server");
        });
  }

  private static Object read(Loose object, String name) throws Exception {
    Field field = object.value().getClass().getDeclaredField(name);
    field.setAccessible(true);
    return Objects.requireNonNull(field.get(object.value()));
  }

  /** A lock that the application keeps. */
  private static final class HeldLock {
    private final Loose registry = redis();
    private final Lock lock = (Lock) registry.call("obtain", "stock").value();

    HeldLock() throws Exception {}

    Object owner() throws Exception {
      unanswered(lock::tryLock);
      return read(registry, "clientId");
    }
  }

  private interface Question {
    Object ask() throws Exception;
  }

  private static void unanswered(Question question) throws Exception {
    try {
      question.ask();
      throw new AssertionError("somebody answered");
    } catch (InvocationTargetException | RuntimeException noServer) {
      // As it should be.
    }
  }
}
