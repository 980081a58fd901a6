package dev.diverge.integrations.ids;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.SensitiveType;

/**
 * Spring Integration's locks in Redis or a database are owned by their registry's id alone. Clones
 * that had it in common would all hold one lock.
 */
public final class SpringLockRegistries implements Integration {

  private static final String REDIS =
      "org.springframework.integration.redis.util.RedisLockRegistry";
  private static final String JDBC =
      "org.springframework.integration.jdbc.lock.DefaultLockRepository";

  @Override
  public void describe(Library library) {
    library
        .name("spring-lock-registries")
        .verifiedOn("org.springframework.integration:spring-integration-redis", "5.5.20", "7.1.2")
        .verifiedOn("org.springframework.integration:spring-integration-jdbc", "5.5.20", "7.1.2")
        .state("the id by which RedisLockRegistry and DefaultLockRepository own locks")
        .reset("drawn anew, so that no clone enters another's lock")
        .limits(
            "a lock held at the clone is no clone's any more: unlock() says so, and it is free when its"
                + " time is over; an id that was configured is replaced too");
    anew(library.type(REDIS).noticed("obtain"), "clientId");
    library
        .type(REDIS + "$RedisLock")
        .noticed("lock", "lockInterruptibly", "tryLock", "obtainLock", "unlock");
    anew(library.type(JDBC).noticed("acquire", "isAcquired", "renew", "delete"), "id");
  }

  private static void anew(SensitiveType type, String field) {
    type.onCloneEach(each -> each.set(field, fresh -> fresh.uuid().toString()));
  }
}
