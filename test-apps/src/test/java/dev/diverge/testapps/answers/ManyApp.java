package dev.diverge.testapps.answers;

import dev.diverge.Diverge;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Registers thousands of actions, waits for a line if told to, and is cloned ten times. */
final class ManyApp {

  private ManyApp() {}

  public static void main(String[] args) throws Exception {
    Page page = new Page(Path.of(args[0]));
    int number = Integer.parseInt(args[1]);
    AtomicInteger ran = new AtomicInteger();
    AtomicInteger[] owners = new AtomicInteger[number];
    for (int i = 0; i < number; i++) {
      owners[i] = ran;
      Diverge.onClone(ran, AtomicInteger::incrementAndGet);
    }
    System.out.println("ready " + Diverge.isActive());
    if (args.length > 2) {
      System.in.read();
    }
    for (int clone = 1; clone <= 10; clone++) {
      page.raise();
      UUID.randomUUID();
      // A thread of the agent's may have noticed first, and then nobody waits for the actions.
      for (int i = 0; i < 10_000 && ran.get() < clone * number; i++) {
        Thread.sleep(1);
      }
    }
    Thread.sleep(100); // for what should not run any more
    System.out.println("ran " + ran);
  }
}
