package dev.diverge.integrations.web;

import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Tools;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * The sessions in stores of one kind, as {@code sessions} says. They are taken out of the store, so
 * that their cookies are refused from then on, while whoever asks the store waits for that. They
 * expire afterwards, as the container has it, since its listeners are the application's.
 */
abstract class StoredSessions extends SessionReset {

  private final String store;

  /**
   * Sessions of one kind of store.
   *
   * @param store the binary name of the type, which is tracked
   */
  StoredSessions(String name, String store) {
    super(name);
    this.store = store;
  }

  /** How many there are; 0 if it is not for us to say that they have ended. */
  int count(Instance store) throws Exception {
    return store.get("sessions").as(Map.class).size();
  }

  /**
   * Takes all sessions out of a store. Unless told, they are in a concurrent map, which is emptied
   * without a lock.
   */
  List<Instance> withdraw(Instance store, Tools tools) throws Exception {
    List<Instance> sessions = new ArrayList<>();
    Map<?, ?> held = store.get("sessions").as(Map.class);
    for (Iterator<?> all = held.values().iterator(); all.hasNext(); ) {
      sessions.add(tools.instance(all.next()));
      all.remove();
    }
    return sessions;
  }

  /**
   * Ends one, calling listeners. Any thread; the application may end it at the same time.
   *
   * @throws IllegalStateException if it has ended already
   */
  abstract void expire(Instance session) throws Exception;

  @Override
  int end(Tools tools) throws Exception {
    int count = 0;
    Exception failure = null;
    for (Object each : tools.living(store)) {
      try {
        Instance holder = tools.instance(each);
        int held = count(holder);
        if (held > 0) {
          count += held;
          Withdrawal withdrawal = new Withdrawal(holder, tools);
          tools.whileUsersWait(name(), withdrawal);
          tools.afterwards(name(), new Expiry(withdrawal));
        }
      } catch (Exception e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
    return count;
  }

  @Override
  public boolean rehearse(Tools tools) throws Exception {
    List<Object> stores = tools.living(store);
    if (stores.isEmpty()) {
      return false;
    }
    Instance holder = tools.instance(stores.get(0));
    holder.hasField("sessions");
    new Expiry(new Withdrawal(holder, tools)).call();
    return true;
  }

  private final class Withdrawal implements Callable<Object> {
    private final Instance store;
    private final Tools tools;
    private volatile List<Instance> sessions = List.of();

    Withdrawal(Instance store, Tools tools) {
      this.store = store;
      this.tools = tools;
    }

    @Override
    public Object call() throws Exception {
      sessions = withdraw(store, tools);
      return false; // they are counted already
    }
  }

  private final class Expiry implements Callable<Object> {
    private final Withdrawal withdrawal;

    Expiry(Withdrawal withdrawal) {
      this.withdrawal = withdrawal;
    }

    @Override
    public Object call() throws Exception {
      return expire(withdrawal.sessions);
    }
  }

  /** Also after one that failed; they are counted already. */
  private Object expire(List<Instance> sessions) throws Exception {
    Exception failure = null;
    for (Instance session : sessions) {
      try {
        expire(session);
      } catch (IllegalStateException alreadyOver) {
        // A request that was under way has ended it.
      } catch (Exception e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
    return false;
  }
}
