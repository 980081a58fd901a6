package dev.diverge.testapps.answers;

import dev.diverge.Diverge;
import dev.diverge.PerClone;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Registers one action and is cloned once, by a page that nobody may be reading. */
final class IdleApp {

  private IdleApp() {}

  public static void main(String[] args) throws InterruptedException {
    AtomicInteger ran = new AtomicInteger();
    PerClone<Object> value = PerClone.of(Object::new);
    Object before = value.get();
    Diverge.onClone(ran, AtomicInteger::incrementAndGet);
    System.out.println("epoch " + Diverge.epoch() + " " + Diverge.isActive());
    new Page(Path.of(args[0])).raise();
    UUID.randomUUID();
    Thread.sleep(700); // if it was the follower that noticed, it was not we who waited
    System.out.println("ran " + ran + " " + (value.get() == before ? "same" : "other"));
  }
}
