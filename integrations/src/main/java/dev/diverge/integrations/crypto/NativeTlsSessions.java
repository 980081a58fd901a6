package dev.diverge.integrations.crypto;

import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Phase;
import dev.diverge.integrations.Tools;
import dev.diverge.integrations.TrackedReset;
import java.util.ArrayList;
import java.util.List;

/** The session contexts of a TLS library in native code, as far as Java reaches. */
abstract class NativeTlsSessions implements TrackedReset {

  private final String name;
  private final String[] types;

  /**
   * Contexts of these types.
   *
   * @param types binary names; tracked
   */
  NativeTlsSessions(String name, String... types) {
    this.name = name;
    this.types = types;
  }

  /**
   * Makes one forget what was before, under its own locks.
   *
   * @return whether it was of use still
   */
  abstract boolean forget(Instance context, Tools tools) throws Exception;

  @Override
  public String name() {
    return name;
  }

  @Override
  public Phase phase() {
    return Phase.TICKET_KEYS;
  }

  @Override
  public int reset(Tools tools) throws Exception {
    List<Object> contexts = new ArrayList<>();
    for (String type : types) {
      contexts.addAll(tools.living(type));
    }
    return contexts.isEmpty() ? 0 : tools.bounded(() -> forget(contexts, tools));
  }

  private int forget(List<Object> contexts, Tools tools) throws Exception {
    int count = 0;
    Exception failure = null;
    for (Object context : contexts) {
      try {
        count += forget(tools.instance(context), tools) ? 1 : 0;
      } catch (Exception e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
    return count;
  }
}
