package dev.diverge.integrations.jdk;

import dev.diverge.integrations.Phase;
import dev.diverge.integrations.Tools;
import dev.diverge.integrations.TrackedReset;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** HttpURLConnection's idle connections: the next request opens a new one. */
public final class HttpKeepAlive implements TrackedReset {

  static final String CLIENT = "sun.net.www.http.HttpClient";

  @Override
  public String name() {
    return "http-keep-alive";
  }

  @Override
  public Phase phase() {
    return Phase.POOLS;
  }

  @Override
  public int reset(Tools tools) throws Exception {
    int count = 0;
    for (Class<?> client : tools.initialised(CLIENT)) {
      Map<?, ?> cache = cache(tools, client);
      if (!cache.isEmpty()) { // else a thread would be made for nothing
        count += cache.size();
        ReentrantLock lock = lock(tools, cache);
        Callable<Object> emptying = emptying(tools, client, cache, lock);
        if (isMine(cache, lock)) {
          emptying.call();
        } else {
          tools.whileUsersWait(name(), emptying);
        }
      }
    }
    return count;
  }

  /** An idle connection that is closed under the lock may be what noticed the clone. */
  private static boolean isMine(Map<?, ?> cache, @Nullable ReentrantLock lock) {
    return lock == null ? Thread.holdsLock(cache) : lock.isHeldByCurrentThread();
  }

  @Override
  public boolean rehearse(Tools tools) throws Exception {
    List<Class<?>> clients = tools.initialised(CLIENT);
    for (Class<?> client : clients) {
      lock(tools, cache(tools, client));
      emptying(tools, client, new HashMap<>(), new ReentrantLock()).call();
    }
    return !clients.isEmpty();
  }

  private static Callable<Object> emptying(
      Tools tools, Class<?> client, Map<?, ?> cache, @Nullable ReentrantLock lock)
      throws Exception {
    Method close = tools.method(client, "closeServer");
    Field held = tools.field(SocketCalls.jdk("sun.net.www.http.KeepAliveEntry"), "hc");
    boolean alone = tools.isForkedChild();
    return new Callable<>() {
      @Override
      public Object call() throws Exception {
        for (Object entry : emptied(cache, lock, alone)) {
          close.invoke(held.get(entry));
        }
        return false; // they are counted already
      }
    };
  }

  private static Map<?, ?> cache(Tools tools, Class<?> client) throws ReflectiveOperationException {
    return (Map<?, ?>) tools.field(client, "kac").get(null);
  }

  private static List<Object> emptied(
      Map<?, ?> cache, @Nullable ReentrantLock lock, boolean alone) {
    if (alone) {
      return emptied(cache); // whoever held the lock was not forked with us
    }
    if (lock == null) {
      synchronized (cache) {
        return emptied(cache);
      }
    }
    lock.lock();
    try {
      return emptied(cache);
    } finally {
      lock.unlock();
    }
  }

  private static List<Object> emptied(Map<?, ?> cache) {
    List<Object> idle = new ArrayList<>();
    for (Object vector : cache.values()) {
      idle.addAll((Collection<?>) vector);
    }
    cache.clear();
    return idle;
  }

  /** A JDK without this lock uses the cache's monitor. */
  private static @Nullable ReentrantLock lock(Tools tools, Map<?, ?> cache)
      throws IllegalAccessException {
    try {
      return (ReentrantLock) tools.field(cache.getClass(), "cacheLock").get(cache);
    } catch (NoSuchFieldException monitor) {
      return null;
    }
  }
}
