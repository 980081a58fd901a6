package dev.diverge.agent.actions;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The registries of the API's jar, one for each copy of it; held weakly, for a copy goes with its
 * class loader. What is a registry is anybody's to say, so each is asked as any code of the
 * application's is run: {@link RegistryQuery}. Thread-safe.
 */
public final class ApiRegistries implements Consumer<Object>, ActionSource {

  /** No epoch: a registry that is given it lists what it holds and claims nothing. */
  private static final long ALL = -1;

  private static final int TRIES = 3;

  private static final String CRAC = "org.crac ";

  private final int patienceMillis;
  private final Set<Member> members = ConcurrentHashMap.newKeySet();

  /**
   * A registry, and what it has answered if that is not collected yet: it does not say it again.
   */
  private static final class Member extends WeakReference<LongFunction<Object[][]>> {
    private final AtomicReference<@Nullable RegistryQuery> answered = new AtomicReference<>();

    /** How often in a row there was no memory for its answer. */
    private final AtomicInteger starved = new AtomicInteger();

    Member(LongFunction<Object[][]> registry) {
      super(registry);
    }
  }

  /** One that gives a registry so long. */
  public ApiRegistries(int patienceMillis) {
    this.patienceMillis = patienceMillis;
  }

  @Override
  @SuppressWarnings("unchecked") // the API's own declaration
  public void accept(Object registry) {
    LongFunction<Object[][]> joining = (LongFunction<Object[][]>) registry;
    new RegistryQuery(joining, ALL, patienceMillis); // loaded now, not at a clone
    members.add(new Member(joining));
  }

  @Override
  public void collect(long epoch, List<Action> into, Queue<String> failures) {
    gather(epoch, into, failures);
  }

  @Override
  public void tell(Map<String, String> into) {
    List<Action> all = new ArrayList<>();
    gather(ALL, all, new ConcurrentLinkedQueue<>());
    int resources = 0;
    for (Action action : all) {
      resources += action.name().startsWith(CRAC) ? 1 : 0;
    }
    if (all.size() > resources) {
      into.put("api", all.size() - resources + " actions");
    }
    if (resources > 0) {
      into.put("org.crac", resources + " resources");
    }
  }

  private void gather(long epoch, List<Action> into, Queue<String> failures) {
    for (var all = members.iterator(); all.hasNext(); ) {
      Member member = all.next();
      LongFunction<Object[][]> registry = member.get();
      if (registry == null) {
        all.remove();
        continue;
      }
      if (epoch == ALL) {
        RegistryQuery query = new RegistryQuery(registry, epoch, patienceMillis);
        query.await();
        into.addAll(query.actions(failures));
      } else {
        gather(member, registry, epoch, into, failures);
      }
    }
  }

  private void gather(
      Member member,
      LongFunction<Object[][]> registry,
      long epoch,
      List<Action> into,
      Queue<String> failures) {
    RegistryQuery query = member.answered.getAndSet(null);
    if (query == null || query.epoch() != epoch) {
      query = new RegistryQuery(registry, epoch, patienceMillis);
      query.await();
      Throwable shortage = query.shortage();
      if (shortage == null) {
        member.starved.set(0);
      } else if (member.starved.incrementAndGet() < TRIES) {
        throw new OutOfMemoryError("in a registry");
      }
    }
    member.answered.set(query);
    into.addAll(query.actions(failures));
    member.answered.set(null);
  }
}
