package dev.diverge.testapps.twins;

import dev.diverge.testapps.answers.Page;
import dev.diverge.testapps.libraries.Inside;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicStampedReference;

/** Each of two clones takes a permit and gives it back. */
final class PermitTwins {

  private static final String NAME = "permits-" + ProcessHandle.current().pid();
  private static final int ALL = 2;

  private PermitTwins() {}

  public static void main(String[] args) throws Exception {
    Object one = permits(RedissonClients.connect(args[1]));
    Object other = permits(RedissonClients.connect(args[1]));
    Inside.call(one, "trySetPermits", ALL);
    new Page(Path.of(args[0])).raise();
    long[] drawnFrom = state(one).getReference().clone();
    String mine = take(one);
    state(other).set(drawnFrom, state(other).getStamp());
    String yours = take(other);
    giveBack(one, mine);
    giveBack(other, yours);
    System.out.println(
        Inside.call(one, "availablePermits") + " of " + ALL + " permits are there again");
    System.exit(0);
  }

  private static Object permits(Object client) throws Exception {
    return Inside.call(client, "getPermitExpirableSemaphore", NAME);
  }

  private static String take(Object permits) throws Exception {
    return (String) Inside.call(permits, "acquire");
  }

  private static void giveBack(Object permits, String id) throws Exception {
    try {
      Inside.call(permits, "release", id);
    } catch (Exception notThere) {
      System.err.println(notThere);
    }
  }

  /** Of the generator that ids of permits come from. */
  @SuppressWarnings("unchecked")
  private static AtomicStampedReference<long[]> state(Object permits) throws Exception {
    Object executor = Inside.get(permits, "commandExecutor");
    Object random = Inside.get(Inside.call(executor, "getServiceManager"), "random");
    return (AtomicStampedReference<long[]>) Inside.get(random, "stateRef");
  }
}
