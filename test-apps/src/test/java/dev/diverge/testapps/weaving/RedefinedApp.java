package dev.diverge.testapps.weaving;

import dev.diverge.testapps.answers.Page;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/** Has a class of its own, which is in the rules, redefined, and then the page raised. */
public final class RedefinedApp {

  /** In the rules. */
  static final class State {
    static final Integer NODE = Integer.valueOf(5000);
    final long node;

    State(long node) {
      this.node = node;
    }
  }

  private RedefinedApp() {}

  public static void main(String[] arguments) throws Exception {
    State before = new State(7);
    OtherAgent.redefine(State.class);
    State after = new State(7);
    int shared = State.NODE;
    new Page(Path.of(arguments[0])).raise();
    long limit = System.nanoTime() + 30_000_000_000L;
    while ((after.node == 7 || before.node == 7 || shared == State.NODE)
        && System.nanoTime() < limit) {
      ThreadLocalRandom.current().nextInt();
      Thread.sleep(20);
    }
    boolean both = after.node != 7 && before.node != 7;
    System.out.println(both && shared != State.NODE ? "changed both" : "changed not all");
  }
}
