package dev.diverge.integrations.jdk;

import dev.diverge.integrations.Phase;
import dev.diverge.integrations.Tools;
import dev.diverge.integrations.TrackedReset;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The pools of {@code java.net.http}: idle HTTP/1.1 connections are purged as if they had expired,
 * HTTP/2 ones take no new stream and close with their last. The client itself goes on.
 */
public final class HttpClientPools implements TrackedReset {

  static final String CLIENT = "jdk.internal.net.http.HttpClientImpl";
  private static final Duration LONG = Duration.ofDays(365);

  @Override
  public String name() {
    return "http-client";
  }

  @Override
  public Phase phase() {
    return Phase.POOLS;
  }

  @Override
  public int reset(Tools tools) throws Exception {
    List<Object> clients = tools.living(CLIENT);
    if (clients.isEmpty() || tools.isForkedChild()) {
      return 0; // a forked child has not the thread that a client lives by
    }
    int count = 0;
    for (Object client : clients) {
      Emptying emptying = Emptying.of(client, tools);
      int pooled = emptying.pooled();
      if (pooled > 0) {
        count += pooled;
        tools.whileUsersWait(name(), emptying);
      }
    }
    return count;
  }

  @Override
  public boolean rehearse(Tools tools) throws Exception {
    List<Object> clients = tools.living(CLIENT);
    for (Object client : clients) {
      Emptying.of(client, tools).pooled();
    }
    return !clients.isEmpty();
  }

  /** Of one client; either pool may be missing while the client is being made. */
  private record Emptying(@Nullable Object http1, @Nullable Object http2, Tools tools)
      implements Callable<Object> {

    static Emptying of(Object client, Tools tools) throws ReflectiveOperationException {
      return new Emptying(
          tools.field(client.getClass(), "connections").get(client),
          tools.field(client.getClass(), "client2").get(client),
          tools);
    }

    /** As far as it can be seen without a lock. */
    int pooled() throws ReflectiveOperationException {
      int idle =
          http1 == null ? 0 : size(http1, "plainPool", tools) + size(http1, "sslPool", tools);
      return http2 == null ? idle : idle + size(http2, "connections", tools);
    }

    @Override
    public Object call() throws Exception {
      if (http1 != null) {
        purge(http1, tools);
      }
      if (http2 != null) {
        retire(http2, tools);
      }
      return false; // they are counted already
    }
  }

  private static int size(Object pool, String field, Tools tools)
      throws ReflectiveOperationException {
    return ((Map<?, ?>) tools.field(pool.getClass(), field).get(pool)).size();
  }

  private static void purge(Object pool, Tools tools) throws ReflectiveOperationException {
    Class<?> type = pool.getClass();
    for (Method method : type.getDeclaredMethods()) {
      if (method.getName().equals("purgeExpiredConnectionsAndReturnNextDeadline")
          && method.getParameterCount() == 1) {
        Class<?> time = method.getParameterTypes()[0];
        Object now = time == Instant.class ? Instant.now() : now(pool, tools);
        Object later =
            time == Instant.class
                ? ((Instant) now).plus(LONG)
                : tools.method(time, "plusNanos", long.class).invoke(now, LONG.toNanos());
        tools.method(type, method.getName(), time).invoke(pool, later);
        return;
      }
    }
    throw new NoSuchMethodException(type.getName() + ".purgeExpiredConnections");
  }

  /** Some JDKs measure a connection's age with a clock of the pool's own. */
  private static Object now(Object pool, Tools tools) throws ReflectiveOperationException {
    Object clock = tools.field(pool.getClass(), "timeSource").get(pool);
    return tools.method(clock.getClass(), "instant").invoke(clock);
  }

  private static void retire(Object http2, Tools tools) throws ReflectiveOperationException {
    Map<?, ?> pool = (Map<?, ?>) tools.field(http2.getClass(), "connections").get(http2);
    List<Object> retired = new ArrayList<>(pool.values());
    pool.values().removeAll(retired);
    for (Object connection : retired) {
      Class<?> type = connection.getClass();
      tools.method(type, "setFinalStream").invoke(connection);
      if ((boolean) tools.method(type, "shouldClose").invoke(connection)) {
        tools.method(type, "close").invoke(connection);
      }
    }
  }
}
