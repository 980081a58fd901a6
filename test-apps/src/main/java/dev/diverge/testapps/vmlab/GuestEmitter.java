package dev.diverge.testapps.vmlab;

import java.util.concurrent.Callable;

/** One named thing that the guest draws values from; seeded ones must go on as if nothing was. */
public record GuestEmitter(String name, boolean seeded, Callable<?> draw) {
  public static GuestEmitter of(String name, Callable<?> draw) {
    return new GuestEmitter(name, false, draw);
  }

  public static GuestEmitter seeded(String name, Callable<?> draw) {
    return new GuestEmitter(name, true, draw);
  }
}
