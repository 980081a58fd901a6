package dev.diverge.testapps.answers;

import dev.diverge.Diverge;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Registers thousands of actions, waits for a line if told to, and is cloned three times. */
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
    long least = Long.MAX_VALUE;
    for (int clone = 0; clone < 10; clone++) {
      page.raise();
      long began = System.nanoTime();
      UUID.randomUUID();
      least = Math.min(least, System.nanoTime() - began);
    }
    System.out.println("ran " + ran);
    System.out.println("ms " + least / 1_000_000);
  }
}
