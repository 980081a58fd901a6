package dev.diverge.integrations.jdk;

import dev.diverge.integrations.Phase;
import dev.diverge.integrations.Tools;
import dev.diverge.integrations.TrackedReset;
import java.util.Collection;
import java.util.Map;

/**
 * What InetAddress remembers: names found, names not found, and this host's own. A clone may have
 * another name, another network and other name servers. The containers are concurrent ones.
 */
public final class NameCaches implements TrackedReset {

  @Override
  public String name() {
    return "dns-caches";
  }

  @Override
  public Phase phase() {
    return Phase.POOLS;
  }

  @Override
  public int reset(Tools tools) throws Exception {
    int count = 0;
    for (Class<?> type : tools.initialised("java.net.InetAddress")) {
      Map<?, ?> cache = (Map<?, ?>) tools.field(type, "cache").get(null);
      count += cache.size();
      ((Collection<?>) tools.field(type, "expirySet").get(null)).clear();
      cache.clear();
      tools.field(type, "cachedLocalHost").set(null, null);
    }
    return count;
  }

  @Override
  public boolean rehearse(Tools tools) throws Exception {
    boolean any = false;
    for (Class<?> type : tools.initialised("java.net.InetAddress")) {
      tools.field(type, "cache").get(null);
      tools.field(type, "expirySet").get(null);
      tools.field(type, "cachedLocalHost").get(null);
      any = true;
    }
    return any;
  }
}
