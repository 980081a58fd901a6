package dev.diverge.testapps.twins;

import dev.diverge.testapps.libraries.Inside;
import dev.diverge.testapps.libraries.Loose;

/** Clients of one Redis, with few connections. */
final class RedissonClients {

  private RedissonClients() {}

  static Object connect(String port) throws Exception {
    Loose config = Loose.make("org.redisson.config.Config");
    config
        .call("useSingleServer")
        .call("setAddress", "redis://127.0.0.1:" + port)
        .call("setConnectionMinimumIdleSize", 1)
        .call("setConnectionPoolSize", 2)
        .call("setSubscriptionConnectionMinimumIdleSize", 1);
    return Inside.call("org.redisson.Redisson", "create", config.value());
  }
}
